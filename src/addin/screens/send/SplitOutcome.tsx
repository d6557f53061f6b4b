import { Button, makeStyles } from '@fluentui/react-components';
import type { Channel, Message } from '../../../contract/shapes.ts';
import { isSettled, type MessageState } from '../../../domain/outbox.ts';
import type { Instant } from '../../../domain/instant.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import type { DraftHandle } from '../../host/host.ts';
import { partIds, type Handed } from '../../launch-event/handed.ts';
import { Bar } from '../../parts/Bar.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { PauseNote } from '../../parts/PauseNote.tsx';
import { Pictogram } from '../../parts/Pictogram.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Status } from '../../parts/Status.tsx';
import { STATE_SHAPE } from '../../parts/state-shape.ts';
import { useWords } from '../../parts/surroundings.ts';
import { useNow } from '../../parts/use-now.ts';
import type { Words } from '../../words/words.ts';
import { isScheduled } from '../home/queue.ts';
import { keptBy, type Kept } from '../known/condition.ts';
import { useKnowledge } from '../known/known-context.ts';
import { useMessage } from '../known/use-message.ts';
import { keptWords } from './kept-words.ts';
import { useClosing } from './use-closing.ts';
import { waitingOf } from './waiting.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '6px' },
  part: { display: 'flex', gap: '8px', alignItems: 'start', '& svg': { marginTop: '2px' } },
  actions: { display: 'flex', flexDirection: 'column', gap: '8px' },
});

const NEEDS_THE_REP: readonly MessageState[] = ['held', 'refused', 'uncertain', 'dropped'];
const GONE_FOR_NOTHING: readonly MessageState[] = ['refused', 'dropped'];

interface SplitOutcomeProps {
  draft: DraftHandle;
  handed: Handed;
  /** Whether this pane handed it over since it was opened: only then may the draft close by itself. */
  here: boolean;
  /** Makes new messages of the draft. */
  onAgain: () => void;
  onHome: () => void;
}

/** What becomes of a draft that goes as several messages: each with its state, and whoever needs a word is found at home. */
export function SplitOutcome({ draft, handed, here, onAgain, onHome }: SplitOutcomeProps) {
  const styles = useStyles();
  const words = useWords();
  const { known } = useKnowledge();
  const ids = partIds(handed);
  const messages = ids.flatMap((id) => known.messages.find((one) => one.id === id) ?? []);
  const [first] = messages;
  const sent = messages.filter(({ state }) => state === 'accepted');
  const all = sent.length === handed.parts;
  const reachedAll = all && sent.every(({ recipients }) => recipients.every(({ outcome }) => outcome === 'accepted'));
  const stuck = messages.filter(({ state }) => NEEDS_THE_REP.includes(state));
  const allKnown = messages.length === handed.parts;
  const nothingWent = allKnown && messages.every(({ state }) => GONE_FOR_NOTHING.includes(state));
  const settled = allKnown && messages.every(({ state }) => isSettled(state));
  const channel = known.channels?.find(({ id }) => id === first?.channelId);
  const kept = messages.map((message) => keptBy(message, channel)).find((one) => one !== null) ?? null;
  const needsTheRep = stuck.length > 0 || kept !== null || (all && !reachedAll);
  const now = useNow([...messages.flatMap(({ sendAt, dueAt }) => [sendAt, dueAt]), channel?.pause?.until ?? null]);
  // The one that leaves first speaks for all that wait.
  const [next] = messages
    .filter(({ state }) => state === 'queued')
    .sort((a, b) => (a.dueAt ?? a.queuedAt) - (b.dueAt ?? b.queuedAt));
  const copyIsKept = channel !== undefined && PROVIDERS[channel.providerId].keepsSentCopy === true;
  const { closing, due, changed, close, keep } = useClosing({
    draft,
    sent: handed.fingerprint,
    done: reachedAll,
    byItself: here && copyIsKept,
  });

  if (closing === 'left' || closing === 'discarded') {
    return (
      <Screen title={words.send[closing]}>
        {closing === 'left' && (
          <Panel tone="notice">
            <p className={styles.text}>{words.send.leftBody}</p>
          </Panel>
        )}
        <Button onClick={onHome}>{words.send.home}</Button>
      </Screen>
    );
  }

  const { scheduled, paused, waits, told } = waitingOf(
    words,
    kept === 'change' ? null : (next ?? null),
    channel,
    known.messages,
    now,
  );
  const later = first?.sendAt && first.sendAt > now ? words.format.when(first.sendAt, now) : null;
  const title = titleOf(words, messages, handed.parts, scheduled, kept, channel);
  const body = bodyOf(words, messages, later, kept, channel);
  return (
    <Screen title={title}>
      {!settled && (
        <Bar
          role="progressbar"
          aria-label={title}
          aria-valuemin={0}
          aria-valuemax={handed.parts}
          aria-valuenow={sent.length}
          share={sent.length / handed.parts}
        />
      )}
      <Panel tone={needsTheRep ? 'notice' : all ? 'success' : 'plain'}>
        {body !== null && <p className={styles.text}>{body}</p>}
        {!all && (
          <p role="status" className={styles.text}>
            {words.split.sent(sent.length, handed.parts)}
          </p>
        )}
        {told.map((sentence) => (
          <p key={sentence} className={styles.text}>
            {sentence}
          </p>
        ))}
        <ol className={styles.list}>
          {ids.map((id, at) => (
            <Part key={id} id={id} number={at + 1} now={now} />
          ))}
        </ol>
        <Status>{needsTheRep && <Notice shape="warning">{words.split.lookHome}</Notice>}</Status>
      </Panel>
      {first && (
        <Notice shape="plane">
          {first.subject || words.send.noSubject}
          <br />
          {words.send.recipients(messages.reduce((sum, { recipients }) => sum + recipients.length, 0))}
        </Notice>
      )}
      <PauseNote pause={paused} now={now} />
      <Status>
        {changed && !nothingWent && (
          <Notice shape="warning">{settled ? words.send.changed : words.send.changedWaits(later)}</Notice>
        )}
      </Status>
      {(waits || kept !== null) && <Notice>{words.queue.draftStays}</Notice>}
      {all && channel !== undefined && !copyIsKept ? (
        <Notice shape="warning">{words.send.onlyCopy}</Notice>
      ) : (
        sent.length > 0 && !waits && kept === null && <Notice>{words.send.gone}</Notice>
      )}
      <div className={styles.actions}>
        {reachedAll ? (
          <Button appearance="primary" onClick={() => void close()}>
            {words.send.close}
          </Button>
        ) : (
          <Button appearance="primary" onClick={onHome}>
            {words.send.home}
          </Button>
        )}
        {nothingWent && <Button onClick={onAgain}>{words.send.editAndSend}</Button>}
        {settled && !nothingWent && (changed || (all && !here)) && (
          <Button onClick={onAgain}>{words.send.asNew}</Button>
        )}
        {due && (
          <>
            <Button onClick={keep}>{words.send.keepOpen}</Button>
            <Notice shape="clock">{words.send.closing}</Notice>
          </>
        )}
      </div>
    </Screen>
  );
}

/** What becomes of them as a whole: of what still moves first, then of what is stuck. */
function titleOf(
  words: Words,
  messages: readonly Message[],
  parts: number,
  scheduled: boolean,
  kept: Kept | null,
  channel: Channel | undefined,
): string {
  const { send, split, queue } = words;
  const states = new Set(messages.map(({ state }) => state));
  const [only] = states;
  if (messages.length < parts || states.has('in-flight')) return split.underWay(parts);
  if (kept === 'change') return keptWords(words, kept, channel, messages, null).title;
  if (states.has('queued')) return scheduled ? queue.scheduled : split.underWay(parts);
  if (states.size === 1 && only !== undefined) {
    return only === 'held' && kept !== null ? keptWords(words, kept, channel, messages, null).title : send.state[only];
  }
  return split.inPart;
}

/** Null where the states themselves say it all. Safe and by themselves go only those that nothing is wrong with. */
function bodyOf(
  words: Words,
  messages: readonly Message[],
  later: string | null,
  kept: Kept | null,
  channel: Channel | undefined,
): string | null {
  const { send, split } = words;
  const ofAll = (...states: MessageState[]) => messages.every(({ state }) => states.includes(state));
  if (ofAll('accepted')) return null;
  if (kept === 'change' && ofAll('queued', 'held', 'accepted'))
    return keptWords(words, kept, channel, messages, later).body;
  if (ofAll('queued', 'in-flight', 'accepted')) return split.safe;
  if (ofAll('dropped')) return send.stateBody.dropped;
  if (ofAll('refused')) return send.stateBody.refused;
  return kept === null || !ofAll('held', 'accepted') ? null : keptWords(words, kept, channel, messages, later).body;
}

function Part({ id, number, now }: { id: string; number: number; now: Instant }) {
  const styles = useStyles();
  const words = useWords();
  const message = useMessage(id);
  const state = message?.state ?? 'queued';
  const said = message && isScheduled(message, now) ? words.queue.scheduled : words.home.state[state];
  return (
    <li className={styles.part}>
      <Pictogram shape={STATE_SHAPE[state]} />
      <span>{words.split.part(number, words.send.recipients(message?.recipients.length ?? 0), said)}</span>
    </li>
  );
}
