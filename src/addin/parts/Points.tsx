import { makeStyles, tokens } from '@fluentui/react-components';
import { Panel } from './Panel.tsx';
import { Pictogram } from './Pictogram.tsx';
import { useFirstWords } from './surroundings.ts';

const useStyles = makeStyles({
  reason: { margin: 0 },
  place: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
  },
  points: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  point: { display: 'flex', gap: '4px' },
  pro: { color: tokens.colorStatusSuccessForeground1, display: 'flex' },
  con: { color: tokens.colorNeutralForeground3, display: 'flex' },
  columns: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(120px, 100%), 1fr))', gap: '2px 8px' },
});

interface PointsProps {
  /** Why it is shown at all. */
  reason?: string;
  /** Where that is said, for who wants to look. */
  place?: string | undefined;
  pros: readonly string[];
  cons: readonly string[];
}

/** What speaks for a way to send, and what to know. */
export function Points({ reason, place, pros, cons }: PointsProps) {
  const styles = useStyles();
  const { prosLabel, consLabel } = useFirstWords().start;
  return (
    <Panel>
      {reason !== undefined && <p className={styles.reason}>{reason}</p>}
      {place !== undefined && <p className={styles.place}>{place}</p>}
      <div className={styles.columns}>
        <ul className={styles.points} aria-label={prosLabel}>
          {pros.map((pro) => (
            <li key={pro} className={styles.point}>
              <span className={styles.pro}>
                <Pictogram shape="check" />
              </span>
              {pro}
            </li>
          ))}
        </ul>
        <ul className={styles.points} aria-label={consLabel}>
          {cons.map((con) => (
            <li key={con} className={styles.point}>
              <span className={styles.con}>
                <Pictogram shape="dash" />
              </span>
              {con}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
