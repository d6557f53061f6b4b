import { makeStyles, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { Bar } from './Bar.tsx';
import { Notice } from './Notice.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexDirection: 'column', gap: '4px' },
  text: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: '8px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  number: { fontVariantNumeric: 'tabular-nums' },
});

interface MeterProps {
  label: string;
  value: number;
  limit: number;
  text: string;
  /** What to know when little is left. */
  warning: string | null;
}

/** How much of a limit is used: numbers first, a small bar to see it. */
export function Meter({ label, value, limit, text, warning }: MeterProps) {
  const styles = useStyles();
  const id = useId();
  const share = limit === 0 ? 1 : Math.min(1, value / limit);
  return (
    <div className={styles.row}>
      <div className={styles.text}>
        <span id={id}>{label}</span>
        <span className={styles.number}>{text}</span>
      </div>
      <Bar
        role="meter"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(value, limit)}
        aria-valuetext={text}
        share={share}
        warning={warning !== null}
      />
      {warning !== null && <Notice shape="warning">{warning}</Notice>}
    </div>
  );
}
