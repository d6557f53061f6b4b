import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { AuditEntry } from '../../../contract/shapes.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Section } from '../../parts/Section.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { PolicyWords } from '../../words/en/policies.ts';
import { asTable } from '../company/table.ts';
import { auditedWords, authorName } from './policy-text.ts';
import { useAudit } from './use-audit.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '8px' },
  facts: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  copy: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
});

/** What was done by whom: some at a time, and all of it for a spreadsheet. */
export function AuditList() {
  const styles = useStyles();
  const { policies: words, common, format } = useWords();
  const { entries, hasMore, trouble, ask, all } = useAudit();
  const table = async () => {
    const found = await all();
    return found && tableOf(words, found);
  };
  return (
    <Section title={words.log}>
      <Status>
        {trouble && (
          <TroubleNote trouble={trouble}>
            <Button onClick={ask}>{common.tryAgain}</Button>
          </TroubleNote>
        )}
      </Status>
      {entries?.length === 0 && <Notice>{words.noLog}</Notice>}
      {entries !== null && entries.length > 0 && (
        <>
          <ul className={styles.list}>
            {entries.map((entry) => {
              const { what, set } = auditedWords(words, entry.what);
              return (
                <li key={entry.id}>
                  <div>{set === null ? what : `${what} ${words.fromTo(set.before, set.after)}`}</div>
                  <div className={styles.facts}>{`${format.stamp(entry.at)} · ${authorName(entry.by)}`}</div>
                </li>
              );
            })}
          </ul>
          {hasMore && <QuietButton onClick={ask}>{words.more}</QuietButton>}
          <div className={styles.copy}>
            <CopyButton text={table} label={words.logText}>
              {words.copy}
            </CopyButton>
          </div>
        </>
      )}
    </Section>
  );
}

function tableOf(words: PolicyWords, entries: readonly AuditEntry[]): string {
  const { columns } = words;
  return asTable([
    [columns.at, columns.name, columns.address, columns.id, columns.what, columns.before, columns.after],
    ...entries.map(({ at, by, what }) => {
      const { what: said, set } = auditedWords(words, what);
      // As spreadsheets of any region read a moment.
      const when = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
      return [when, by.name ?? '', by.address ?? '', by.objectId, said, set?.before ?? '', set?.after ?? ''];
    }),
  ]);
}
