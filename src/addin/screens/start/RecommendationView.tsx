import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { PROVIDERS } from '../../../domain/provider.ts';
import type { Recommendation } from '../../../domain/recommendation.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Pictogram } from '../../parts/Pictogram.tsx';
import { useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({
  reason: { margin: 0 },
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

/** One way to send, why it is the one, what speaks for it and what to know. */
export function RecommendationView({ recommendation, onTake }: { recommendation: Recommendation; onTake: () => void }) {
  const styles = useStyles();
  const words = useWords().start;
  const { providerId, ways, reason, pros, cons } = recommendation;
  const { name, passwords } = PROVIDERS[providerId];
  return (
    <>
      <Panel>
        <p className={styles.reason}>{words.reason[reason](name)}</p>
        <div className={styles.columns}>
          <ul className={styles.points} aria-label={words.prosLabel}>
            {pros.map((pro) => (
              <li key={pro} className={styles.point}>
                <span className={styles.pro}>
                  <Pictogram shape="check" />
                </span>
                {words.pros[pro]}
              </li>
            ))}
          </ul>
          <ul className={styles.points} aria-label={words.consLabel}>
            {cons.map((con) => (
              <li key={con} className={styles.point}>
                <span className={styles.con}>
                  <Pictogram shape="dash" />
                </span>
                {words.cons[con]}
              </li>
            ))}
          </ul>
        </div>
      </Panel>
      {ways[0] === 'password' && passwords.policy === 'ending' && (
        <Notice shape="clock">{words.ending(name, passwords.endsOn)}</Notice>
      )}
      <Button appearance="primary" onClick={onTake}>
        {words.setUp}
      </Button>
    </>
  );
}
