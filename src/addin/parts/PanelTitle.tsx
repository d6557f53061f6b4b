import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, type ReactNode } from 'react';
import { Pictogram, type Shape } from './Pictogram.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', gap: '8px', alignItems: 'start', '& svg': { marginTop: '2px' } },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
  },
});

interface PanelTitleProps {
  shape: Shape;
  /** Whether it takes the focus when it appears: the rep has just made it do so. */
  focused?: boolean;
  children: ReactNode;
}

/** What a panel is about, with a small drawing in front. */
export function PanelTitle({ shape, focused = false, children }: PanelTitleProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focused) heading.current?.focus();
  }, [focused]);
  return (
    <div className={styles.row}>
      <Pictogram shape={shape} />
      <h2 ref={heading} tabIndex={-1} className={styles.title}>
        {children}
      </h2>
    </div>
  );
}
