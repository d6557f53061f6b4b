import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  status: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    // Out of the way where it is empty, gaps included, but not gone.
    ':empty': { position: 'absolute' },
  },
});

/** A place for what comes by itself: it is there before, so that what comes is said aloud too. */
export function Status({ children }: { children: ReactNode }) {
  return (
    <div role="status" className={useStyles().status}>
      {children}
    </div>
  );
}
