import { Button } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import type { SignInService } from '../../../domain/credential.ts';
import { SIGN_IN_TERMS } from '../../../domain/sign-in-service.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { useNow } from '../../parts/use-now.ts';
import type { Trouble } from '../../words/trouble.ts';
import { brokenWords, toSignIn, troubleWords } from '../../words/trouble-words.ts';
import { heldOn } from '../known/condition.ts';
import { useKnowledge } from '../known/known-context.ts';
import { latestTrouble } from '../known/known.ts';
import { hasBegun, type Proving } from '../prove/proving.ts';
import { StepList } from '../prove/StepList.tsx';
import { mayTryAgain } from '../sign-in/again.ts';
import { SignInTrouble } from '../sign-in/SignInTrouble.tsx';
import { BrokenNote } from './BrokenNote.tsx';
import { remedyOf } from './remedy.ts';

interface RepairBySignInProps {
  channel: Channel;
  service: SignInService;
  /** Whether the sign-in is for sending by Graph, from now on. */
  toGraph: boolean;
  /** What the last try met. */
  trouble: Trouble | null;
  proving: Proving;
  onLeave: () => void;
  onSignIn: () => void;
  /** With the sign-in that has just been made; null while there is none. */
  onAgain: (() => void) | null;
  /** With the same, as the account that signed in; null while there is none, and where that cannot be. */
  onSendWith: ((account: string) => void) | null;
  /** With the credential that is there. */
  onCheck: () => void;
  /** With a sign-in for sending by Graph; undefined where that helps nothing, or is not offered. */
  onGraph: (() => void) | undefined;
}

/** One button; where something else mends the channel, that comes first. */
export function RepairBySignIn({ channel, service, toGraph, proving, onLeave, ...props }: RepairBySignInProps) {
  const words = useWords();
  const { known } = useKnowledge();
  const now = useNow([channel.nextCheckAt]);
  const { onSignIn, onAgain, onSendWith, onCheck, onGraph } = props;
  const { health, server, sender, credential } = channel;
  const trouble = props.trouble && latestTrouble(known, props.trouble);
  const forIt = trouble !== null && words.failures[trouble.kind].whoCan === 'it';
  const isOther = !toGraph && health.state === 'broken' && remedyOf(words, health.because) !== 'credential';
  const again = trouble !== null && mayTryAgain(trouble) ? onAgain : null;
  const { signInToSend } = words;
  const byHand =
    onAgain !== null || (credential === 'sign-in' && !toGraph)
      ? signInToSend.again
      : signInToSend.with(SIGN_IN_TERMS[service].name);
  return (
    <Screen title={title()} onBack={onLeave}>
      {trouble === null && introduction()}
      {trouble !== null && (
        <SignInTrouble
          trouble={trouble}
          providerId={channel.providerId}
          forIt={forIt}
          subject={{ address: sender.address, login: channel.username, server }}
          onSendWith={onSendWith}
        />
      )}
      <Button
        appearance={forIt || toSignIn(trouble) || (isOther && trouble === null) ? 'secondary' : 'primary'}
        onClick={again ?? onSignIn}
      >
        {again ? words.common.tryAgain : byHand}
      </Button>
      {trouble === null && !isOther && <Notice>{signInToSend.leave[service]}</Notice>}
      {proving.phase === 'failed' && hasBegun(proving.steps) && <StepList steps={proving.steps} />}
    </Screen>
  );

  function title(): string {
    if (trouble !== null) return troubleWords(words, trouble).title;
    if (toGraph) return words.graph.title;
    return credential === 'sign-in' ? signInToSend.repairTitle : signInToSend.with(SIGN_IN_TERMS[service].name);
  }

  function introduction() {
    if (toGraph) return <Notice>{words.graph.intro}</Notice>;
    if (health.state === 'working') return <Notice>{signInToSend.moveIntro(SIGN_IN_TERMS[service].name)}</Notice>;
    if (!isOther) return <Notice>{signInToSend.brokenIntro(brokenWords(words, health.because).title)}</Notice>;
    return (
      <BrokenNote
        channel={channel}
        health={health}
        waiting={heldOn(known, channel)}
        now={now}
        onCheck={onCheck}
        onGraph={onGraph}
      />
    );
  }
}
