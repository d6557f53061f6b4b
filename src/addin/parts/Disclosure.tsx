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
  /** Given, whoever gave it says whether this is open, and is told of each click. */
  open?: boolean;
  onToggle?: (open: boolean) => void;
  children: ReactNode;
}

/** What is there on demand only. */
export function Disclosure({ label, open, onToggle, children }: DisclosureProps) {
  const styles = useStyles();
  const [own, setOwn] = useState(false);
  const content = useId();
  const expanded = open ?? own;
  return (
    <div>
      <Button
        appearance="transparent"
        size="small"
        className={styles.button}
        aria-expanded={expanded}
        aria-controls={expanded ? content : undefined}
        onClick={() => {
          (onToggle ?? setOwn)(!expanded);
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
