import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { PoliciesReport, PolicyReach } from '../../../contract/shapes.ts';
import type { PolicyName } from '../../../domain/policies.ts';
import { useWords } from '../../parts/surroundings.ts';
import { PolicyForm } from './PolicyForm.tsx';
import { authorName, valueOf } from './policy-text.ts';

const useStyles = makeStyles({
  row: {
    padding: '8px 12px',
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  head: { display: 'flex', flexWrap: 'wrap', gap: '0 8px', alignItems: 'start', justifyContent: 'space-between' },
  said: { flexGrow: 1, flexBasis: '160px', minWidth: 0 },
  name: {
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
  },
  value: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  facts: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
});

interface PolicyRowProps {
  policy: PolicyName;
  report: PoliciesReport;
  onSaved: (report: PoliciesReport, server: PolicyReach['server']) => void;
}

/** One policy: what is set, what would be by default, who set it when; changed in its place. */
export function PolicyRow({ policy, report, onSaved }: PolicyRowProps) {
  const styles = useStyles();
  const { policies: words, format } = useWords();
  const [changing, setChanging] = useState(false);
  const { policies, defaults, set } = report;
  const value = valueOf(words, policies, policy);
  const byDefault = valueOf(words, defaults, policy);
  const isDefault = value === byDefault;
  const last = set.find((one) => one.policy === policy);
  const facts = [
    isDefault ? words.isDefault : words.byDefault(byDefault),
    ...(last ? [words.setBy(authorName(last.by), format.day(new Date(last.at).toISOString()))] : []),
  ];
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <div className={styles.said}>
          <h2 className={styles.name}>{words.name[policy]}</h2>
          <div className={styles.value}>{value}</div>
          <div className={styles.facts}>{facts.join(' · ')}</div>
        </div>
        {!changing && (
          <Button
            size="small"
            aria-label={words.changeOf(words.name[policy])}
            onClick={() => {
              setChanging(true);
            }}
          >
            {words.change}
          </Button>
        )}
      </div>
      {changing && (
        <PolicyForm
          policy={policy}
          report={report}
          isDefault={isDefault}
          onSaved={(saved, server) => {
            setChanging(false);
            onSaved(saved, server);
          }}
          onCancel={() => {
            setChanging(false);
          }}
        />
      )}
    </li>
  );
}
