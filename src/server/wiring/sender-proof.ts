import { randomInt, timingSafeEqual } from 'node:crypto';
import { proveSender, type ProveSender } from '../use-cases/prove-sender.ts';
import type { QueueMessage } from '../use-cases/queue-message.ts';
import type { Ground } from './ground.ts';

/** Codes by which reps show that they read mail at an address. */
export const wireSenderProof = ({ stores, vault, newId, clock }: Ground, queueMessage: QueueMessage): ProveSender =>
  proveSender({
    ...stores.senders,
    find: stores.channels.find,
    queueMessage,
    newCode: (digits) => Array.from({ length: digits }, () => randomInt(10)).join(''),
    hash: (secret) => vault.mark(secret),
    isSame(one, other) {
      const [a, b] = [Buffer.from(one), Buffer.from(other)];
      return a.length === b.length && timingSafeEqual(a, b);
    },
    newId,
    clock,
  });
