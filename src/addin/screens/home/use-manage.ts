import { useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';

/** Renames the sender, or removes the channel with its credential. */
export function useManage(channel: Channel): {
  name: string;
  setName: (name: string) => void;
  rename: () => Promise<void>;
  remove: () => Promise<void>;
  busy: boolean;
  trouble: BackendFailure | null;
} {
  const { backend } = useSurroundings();
  const { tell } = useKnowledge();
  const [name, setName] = useState(channel.sender.name);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const params = { id: channel.id };

  const rename = async () => {
    setBusy(true);
    const done = await backend.ask('changeChannel', { params, body: { sender: { name: name.trim() } } });
    setBusy(false);
    setTrouble(done.ok ? null : done.failure);
    if (done.ok) tell({ type: 'channel-changed', channel: done.value.channel });
  };

  const remove = async () => {
    setBusy(true);
    const done = await backend.ask('removeChannel', { params });
    setBusy(false);
    const gone = done.ok || done.failure.kind === 'not-found';
    setTrouble(gone ? null : done.failure);
    if (gone) tell({ type: 'channel-gone', id: channel.id, byRep: true });
  };

  return { name, setName, rename, remove, busy, trouble };
}
