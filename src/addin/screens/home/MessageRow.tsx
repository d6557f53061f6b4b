import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Message } from '../../../contract/shapes.ts';
import { MAY_DROP } from '../../../domain/outbox.ts';
import { formatReply } from '../../../domain/reply.ts';
import { Pictogram } from '../../parts/Pictogram.tsx';
import { Question } from '../../parts/Question.tsx';
import { ServerWords } from '../../parts/ServerWords.tsx';
import { STATE_SHAPE } from '../../parts/state-shape.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { troubleWords } from '../../words/trouble-words.ts';
import { useDecision } from './use-decision.ts';

const useStyles = makeStyles({
  row: { ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` } },
  button: {
    width: '100%',
    padding: '8px 12px',
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) auto',
    columnGap: '8px',
    alignItems: 'start',
    textAlign: 'start',
    border: 'none',
    borderRadius: 0,
    fontWeight: tokens.fontWeightRegular,
    maxWidth: 'none',
  },
  subject: { display: 'block', overflowWrap: 'anywhere' },
  quiet: {
    display: 'block',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  sign: { paddingTop: '2px', display: 'flex', color: tokens.colorNeutralForeground3 },
  accepted: { color: tokens.colorStatusSuccessForeground1 },
  refused: { color: tokens.colorStatusDangerForeground1 },
  uncertain: { color: tokens.colorStatusWarningForeground1 },
  more: { display: 'flex', flexDirection: 'column', gap: '8px', padding: '0 12px 12px 36px' },
  text: { margin: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** One message: what, to whom, when, what became of it; the rest and the choices on demand. */
export function MessageRow({ message }: { message: Message }) {
  const styles = useStyles();
  const { words, clock } = useSurroundings();
  const { decide, deciding, trouble } = useDecision(message.id);
  const { state, recipients, because, reply, dueAt } = message;
  const [open, setOpen] = useState(false);
  const [asking, ask] = useState(false);
  // A question to the rep lies open: nobody else can answer it.
  const expanded = open || state === 'uncertain';
  const mayDrop = MAY_DROP[state] && state !== 'uncertain';
  const [first] = recipients;
  const now = clock.now();
  const serverReply = reply ?? (because && 'reply' in because ? because.reply : null);
  return (
    <li className={styles.row}>
      <Button
        appearance="subtle"
        className={styles.button}
        aria-expanded={expanded}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <span
          className={mergeClasses(
            styles.sign,
            state === 'accepted' && styles.accepted,
            state === 'refused' && styles.refused,
            state === 'uncertain' && styles.uncertain,
          )}
        >
          <Pictogram shape={STATE_SHAPE[state]} />
        </span>
        <span>
          <span className={styles.subject}>{message.subject || words.home.noSubject}</span>
          <span className={styles.quiet}>
            {[
              words.home.state[state],
              state === 'queued' && dueAt !== null && dueAt > now && words.home.dueAt(words.format.moment(dueAt, now)),
              first && words.home.to(first.address, recipients.length - 1),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <span className={styles.quiet}>{words.format.moment(message.settledAt ?? message.queuedAt, now)}</span>
      </Button>
      {expanded && (
        <div className={styles.more}>
          {state === 'uncertain' && <p className={styles.text}>{words.home.uncertain}</p>}
          {because !== null && state !== 'uncertain' && (
            <p className={styles.text}>
              {words.failures[because.kind].title}. {words.failures[because.kind].next}
            </p>
          )}
          {recipients
            .filter(({ outcome }) => outcome === 'refused')
            .map(({ address, reply: refusal }) => (
              <p key={address} className={styles.text}>
                {words.home.refusedAddress(address)}
                {refusal && <span className={styles.quiet}>{formatReply(refusal)}</span>}
              </p>
            ))}
          {serverReply && <ServerWords text={formatReply(serverReply)} />}
          <div className={styles.actions}>
            {state === 'uncertain' && (
              <>
                <Button size="small" disabled={deciding} onClick={() => void decide('dropMessage')}>
                  {words.home.arrived}
                </Button>
                <Button size="small" disabled={deciding} onClick={() => void decide('releaseMessage')}>
                  {words.home.sendAgain}
                </Button>
              </>
            )}
            {mayDrop && !asking && (
              <Button
                size="small"
                onClick={() => {
                  ask(true);
                }}
              >
                {words.home.drop}
              </Button>
            )}
          </div>
          {mayDrop && asking && (
            <Question
              title={words.home.dropTitle}
              body={words.home.dropBody}
              yes={words.home.dropYes}
              no={words.home.dropNo}
              busy={deciding}
              onYes={() => void decide('dropMessage')}
              onNo={() => {
                ask(false);
              }}
            />
          )}
          {trouble && <p className={styles.text}>{troubleWords(words, trouble).title}</p>}
        </div>
      )}
    </li>
  );
}
