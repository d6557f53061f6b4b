import { makeStyles } from '@fluentui/react-components';
import type { PasswordChannel } from '../../../contract/shapes.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { Section } from '../../parts/Section.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { useNow } from '../../parts/use-now.ts';
import type { Words } from '../../words/words.ts';
import { PasswordRow } from './PasswordRow.tsx';
import { asTable } from './table.ts';

const useStyles = makeStyles({
  copy: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
});

interface PasswordListProps {
  channels: readonly PasswordChannel[];
  /** How many there are besides those that are shown. */
  others: number;
  busy: boolean;
  onMore: () => void;
  all: () => Promise<readonly PasswordChannel[] | null>;
}

/** Who still uses a password: some at a time, and all of them for a spreadsheet. */
export function PasswordList({ channels, others, busy, onMore, all }: PasswordListProps) {
  const styles = useStyles();
  const words = useWords();
  const now = useNow([]);
  const table = async () => {
    const found = await all();
    return found && tableOf(words, found);
  };
  return (
    <Section title={words.company.list}>
      <Rows>
        {channels.map((channel) => (
          <PasswordRow key={channel.id} channel={channel} now={now} />
        ))}
      </Rows>
      {others > 0 && !busy && <QuietButton onClick={onMore}>{words.company.more(others)}</QuietButton>}
      <div className={styles.copy}>
        <CopyButton text={table} label={words.company.listText}>
          {words.company.copyList}
        </CopyButton>
      </div>
    </Section>
  );
}

/** ISO dates: a spreadsheet of any region reads them as days. */
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function tableOf({ company: { columns } }: Words, channels: readonly PasswordChannel[]): string {
  const head = [columns.name, columns.address, columns.sender, columns.login, columns.provider];
  return asTable([
    [...head, columns.since, columns.ends, columns.used],
    ...channels.map(({ person, sender, username, providerId, since, passwordEndsOn, lastUsedAt }) => [
      // Whom the directory has not named has no name here: what somebody typed is no word of who it is.
      ...[person?.name ?? '', person?.address ?? '', sender.address, username, PROVIDERS[providerId].name],
      ...[dayOf(since), passwordEndsOn ?? '', lastUsedAt === null ? '' : dayOf(lastUsedAt)],
    ]),
  ]);
}
