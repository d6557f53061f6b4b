import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Status } from '../../parts/Status.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import { troubleWords } from '../../words/trouble-words.ts';
import { useKnowledge } from '../known/known-context.ts';

interface SenderChoicesProps {
  channel: Channel;
  /** Whether the rep has others. */
  several: boolean;
  /** Another address by this login; undefined where its server knows no others, or a rep may not add any. */
  onAnotherSender: (() => void) | undefined;
}

/** What there is to choose once there may be more than one address, or more than one channel. */
export function SenderChoices({ channel, several, onAnotherSender }: SenderChoicesProps) {
  const { backend } = useSurroundings();
  const words = useWords();
  const { known, tell } = useKnowledge();
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const makeDefault = async () => {
    const done = await backend.ask('changeChannel', { params: { id: channel.id }, body: { isDefault: true } });
    setTrouble(done.ok ? null : done.failure);
    if (!done.ok) return;
    for (const other of known.channels ?? [])
      if (other.isDefault) tell({ type: 'channel-changed', channel: { ...other, isDefault: false } });
    tell({ type: 'channel-changed', channel: done.value.channel });
  };
  return (
    <>
      {onAnotherSender && <Button onClick={onAnotherSender}>{words.senders.another}</Button>}
      {several &&
        (channel.isDefault ? (
          <Notice shape="check">{words.senders.isDefault}</Notice>
        ) : (
          <Button onClick={() => void makeDefault()}>{words.senders.makeDefault}</Button>
        ))}
      <Status>{trouble && <Notice shape="warning">{troubleWords(words, trouble).title}</Notice>}</Status>
    </>
  );
}
