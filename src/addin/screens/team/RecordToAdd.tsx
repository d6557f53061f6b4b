import { makeStyles, tokens } from '@fluentui/react-components';
import type { SendingDomain } from '../../../contract/shapes.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({
  record: { margin: 0, display: 'flex', flexDirection: 'column', gap: '8px', fontSize: tokens.fontSizeBase200 },
  row: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '4px' },
  term: { color: tokens.colorNeutralForeground2 },
  copy: { margin: 0 },
  value: { margin: 0, fontFamily: tokens.fontFamilyMonospace, userSelect: 'all', overflowWrap: 'anywhere' },
});

/** The record that proves a domain, in the three fields in which DNS pages ask for one, each to be copied alone. */
export function RecordToAdd({ domain: { domain, record } }: { domain: SendingDomain }) {
  const styles = useStyles();
  const { team: say } = useWords();
  const { name, value } = record;
  return (
    <>
      <dl className={styles.record}>
        <div className={styles.row}>
          <dt className={styles.term}>{say.recordType}</dt>
          <dd className={styles.value}>TXT</dd>
        </div>
        <div className={styles.row}>
          <dt className={styles.term}>{say.recordName}</dt>
          <dd className={styles.value}>{name}</dd>
          <dd className={styles.copy}>
            <CopyButton label={say.recordName} text={() => Promise.resolve(name)} rows={1}>
              {say.copy.name}
            </CopyButton>
          </dd>
        </div>
        <div className={styles.row}>
          <dt className={styles.term}>{say.recordValue}</dt>
          <dd className={styles.value}>{value}</dd>
          <dd className={styles.copy}>
            <CopyButton label={say.recordValue} text={() => Promise.resolve(value)} rows={2}>
              {say.copy.value}
            </CopyButton>
          </dd>
        </div>
      </dl>
      <Notice>{say.withoutDomain(name.slice(0, -(domain.length + 1)), domain)}</Notice>
    </>
  );
}
