import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Pictogram, type Shape } from './Pictogram.tsx';

const useStyles = makeStyles({
  notice: {
    display: 'flex',
    gap: '8px',
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
});

/** One line to know, with a small drawing in front. */
export function Notice({ shape = 'info', children }: { shape?: Shape; children: ReactNode }) {
  const styles = useStyles();
  return (
    <p className={styles.notice}>
      <Pictogram shape={shape} />
      <span>{children}</span>
    </p>
  );
}
