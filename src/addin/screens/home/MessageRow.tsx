import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Message } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import { Pictogram } from '../../parts/Pictogram.tsx';
import { STATE_SHAPE } from '../../parts/state-shape.ts';
import { useWords } from '../../parts/surroundings.ts';
import type { Words } from '../../words/words.ts';
import { MessageDetail } from './MessageDetail.tsx';
import { isRetried, isScheduled } from './queue.ts';

const useStyles = makeStyles({
  row: { ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` } },
  button: {
    width: '100%',
    padding: '8px 12px',
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr)',
    columnGap: '8px',
    alignItems: 'start',
    textAlign: 'start',
    border: 'none',
    borderRadius: 0,
    fontWeight: tokens.fontWeightRegular,
    maxWidth: 'none',
  },
  // Where there is no room beside it, the time comes below.
  head: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', columnGap: '8px' },
  subject: { flexGrow: 1, flexBasis: '90px', minWidth: 0, overflowWrap: 'anywhere' },
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
});

interface MessageRowProps {
  message: Message;
  now: Instant;
}

/** One message: what, to whom, when, what became of it; the rest and the choices on demand. */
export function MessageRow({ message, now }: MessageRowProps) {
  const styles = useStyles();
  const words = useWords();
  const { state, recipients } = message;
  const [open, setOpen] = useState(false);
  // A question to the rep lies open: nobody else can answer it.
  const expanded = open || state === 'uncertain';
  const [first] = recipients;
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
          <span className={styles.head}>
            <span className={styles.subject}>{message.subject || words.home.noSubject}</span>
            {!isScheduled(message, now) && (
              <span className={styles.quiet}>{words.format.moment(message.settledAt ?? message.queuedAt, now)}</span>
            )}
          </span>
          <span className={styles.quiet}>
            {[
              ...standing(words, message, now),
              ...(first ? [words.home.to(first.address, recipients.length - 1)] : []),
            ].join(' · ')}
          </span>
        </span>
      </Button>
      {expanded && <MessageDetail message={message} now={now} />}
    </li>
  );
}

/** Where the message is, in few words. */
function standing({ home, queue, format }: Words, message: Message, now: Instant): string[] {
  const { state, recipients, attempts, dueAt, sendAt } = message;
  if (isScheduled(message, now) && sendAt !== null) return [queue.goesOut(format.when(sendAt, now))];
  if (state === 'held' && sendAt !== null && sendAt > now)
    return [home.state.held, queue.notBefore(format.when(sendAt, now))];
  if (isRetried(message)) {
    return [
      dueAt !== null && dueAt > now ? queue.nextTry(format.when(dueAt, now)) : home.state.queued,
      queue.tried(attempts),
    ];
  }
  const reached = recipients.filter(({ outcome }) => outcome === 'accepted').length;
  return [
    state === 'accepted' && reached < recipients.length ? home.partly(reached, recipients.length) : home.state[state],
  ];
}
