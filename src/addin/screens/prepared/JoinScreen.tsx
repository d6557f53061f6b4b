import { Button } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { SuccessSign } from '../../parts/SuccessSign.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import { toSignIn, troubleWords } from '../../words/trouble-words.ts';
import { TestMessage } from '../connect/TestMessage.tsx';
import { useKnowledge } from '../known/known-context.ts';
import { latestTrouble } from '../known/known.ts';
import { hasBegun, type Proving } from '../prove/proving.ts';
import { ProofTrouble } from '../prove/ProofTrouble.tsx';
import { ProvingScreen } from '../prove/ProvingScreen.tsx';
import { StepList } from '../prove/StepList.tsx';

interface JoinScreenProps {
  proving: Proving;
  onAgain: () => void;
  onBack: () => void;
  onDone: (channel: Channel) => void;
}

/** A team is joined: the steps while they run, and what came of them. */
export function JoinScreen({ proving, onAgain, onBack, onDone }: JoinScreenProps) {
  const { host } = useSurroundings();
  const words = useWords();
  const { prepared: say } = words;
  const { known } = useKnowledge();
  if (proving.phase === 'proven') {
    const { channel } = proving;
    return (
      <Screen title={say.joined} before={<SuccessSign />}>
        <Notice shape="plane">{say.joinedBody(inLetters(channel.sender.address))}</Notice>
        <Panel>
          <TestMessage channelId={channel.id} />
        </Panel>
        <Button
          appearance="primary"
          onClick={() => {
            onDone(channel);
          }}
        >
          {words.connect.done}
        </Button>
      </Screen>
    );
  }
  if (proving.phase !== 'failed')
    return <ProvingScreen steps={proving.phase === 'running' ? proving.steps : []} onCancel={onBack} />;
  const { emailAddress } = host.profile();
  const trouble = latestTrouble(known, proving.trouble);
  const forIt = words.failures[trouble.kind].whoCan === 'it';
  return (
    <Screen title={troubleWords(words, trouble).title} onBack={onBack}>
      <ProofTrouble
        trouble={trouble}
        forIt={forIt}
        subject={{ address: emailAddress, login: emailAddress, server: null }}
      />
      <Button appearance={forIt || toSignIn(trouble) ? 'secondary' : 'primary'} onClick={onAgain}>
        {words.common.tryAgain}
      </Button>
      {hasBegun(proving.steps) && <StepList steps={proving.steps} />}
    </Screen>
  );
}
