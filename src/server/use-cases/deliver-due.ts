import type { DeliveryChannel } from '../../domain/channel.ts';
import type { Claimed } from '../../domain/claimed.ts';
import type { Credential, SealedCredential } from '../../domain/credential.ts';
import { MINUTE, SECOND, type Instant } from '../../domain/instant.ts';
import type { Envelope } from '../../domain/message.ts';
import { settle, type Attempt, type Settlement } from '../../domain/outbox.ts';

type Held = Pick<Claimed, 'id' | 'lease'>;

export interface DeliveryNeeds {
  openCredential(sealed: SealedCredential, channelId: string): Promise<Credential>;
  openContent(messageId: string, contentId: string | null): AsyncIterable<Uint8Array>;
  deliver(job: {
    channel: DeliveryChannel;
    credential: Credential;
    envelope: Envelope;
    bytes: number;
    content: () => AsyncIterable<Uint8Array>;
  }): Promise<Attempt>;
  /** Says durably that the bytes begin to leave; false when the lease is lost. */
  beginHandOver(held: Held): Promise<boolean>;
  settle(tried: Claimed, attempt: Attempt, settlement: Settlement, now: Instant): Promise<boolean>;
  /** Gives a message back: again at `dueAt` when nothing can have left, uncertain otherwise. */
  letGo(held: Held, dueAt: Instant, now: Instant): Promise<boolean>;
  sleep(milliseconds: number): Promise<void>;
  clock(): Instant;
  /** From 0 up to 1. */
  random(): number;
}

/** How the attempt ended; `fault` is what of ours failed, for the log. */
export interface Delivered {
  ended: Settlement['state'] | 'let-go';
  fault: unknown;
}

/** How long a message waits when something of ours failed, such as a key that is missing: an operator's matter. */
const AFTER_OWN_FAULT = 10 * MINUTE;

/** What an attempt taught is written down as soon as the store can: ten minutes outlast a database that moves house. */
const WRITE_AGAIN_AFTER = [1, 2, 4, 8, 15, ...Array.from({ length: 19 }, () => 30)].map((seconds) => seconds * SECOND);

/**
 * Delivers one claimed message and writes down what became of it.
 *
 * The row says that the bytes begin to leave before the first one does. From then on the message is never sent again by
 * itself unless the server said no. Fails when the store takes no word of an attempt for ten minutes: then the lease
 * runs out, and whoever takes the message over goes by what the row says.
 */
export const deliverDue =
  (needs: DeliveryNeeds) =>
  async (claimed: Claimed): Promise<Delivered> => {
    const { channel, envelope, bytes } = claimed;
    let fault: unknown = null;
    async function* content(): AsyncGenerator<Uint8Array> {
      try {
        if (!(await needs.beginHandOver(claimed))) throw new Error('The lease is lost.');
        yield* needs.openContent(claimed.id, claimed.contentId);
      } catch (error) {
        // Thrown on: without its end the far server throws away what it has got.
        fault = error;
        throw error;
      }
    }
    let attempt: Attempt;
    try {
      const credential = await needs.openCredential(claimed.credential, channel.id);
      attempt = await needs.deliver({ channel, credential, envelope, bytes, content });
    } catch (error) {
      const now = needs.clock();
      await needs.letGo(claimed, now + AFTER_OWN_FAULT, now);
      return { ended: 'let-go', fault: error };
    }
    const now = needs.clock();
    const settlement = settle(attempt, claimed, now, needs.random());
    for (const pause of [...WRITE_AGAIN_AFTER, null]) {
      try {
        await needs.settle(claimed, attempt, settlement, now);
        break;
      } catch (error) {
        if (pause === null) throw error;
        fault ??= error;
        await needs.sleep(pause);
      }
    }
    return { ended: settlement.state, fault };
  };
