import { useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import type { SentCode } from '../../../domain/proof-code.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useNow } from '../../parts/use-now.ts';
import { useKnowledge } from '../known/known-context.ts';
import { codeOut } from '../known/code-out.ts';

/** Has a code sent to a channel's sender, and hands in what came. What is out the channel says, so that a pane that was closed meanwhile goes on. */
export function useCode(channel: Channel): {
  /** The code that may be entered; null for none. */
  out: SentCode | null;
  send: () => Promise<void>;
  confirm: (code: string) => Promise<void>;
  busy: boolean;
  trouble: BackendFailure | null;
} {
  const { backend } = useSurroundings();
  const { tell } = useKnowledge();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const now = useNow([channel.code?.expiresAt ?? null]);
  const params = { id: channel.id };
  const noteCode = (code: SentCode | null) => {
    tell({ type: 'code-changed', id: channel.id, code });
  };

  const send = async () => {
    setBusy(true);
    const sent = await backend.ask('sendCode', { params });
    setBusy(false);
    setTrouble(sent.ok ? null : sent.failure);
    if (sent.ok) noteCode(sent.value);
  };

  const confirm = async (code: string) => {
    setBusy(true);
    const proven = await backend.ask('proveSender', { params, body: { code } });
    setBusy(false);
    setTrouble(proven.ok ? null : proven.failure);
    if (proven.ok) tell({ type: 'channel-changed', channel: proven.value.channel });
    else if (isOver(proven.failure)) noteCode(null);
  };

  return { out: codeOut(channel, now), send, confirm, busy, trouble };
}

/** Whether there is nothing left to be tried. */
const isOver = (failure: BackendFailure): boolean =>
  failure.kind === 'code-over' || (failure.kind === 'code-wrong' && failure.triesLeft === 0);
