import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { createContext, useContext, useEffect, useRef, type ReactNode } from 'react';
import { Pictogram } from './Pictogram.tsx';
import { useFirstWords } from './surroundings.ts';

/** Whether the rep came here from another screen: then the heading takes the focus, so that nobody is left nowhere; never from Outlook, where the rep may be writing. */
export const ArrivedContext = createContext(false);

const useStyles = makeStyles({
  screen: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    padding: '12px 16px 16px',
    maxWidth: '560px',
    marginLeft: 'auto',
    marginRight: 'auto',
    boxSizing: 'border-box',
    overflowWrap: 'anywhere',
    // Browsers give a field a width of its own, which a narrow pane does not have.
    '& input, & select': { minWidth: 0, width: '100%' },
  },
  head: { display: 'flex', alignItems: 'center', gap: '4px' },
  back: { marginLeft: '-8px', minWidth: '32px', flexShrink: 0 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
    hyphens: 'auto',
    textWrap: 'balance',
  },
});

interface ScreenProps {
  title: string;
  /** Stands over the title. */
  before?: ReactNode;
  onBack?: (() => void) | undefined;
  children: ReactNode;
}

/** The frame of every screen: one heading, one column. */
export function Screen({ title, before, onBack, children }: ScreenProps) {
  const styles = useStyles();
  const words = useFirstWords();
  const arrived = useContext(ArrivedContext);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (arrived && document.hasFocus()) heading.current?.focus();
  }, [arrived, title]);
  const focused = useRef<Element | null>(null);
  useEffect(() => {
    // What had the focus has gone, such as a question that was answered: nobody is left nowhere.
    const isLost = focused.current?.isConnected === false && document.activeElement === document.body;
    if (isLost && document.hasFocus()) heading.current?.focus({ preventScroll: true });
  });
  return (
    <main
      className={styles.screen}
      onFocus={({ target }) => {
        focused.current = target;
      }}
    >
      {before}
      <div className={styles.head}>
        {onBack && (
          <Button
            appearance="subtle"
            className={styles.back}
            icon={<Pictogram shape="back" size={20} />}
            aria-label={words.common.back}
            onClick={onBack}
          />
        )}
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
      </div>
      {children}
    </main>
  );
}
