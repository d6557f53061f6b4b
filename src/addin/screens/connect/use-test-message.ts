import { useState } from 'react';
import type { Message } from '../../../contract/shapes.ts';
import type { MessageState } from '../../../domain/outbox.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import type { Trouble } from '../../words/trouble.ts';
import { useMessage } from '../known/use-message.ts';

/** A real message through a channel to its own address, and what becomes of it. */
export function useTestMessage(channelId: string): {
  send: () => Promise<void>;
  /** Null until one is sent. */
  state: MessageState | null;
  message: Message | null;
  /** Why it is not on its way, or has not arrived; null while there is nothing to say. */
  trouble: Trouble | null;
} {
  const { backend } = useSurroundings();
  const [sent, setSent] = useState<{ id: string } | 'sending' | null>(null);
  const [refusal, refuse] = useState<Trouble | null>(null);
  const message = useMessage(sent === null || sent === 'sending' ? null : sent.id);

  const send = async () => {
    setSent('sending');
    refuse(null);
    const queued = await backend.ask('sendTestMessage', { params: { id: channelId } });
    setSent(queued.ok ? queued.value : null);
    if (!queued.ok) refuse(queued.failure);
  };

  const state = sent === null ? null : (message?.state ?? 'queued');
  const because = state === 'accepted' ? null : (message?.because ?? null);
  return { send, state, message, trouble: refusal ?? because };
}
