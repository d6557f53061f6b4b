import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useId, useState, type ReactNode } from 'react';
import { Pictogram } from './Pictogram.tsx';

const useStyles = makeStyles({
  button: {
    justifyContent: 'flex-start',
    paddingLeft: '4px',
    paddingRight: '8px',
    // The drawing has room around it: its stroke stands under the words above.
    marginLeft: '-8px',
    minWidth: 0,
    fontWeight: tokens.fontWeightRegular,
    textAlign: 'start',
    alignSelf: 'flex-start',
  },
  icon: { transitionProperty: 'transform', transitionDuration: tokens.durationFast, display: 'flex' },
  open: {
    transitionProperty: 'transform',
    transitionDuration: tokens.durationFast,
    display: 'flex',
    transform: 'rotate(90deg)',
  },
  still: { '@media (prefers-reduced-motion: reduce)': { transitionDuration: '0s' } },
  content: { display: 'flex', flexDirection: 'column', gap: '12px', paddingTop: '8px' },
});

interface DisclosureProps {
  label: ReactNode;
  /** Open from the start, or opened from outside when it turns true. */
  open?: boolean;
  children: ReactNode;
}

/** What is there on demand only. */
export function Disclosure({ label, open = false, children }: DisclosureProps) {
  const styles = useStyles();
  const [chosen, choose] = useState<boolean | null>(null);
  const content = useId();
  const expanded = chosen ?? open;
  return (
    <div>
      <Button
        appearance="transparent"
        size="small"
        className={styles.button}
        aria-expanded={expanded}
        aria-controls={expanded ? content : undefined}
        onClick={() => {
          choose(!expanded);
        }}
        icon={
          <span className={expanded ? styles.open : styles.icon}>
            <Pictogram shape="chevron" />
          </span>
        }
      >
        {label}
      </Button>
      {expanded && (
        <div id={content} className={styles.content}>
          {children}
        </div>
      )}
    </div>
  );
}
