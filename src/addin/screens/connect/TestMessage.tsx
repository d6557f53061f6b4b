import { Button, makeStyles, Spinner } from '@fluentui/react-components';
import { useState } from 'react';
import { formatReply } from '../../../domain/reply.ts';
import { isSettled } from '../../../domain/outbox.ts';
import { Notice } from '../../parts/Notice.tsx';
import { ServerWords } from '../../parts/ServerWords.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { Trouble } from '../../words/trouble.ts';
import { useMessage } from '../known/use-message.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  state: { display: 'flex', gap: '8px', alignItems: 'center' },
});

/** A real message from the rep to the rep: some servers refuse a sender only once they have the whole message. */
export function TestMessage({ channelId }: { channelId: string }) {
  const styles = useStyles();
  const { backend } = useSurroundings();
  const words = useWords();
  const [sent, setSent] = useState<{ id: string } | 'sending' | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const message = useMessage(sent === null || sent === 'sending' ? null : sent.id);

  const send = async () => {
    setSent('sending');
    setTrouble(null);
    const queued = await backend.ask('sendTestMessage', { params: { id: channelId } });
    setSent(queued.ok ? queued.value : null);
    if (!queued.ok) setTrouble(queued.failure);
  };

  const state = sent === null ? null : (message?.state ?? 'queued');
  const because = message?.because ?? null;
  return (
    <>
      <p className={styles.text}>{words.connect.testBody}</p>
      <div role="status">
        {state !== null && (
          <span className={styles.state}>
            {!isSettled(state) && state !== 'held' && state !== 'uncertain' && (
              <Spinner size="extra-tiny" aria-hidden="true" />
            )}
            <Notice shape={state === 'accepted' ? 'check' : state === 'refused' ? 'cross' : 'clock'}>
              {words.connect.testState[state]}
            </Notice>
          </span>
        )}
      </div>
      {state === 'accepted' && message?.reply && <ServerWords text={formatReply(message.reply)} />}
      {trouble !== null && <TroubleNote trouble={trouble} />}
      {because !== null && state !== 'accepted' && <TroubleNote trouble={because} />}
      {(state === null || state === 'refused') && (
        <Button onClick={() => void send()}>{state === null ? words.connect.test : words.common.tryAgain}</Button>
      )}
    </>
  );
}
