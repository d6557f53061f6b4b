import { makeStyles, tokens } from '@fluentui/react-components';
import { Pictogram } from './Pictogram.tsx';

const useStyles = makeStyles({
  sign: {
    width: '40px',
    height: '40px',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: tokens.borderRadiusCircular,
    color: tokens.colorStatusSuccessForeground1,
    backgroundColor: tokens.colorStatusSuccessBackground1,
  },
});

/** Stands over the title of a screen that says: it works. */
export function SuccessSign() {
  return (
    <span className={useStyles().sign}>
      <Pictogram shape="check" size={24} />
    </span>
  );
}
