import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';

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

/** For those who listen only; with the role `status` it is said as soon as it changes. */
export function Hidden({ role, children }: { role?: 'status'; children: ReactNode }) {
  return (
    <span role={role} className={useStyles().hidden}>
      {children}
    </span>
  );
}
