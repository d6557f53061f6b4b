import { Button } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { troubleWords } from '../../words/trouble-words.ts';
import { TestState } from './TestState.tsx';
import { useTestMessage } from './use-test-message.ts';

interface TrialProps {
  channel: Channel;
  /** Messages that go after it. */
  waiting: number;
  onPassed: () => void;
  onDone: () => void;
}

/** Somebody else's login sends for the rep: whether it may, a message to the rep's own address shows, which goes by itself. */
export function Trial({ channel, waiting, onPassed, onDone }: TrialProps) {
  const words = useWords();
  const { send, state, trouble } = useTestMessage(channel.id);
  const start = useRef<(() => Promise<void>) | null>(send);
  useEffect(() => {
    // Once: no rep wants two of them.
    void start.current?.();
    start.current = null;
  }, []);
  useEffect(() => {
    if (state === 'accepted') onPassed();
  }, [state, onPassed]);
  const isOver = trouble !== null && (state === null || state === 'refused');
  return (
    <Screen title={words.senders.almost}>
      <Notice shape="person">
        {words.senders.trial(inLetters(channel.username), inLetters(channel.sender.address))}
      </Notice>
      <TestState state={state} />
      {waiting > 0 && <Notice shape="hold">{words.senders.waitBehind(waiting)}</Notice>}
      {trouble !== null && <TroubleNote trouble={trouble} said={troubleWords(words, trouble)} />}
      {isOver && (
        <Button appearance="primary" onClick={() => void send()}>
          {words.common.tryAgain}
        </Button>
      )}
      <QuietButton onClick={onDone}>{words.senders.notNow}</QuietButton>
    </Screen>
  );
}
