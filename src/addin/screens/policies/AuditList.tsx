import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Notice } from '../../parts/Notice.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { SaveFile } from '../../parts/SaveFile.tsx';
import { Section } from '../../parts/Section.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { auditedWords, authorName } from './policy-text.ts';
import { useAudit } from './use-audit.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '8px' },
  facts: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  download: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
});

/** What was done by whom: some at a time, and all of it as a file for a spreadsheet. */
export function AuditList() {
  const styles = useStyles();
  const { policies: words, common, format } = useWords();
  const { entries, hasMore, trouble, ask, file, download, isDownloading } = useAudit();
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
          <div className={styles.download}>
            <Button disabledFocusable={isDownloading} onClick={() => void download()}>
              {words.download}
            </Button>
            {file !== null && <SaveFile file={file} name={words.logFile} label={words.log} />}
          </div>
        </>
      )}
    </Section>
  );
}
