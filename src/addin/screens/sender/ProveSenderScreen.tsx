import { useEffect } from 'react';
import { inLetters } from '../../parts/domain-names.ts';
import { Screen } from '../../parts/Screen.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';
import { CodeForm } from './CodeForm.tsx';

interface ProveSenderScreenProps {
  channelId: string;
  onBack: () => void;
  onDone: () => void;
}

/** Shows that a channel's sender is the rep's own, and goes back to where it was missing. */
export default function ProveSenderScreen({ channelId, onBack, onDone }: ProveSenderScreenProps) {
  const words = useWords().senders;
  const channel = useKnowledge().known.channels?.find(({ id }) => id === channelId);
  const isProven = channel?.isSenderProven ?? false;
  useEffect(() => {
    if (isProven) onDone();
  }, [isProven, onDone]);
  if (!channel || isProven) return null;
  return (
    <Screen title={words.proveTitle(inLetters(channel.sender.address))} onBack={onBack}>
      <CodeForm channel={channel} />
    </Screen>
  );
}
