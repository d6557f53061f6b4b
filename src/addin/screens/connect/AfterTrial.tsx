import { Button } from '@fluentui/react-components';
import { useCallback, useState, type ReactNode } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import { showsByMessage } from '../../../domain/sender-proof.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { keyAt } from '../../words/login-words.ts';
import { heldOn } from '../known/condition.ts';
import { brokenWordsFor } from '../known/denied-words.ts';
import { useKnowledge } from '../known/known-context.ts';
import { ProofTrouble } from '../prove/ProofTrouble.tsx';
import { Trial } from './Trial.tsx';

interface AfterTrialProps {
  /** As it is by now. */
  channel: Channel;
  /** Messages that go after the one that shows it. */
  waiting: number;
  onDone: () => void;
  children: (isTried: boolean) => ReactNode;
}

/** What follows once a channel is ready: nothing while it is broken by now, nor, where another's login sends for it, before a message has shown that it may. */
export function AfterTrial({ channel, waiting, onDone, children }: AfterTrialProps) {
  const words = useWords();
  const { known } = useKnowledge();
  const [isTried, setTried] = useState(false);
  const pass = useCallback(() => {
    setTried(true);
  }, []);
  const { health, sender, username, server } = channel;
  if (health.state === 'broken') {
    const { because } = health;
    const said = brokenWordsFor(words, channel, because);
    const held = heldOn(known, channel);
    const subject = { address: sender.address, login: username, server, key: keyAt(words, channel) };
    return (
      <Screen title={said.title}>
        <ProofTrouble trouble={because} said={said} forIt={said.whoCan === 'it'} subject={subject} />
        {held > 0 && <Notice shape="hold">{words.health.waiting(held)}</Notice>}
        <Button onClick={onDone}>{words.connect.done}</Button>
      </Screen>
    );
  }
  if (showsByMessage(channel) && !isTried)
    return <Trial channel={channel} waiting={waiting} onPassed={pass} onDone={onDone} />;
  return children(isTried);
}
