import { useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import { MINUTE } from '../../../domain/instant.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';

/** Has a code sent to a channel's sender, and hands in what came. */
export function useCode({ id }: Channel): {
  /** For how many minutes the code counts that was sent; null while none was. */
  sentFor: number | null;
  send: () => Promise<void>;
  confirm: (code: string) => Promise<void>;
  busy: boolean;
  trouble: BackendFailure | null;
} {
  const { backend, clock } = useSurroundings();
  const { tell } = useKnowledge();
  const [sentFor, setSentFor] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const params = { id };

  const send = async () => {
    setBusy(true);
    const sent = await backend.ask('sendCode', { params });
    setBusy(false);
    setTrouble(sent.ok ? null : sent.failure);
    if (sent.ok) setSentFor(Math.round((sent.value.expiresAt - clock.now()) / MINUTE));
  };

  const confirm = async (code: string) => {
    setBusy(true);
    const proven = await backend.ask('proveSender', { params, body: { code } });
    setBusy(false);
    setTrouble(proven.ok ? null : proven.failure);
    if (proven.ok) tell({ type: 'channel-changed', channel: proven.value.channel });
  };

  return { sentFor, send, confirm, busy, trouble };
}
