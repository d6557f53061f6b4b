import { makeStyles, tokens } from '@fluentui/react-components';
import type { PasswordChannel } from '../../../contract/shapes.ts';
import { sameAddress } from '../../../domain/address.ts';
import type { Instant } from '../../../domain/instant.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({
  row: {
    padding: '8px 12px',
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  facts: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
});

/** One person who still uses a password: whose, where, since when, and whether it matters. */
export function PasswordRow({ channel, now }: { channel: PasswordChannel; now: Instant }) {
  const styles = useStyles();
  const { company, format } = useWords();
  const { sender, username, providerId, since, lastUsedAt } = channel;
  const facts = [
    PROVIDERS[providerId].name,
    ...(sameAddress(username, sender.address) ? [] : [company.signsInAs(username)]),
    company.since(format.day(new Date(since).toISOString())),
    lastUsedAt === null ? company.unused : company.used(format.ago(lastUsedAt, now)),
  ];
  return (
    <li className={styles.row}>
      {sender.name !== '' && <div className={styles.name}>{sender.name}</div>}
      <div>{sender.address}</div>
      <div className={styles.facts}>{facts.join(' · ')}</div>
    </li>
  );
}
