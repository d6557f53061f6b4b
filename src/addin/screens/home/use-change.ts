import { useState } from 'react';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';

/** Keeps a channel's mail back while its rep changes the password, or lets it go again. */
export function useChange(channelId: string): {
  /** Whether it was done. */
  begin: () => Promise<boolean>;
  /** The password was not changed after all. */
  resume: () => Promise<boolean>;
  busy: boolean;
  trouble: BackendFailure | null;
} {
  const { backend } = useSurroundings();
  const { tell } = useKnowledge();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const ask = async (what: 'holdChannel' | 'resumeChannel') => {
    setBusy(true);
    const done = await backend.ask(what, { params: { id: channelId } });
    setBusy(false);
    setTrouble(done.ok ? null : done.failure);
    if (done.ok) tell({ type: 'channel-changed', channel: done.value.channel });
    return done.ok;
  };
  return { begin: () => ask('holdChannel'), resume: () => ask('resumeChannel'), busy, trouble };
}
