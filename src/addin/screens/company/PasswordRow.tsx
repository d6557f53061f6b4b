import { makeStyles, tokens } from '@fluentui/react-components';
import type { PasswordChannel } from '../../../contract/shapes.ts';
import { sameAddress } from '../../../domain/address.ts';
import type { Instant } from '../../../domain/instant.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { toldPerson } from '../board/told-person.ts';

const useStyles = makeStyles({
  row: {
    padding: '8px 12px',
    overflowWrap: 'anywhere',
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  facts: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
});

/** One who still uses a password, told as the board tells of them: where, since when, and whether it matters. */
export function PasswordRow({ channel, now }: { channel: PasswordChannel; now: Instant }) {
  const styles = useStyles();
  const { board, company, format } = useWords();
  const { sender, username, providerId, since, lastUsedAt } = channel;
  const told = toldPerson(channel);
  const facts = [
    PROVIDERS[providerId].name,
    ...(sameAddress(told.address, sender.address) ? [] : [company.sendsAs(inLetters(sender.address))]),
    ...([sender.address, told.address].some((one) => sameAddress(username, one))
      ? []
      : [company.signsInAs(inLetters(username))]),
    company.since(format.day(new Date(since).toISOString())),
    lastUsedAt === null ? company.unused : company.used(format.ago(lastUsedAt, now)),
  ];
  return (
    <li className={styles.row}>
      {told.name !== '' && <div className={styles.name}>{told.name}</div>}
      {told.address !== '' && <div>{inLetters(told.address)}</div>}
      {told.isTyped && <Notice shape="person">{board.typed}</Notice>}
      <div className={styles.facts}>{facts.join(' · ')}</div>
    </li>
  );
}
