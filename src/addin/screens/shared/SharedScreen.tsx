import { Button } from '@fluentui/react-components';
import { useCallback, useEffect, useRef } from 'react';
import { Screen } from '../../parts/Screen.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import { SavedChannel } from '../connect/SavedChannel.tsx';
import { useKnowledge } from '../known/known-context.ts';
import { latestTrouble } from '../known/known.ts';
import { hasBegun } from '../prove/proving.ts';
import { ProofTrouble } from '../prove/ProofTrouble.tsx';
import { ProvingScreen } from '../prove/ProvingScreen.tsx';
import { StepList } from '../prove/StepList.tsx';
import { useProving } from '../prove/use-proving.ts';

/** The operator's channel for this rep: the click that led here was the only one, and the five steps are the same as ever. */
export default function SharedScreen({ onBack, onDone }: { onBack: () => void; onDone: () => void }) {
  const { host, backend } = useSurroundings();
  const words = useWords();
  const { known, tell } = useKnowledge();
  const { proving, run, callOff } = useProving();
  const { emailAddress, displayName } = host.profile();

  const prove = useCallback(() => {
    const sender = { name: displayName, address: emailAddress };
    void run((onLine, signal) => backend.takeDefault(sender, onLine, signal));
  }, [backend, run, displayName, emailAddress]);
  const begun = useRef(false);
  useEffect(() => {
    // Once: what was begun by the click is not begun again.
    if (!begun.current) prove();
    begun.current = true;
  }, [prove]);

  const saved = proving.phase === 'proven' ? proving.channel : null;
  useEffect(() => {
    if (saved !== null) tell({ type: 'channel-changed', channel: saved });
  }, [saved, tell]);

  if (saved !== null) return <SavedChannel channel={saved} onDone={onDone} />;
  if (proving.phase === 'running') {
    return (
      <ProvingScreen
        steps={proving.steps}
        onCancel={() => {
          callOff();
          onBack();
        }}
      />
    );
  }
  if (proving.phase !== 'failed') return null;
  const trouble = latestTrouble(known, proving.trouble);
  return (
    <Screen title={words.shared.failed} onBack={onBack}>
      <ProofTrouble
        trouble={trouble}
        forIt={false}
        subject={{ address: emailAddress, login: emailAddress, server: null }}
      >
        <Button onClick={prove}>{words.common.tryAgain}</Button>
      </ProofTrouble>
      {hasBegun(proving.steps) && <StepList steps={proving.steps} />}
    </Screen>
  );
}
