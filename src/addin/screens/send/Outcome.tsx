import { Button, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import type { Message } from '../../../contract/shapes.ts';
import { isOfSender } from '../../../domain/health.ts';
import type { MessageState } from '../../../domain/outbox.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { formatReply } from '../../../domain/reply.ts';
import type { DraftHandle } from '../../host/host.ts';
import type { Handed } from '../../launch-event/handed.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel, type Tone } from '../../parts/Panel.tsx';
import { PauseNote } from '../../parts/PauseNote.tsx';
import { Pictogram } from '../../parts/Pictogram.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { STATE_SHAPE } from '../../parts/state-shape.ts';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { useNow } from '../../parts/use-now.ts';
import { wordsAt } from '../../words/login-words.ts';
import { troubleWords } from '../../words/trouble-words.ts';
import type { Trouble, TroubleWords } from '../../words/trouble.ts';
import { MessageActions } from '../home/MessageActions.tsx';
import { useDecision } from '../home/use-decision.ts';
import { keptBy } from '../known/condition.ts';
import { brokenWordsFor } from '../known/denied-words.ts';
import { useKnowledge } from '../known/known-context.ts';
import { useMessage } from '../known/use-message.ts';
import { keptWords } from './kept-words.ts';
import { RefusedRecipients } from './RefusedRecipients.tsx';
import { useClosing } from './use-closing.ts';
import { waitingOf } from './waiting.ts';

const useStyles = makeStyles({
  row: { display: 'flex', gap: '8px', alignItems: 'start' },
  text: { margin: 0 },
  accepted: { color: tokens.colorStatusSuccessForeground1, display: 'flex' },
  reply: {
    margin: 0,
    paddingLeft: '24px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  actions: { display: 'flex', flexDirection: 'column', gap: '8px' },
});

const TONE: Partial<Record<MessageState, Tone>> = { accepted: 'success', uncertain: 'notice', refused: 'danger' };

interface OutcomeProps {
  draft: DraftHandle;
  handed: Handed;
  /** Whether this pane handed it over since it was opened: only then may the draft close by itself. */
  here: boolean;
  /** Makes a new message of the draft. */
  onAgain: () => void;
  onHome: () => void;
  onRepair: (channelId: string) => void;
}

/** What becomes of the message that the server has: from waiting to the far server's reply, and then the draft closes. */
export function Outcome({ draft, handed, here, onAgain, onHome, onRepair }: OutcomeProps) {
  const styles = useStyles();
  const words = useWords();
  const { known } = useKnowledge();
  const message = useMessage(handed.id);
  const { decide, deciding, trouble } = useDecision(handed.id);
  const state = message?.state ?? 'queued';
  const recipients = message?.recipients ?? [];
  const nobodyRefused = recipients.every(({ outcome }) => outcome !== 'refused');
  const reached = recipients.filter(({ outcome }) => outcome === 'accepted').length;
  const rest = recipients.some(({ outcome }) => outcome === 'waiting');
  const channel = known.channels?.find(({ id }) => id === message?.channelId);
  const now = useNow([message?.dueAt ?? null, channel?.pause?.until ?? null]);
  const copyIsKept = channel !== undefined && PROVIDERS[channel.providerId].keepsSentCopy === true;
  const { closing, due, changed, close, keep } = useClosing({
    draft,
    sent: handed.fingerprint,
    done: state === 'accepted' && nobodyRefused,
    byItself: here && copyIsKept,
  });

  if (closing === 'left') {
    return (
      <Screen title={words.send.left}>
        <Panel tone="notice">
          <p className={styles.text}>{words.send.leftBody}</p>
        </Panel>
        {message && <Summary message={message} />}
        <Button onClick={onHome}>{words.send.home}</Button>
      </Screen>
    );
  }
  if (closing === 'discarded') {
    return (
      <Screen title={words.send.discarded}>
        <Button onClick={onHome}>{words.send.home}</Button>
      </Screen>
    );
  }

  const kept = keptBy(message, channel);
  // A message that came to a broken channel has met nothing itself: what it waits for stands at the channel.
  const because =
    kept === 'repair' && channel?.health.state === 'broken' ? channel.health.because : (message?.because ?? null);
  const moving = kept === null && (state === 'queued' || state === 'in-flight');
  const waiting = waitingOf(words, kept === null ? message : null, channel, known.messages, now);
  const { scheduled, paused, until, waits, told: foreseen } = waiting;
  const { sendAt = null } = message ?? {};
  const later = sendAt !== null && sendAt > now ? words.format.when(sendAt, now) : null;
  const { title, body } =
    kept === null
      ? { title: scheduled ? words.queue.scheduled : words.send.state[state], body: words.send.stateBody[state] }
      : keptWords(words, kept, channel, message ? [message] : [], later);
  const tell = (met: Trouble): TroubleWords =>
    channel && kept === 'repair'
      ? brokenWordsFor(words, channel, met)
      : troubleWords(channel ? wordsAt(words, channel) : words, met);
  const isOnlyCopy = state === 'accepted' && channel !== undefined && !copyIsKept;

  return (
    <Screen title={title}>
      <Panel tone={kept === 'word' ? 'notice' : (TONE[state] ?? 'plain')}>
        <div className={styles.row}>
          {moving && !waits ? (
            <Spinner size="tiny" aria-hidden="true" />
          ) : (
            <span className={mergeClasses(state === 'accepted' && styles.accepted)}>
              <Pictogram shape={kept === null ? STATE_SHAPE[state] : 'hold'} size={20} />
            </span>
          )}
          <p role="status" className={styles.text}>
            {body}
          </p>
        </div>
        {state === 'uncertain' && (
          <p className={styles.text}>{copyIsKept ? words.send.lookFirst : words.send.askFirst}</p>
        )}
        {reached > 0 && rest && <p className={styles.text}>{words.queue.reached(reached, recipients.length)}</p>}
        {foreseen.map((sentence) => (
          <p key={sentence} className={styles.text}>
            {sentence}
          </p>
        ))}
      </Panel>
      {message && <Summary message={message} />}
      <PauseNote pause={paused} now={now} />
      {because &&
        (state === 'refused' || kept === 'repair' || until !== null) &&
        because.kind !== paused?.because.kind && <TroubleNote trouble={because} said={tell(because)} />}
      <Status>
        {!(because && isOfSender(because)) && (
          <RefusedRecipients recipients={recipients} told={message?.reply ?? null} />
        )}
        {trouble && <TroubleNote trouble={trouble} said={troubleWords(words, trouble)} />}
        {changed && (state === 'queued' || kept !== null) && (
          <Notice shape="warning">{words.send.changedWaits(later)}</Notice>
        )}
        {changed && (state === 'in-flight' || state === 'accepted') && (
          <Notice shape="warning">{words.send.changed}</Notice>
        )}
      </Status>
      {(waits || kept !== null) && <Notice>{words.queue.draftStays}</Notice>}
      {state === 'accepted' &&
        (isOnlyCopy ? <Notice shape="warning">{words.send.onlyCopy}</Notice> : <Notice>{words.send.gone}</Notice>)}
      <div className={styles.actions}>
        {(kept === 'repair' || kept === 'change') && message && (
          <Button
            appearance="primary"
            onClick={() => {
              onRepair(message.channelId);
            }}
          >
            {channel?.team
              ? words.send.home
              : kept === 'repair'
                ? words.home.repair
                : words.change.enter(words.secrets[channel?.secret ?? 'password'])}
          </Button>
        )}
        {kept === 'word' && (
          <Button appearance="primary" disabled={deciding} onClick={() => void decide('releaseMessage')}>
            {words.held.send}
          </Button>
        )}
        {state === 'uncertain' && (
          <>
            <Button appearance="primary" disabled={deciding} onClick={() => void decide('dropMessage')}>
              {words.send.arrived}
            </Button>
            <Button disabled={deciding} onClick={() => void decide('releaseMessage')}>
              {words.send.again}
            </Button>
          </>
        )}
        {(state === 'refused' || state === 'dropped') && (
          <Button appearance="primary" onClick={onAgain}>
            {words.send.editAndSend}
          </Button>
        )}
        {(moving || kept !== null) && (
          <Button appearance={kept === null ? 'primary' : 'secondary'} onClick={onHome}>
            {words.send.home}
          </Button>
        )}
        {message && (waits || kept !== null || (changed && state === 'queued')) && (
          <MessageActions message={message} now={now} size="medium" />
        )}
        {state === 'accepted' && (
          <Button appearance="primary" onClick={() => void close()}>
            {words.send.close}
          </Button>
        )}
        {state === 'accepted' && (changed || !here) && <Button onClick={onAgain}>{words.send.asNew}</Button>}
        {(due || (isOnlyCopy && closing === 'open')) && <Button onClick={keep}>{words.send.keepOpen}</Button>}
        {/* Last, so that nothing moves under the pointer that makes it go. */}
        {due && <Notice shape="clock">{words.send.closing}</Notice>}
      </div>
    </Screen>
  );
}

function Summary({ message }: { message: Message }) {
  const styles = useStyles();
  const words = useWords();
  return (
    <>
      <Notice shape="plane">
        {message.subject || words.send.noSubject}
        <br />
        {words.send.summary([words.send.recipients(message.recipients.length), words.format.size(message.bytes)])}
      </Notice>
      {message.reply && message.state === 'accepted' && (
        <p className={styles.reply}>{words.send.replied(formatReply(message.reply))}</p>
      )}
    </>
  );
}
