import { Button, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Message } from '../../../contract/shapes.ts';
import type { MessageState } from '../../../domain/outbox.ts';
import { formatReply } from '../../../domain/reply.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel, type Tone } from '../../parts/Panel.tsx';
import { Pictogram, type Shape } from '../../parts/Pictogram.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useSurroundings } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { useDecision } from '../home/use-decision.ts';
import { useMessage } from '../known/use-message.ts';
import { RefusedRecipients } from './RefusedRecipients.tsx';
import { useClosing } from './use-closing.ts';

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

const SHAPE: Record<MessageState, Shape> = {
  queued: 'clock',
  'in-flight': 'plane',
  held: 'hold',
  accepted: 'check',
  refused: 'cross',
  uncertain: 'question',
  dropped: 'dash',
};
const TONE: Partial<Record<MessageState, Tone>> = { accepted: 'success', uncertain: 'notice', refused: 'danger' };

interface OutcomeProps {
  id: string;
  onAgain: () => void;
  onHome: () => void;
  onRepair: (channelId: string) => void;
}

/** What becomes of the message that the server has: from waiting to the far server's reply, and then the draft closes. */
export function Outcome({ id, onAgain, onHome, onRepair }: OutcomeProps) {
  const styles = useStyles();
  const { words, clock } = useSurroundings();
  const message = useMessage(id);
  const { decide, deciding, trouble } = useDecision(id);
  const [arrived, setArrived] = useState(false);
  const state = message?.state ?? 'queued';
  const recipients = message?.recipients ?? [];
  const nobodyRefused = recipients.every(({ outcome }) => outcome !== 'refused');
  const reached = recipients.filter(({ outcome }) => outcome === 'accepted').length;
  const rest = recipients.some(({ outcome }) => outcome === 'waiting');
  const done = (state === 'accepted' && nobodyRefused) || (state === 'dropped' && arrived);
  const { closing, close, keep } = useClosing(done);

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

  const now = clock.now();
  const moving = state === 'queued' || state === 'in-flight';
  const waitsUntil = state === 'queued' && message?.dueAt && message.dueAt > now + 5_000 ? message.dueAt : null;
  return (
    <Screen title={arrived ? words.send.state.accepted : words.send.state[state]}>
      <div role="status">
        <Panel tone={TONE[state] ?? 'plain'}>
          <div className={styles.row}>
            {moving && waitsUntil === null ? (
              <Spinner size="tiny" aria-hidden="true" />
            ) : (
              <span className={mergeClasses(state === 'accepted' && styles.accepted)}>
                <Pictogram shape={SHAPE[state]} size={20} />
              </span>
            )}
            <p className={styles.text}>{arrived ? words.send.stateBody.accepted : words.send.stateBody[state]}</p>
          </div>
          {reached > 0 && rest && <p className={styles.text}>{words.send.reached(reached, recipients.length)}</p>}
          {waitsUntil !== null && (
            <p className={styles.text}>
              {message?.because
                ? words.send.retryAt(words.format.moment(waitsUntil, now))
                : words.send.dueAt(words.format.moment(waitsUntil, now))}
            </p>
          )}
        </Panel>
      </div>
      {message && <Summary message={message} />}
      {message?.because && (state === 'refused' || state === 'held' || waitsUntil !== null) && (
        <TroubleNote trouble={message.because} />
      )}
      <RefusedRecipients recipients={recipients} told={message?.reply ?? null} />
      {trouble && <TroubleNote trouble={trouble} />}
      <div className={styles.actions}>
        {done && closing === 'open' && <Notice shape="clock">{words.send.closing}</Notice>}
        {state === 'held' && message && (
          <Button
            appearance="primary"
            onClick={() => {
              onRepair(message.channelId);
            }}
          >
            {words.home.repair}
          </Button>
        )}
        {state === 'uncertain' && (
          <>
            <Button
              appearance="primary"
              disabled={deciding}
              onClick={() => void decide('dropMessage').then(setArrived)}
            >
              {words.send.arrived}
            </Button>
            <Button disabled={deciding} onClick={() => void decide('releaseMessage')}>
              {words.send.again}
            </Button>
          </>
        )}
        {(state === 'refused' || (state === 'dropped' && !arrived)) && (
          <Button appearance="primary" onClick={onAgain}>
            {words.send.editAndSend}
          </Button>
        )}
        {(state === 'accepted' || moving || state === 'held' || arrived) && (
          <Button appearance={state === 'held' ? 'secondary' : 'primary'} onClick={() => void close()}>
            {words.send.close}
          </Button>
        )}
        {done && closing === 'open' && <Button onClick={keep}>{words.send.keepOpen}</Button>}
      </div>
    </Screen>
  );
}

function Summary({ message }: { message: Message }) {
  const styles = useStyles();
  const { words } = useSurroundings();
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
