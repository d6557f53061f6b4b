import { makeStyles } from '@fluentui/react-components';

const useStyles = makeStyles({
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** Says aloud, to those who listen, what changes on the screen. */
export function Live({ children }: { children: string }) {
  return (
    <div role="status" className={useStyles().hidden}>
      {children}
    </div>
  );
}
