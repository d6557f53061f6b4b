import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  quiet: {
    alignSelf: 'flex-start',
    justifyContent: 'flex-start',
    textAlign: 'start',
    minWidth: 0,
    maxWidth: '100%',
    paddingLeft: '4px',
    paddingRight: '4px',
    marginLeft: '-4px',
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorBrandForegroundLink,
  },
});

/** Another way to go, next to the one that is meant. */
export function QuietButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button appearance="transparent" className={useStyles().quiet} onClick={onClick}>
      {children}
    </Button>
  );
}
