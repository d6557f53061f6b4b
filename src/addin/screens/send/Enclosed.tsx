import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { DraftRecipient, OpenDraft } from '../../host/host.ts';
import { Disclosure } from '../../parts/Disclosure.tsx';
import { useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({
  list: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    columnGap: '8px',
    rowGap: '4px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
  },
  term: { color: tokens.colorNeutralForeground2 },
  text: { margin: 0 },
});

/** So many are seen at a glance; more are there on demand. */
const AT_A_GLANCE = 5;
const FIELDS = ['to', 'cc', 'bcc'] as const;

/** Who gets the draft and which files go along, as the client tells it: what it left out is missed here. */
export function Enclosed({ open }: { open: OpenDraft }) {
  const styles = useStyles();
  const words = useWords().send;
  const everyone = FIELDS.flatMap((field) => open[field]).length;
  // A picture in the text is text to the rep.
  const files = open.attachments.filter(({ contentId }) => contentId === null);
  const people = FIELDS.filter((field) => open[field].length > 0).map((field) => (
    <Row key={field} term={words.field[field]}>
      {open[field].map(called).join(', ')}
    </Row>
  ));
  const enclosed = (
    <Row term={words.files}>{files.length > 0 ? files.map(({ name }) => name).join(', ') : words.noAttachments}</Row>
  );
  return (
    <>
      <OnDemand label={words.recipients(everyone)} when={everyone > AT_A_GLANCE}>
        {people.length > 0 && <dl className={styles.list}>{people}</dl>}
      </OnDemand>
      {!open.unread.includes('attachments') && (
        <OnDemand label={words.attachments(files.length)} when={files.length > AT_A_GLANCE}>
          <dl className={styles.list}>{enclosed}</dl>
        </OnDemand>
      )}
    </>
  );
}

const OnDemand = ({ label, when, children }: { label: string; when: boolean; children: ReactNode }) =>
  when ? <Disclosure label={label}>{children}</Disclosure> : children;

function Row({ term, children }: { term: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.text}>{children}</dd>
    </>
  );
}

const called = ({ name, address }: DraftRecipient): string =>
  address === null || name === '' || name === address ? (address ?? name) : `${name} <${address}>`;
