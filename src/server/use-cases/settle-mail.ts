import type { Claimed, Conversation, Held } from '../../domain/claimed.ts';
import type { SealedCredential } from '../../domain/credential.ts';
import { SECOND, type Instant } from '../../domain/instant.ts';
import { settle, type Attempt, type Settlement } from '../../domain/outbox.ts';
import { pauseAfter, showsItSends, type Pause } from '../../domain/pause.ts';
import type { Reply } from '../../domain/reply.ts';

/** What the store is told of a message that everyone has. */
export interface Accepted {
  held: Held;
  reply: Reply;
  mailboxWasPaused: boolean;
}

export interface SettlingNeeds {
  /** In one statement: settles `accepted`, and says durably that `next` begins to leave; false when its lease is lost. */
  handOver(next: Held | null, accepted: Accepted | null, now: Instant): Promise<boolean>;
  settle(
    /** With the credential and the mailbox it logged in with, and when that login began. */
    tried: Held & { credential: SealedCredential; mailboxId: string; triedAt: Instant },
    attempt: Attempt,
    settlement: Settlement,
    pause: Pause | null,
    now: Instant,
  ): Promise<boolean>;
  /** Hears of each attempt when what became of it has been written down. */
  onEnded(message: Claimed, ended: Settlement['state']): void;
  onFault(error: unknown): void;
  sleep(milliseconds: number): Promise<void>;
  clock(): Instant;
  /** From 0 up to 1. */
  random(): number;
}

/** What an attempt taught is written down as soon as the store can: ten minutes outlast a database that moves house. */
const WRITE_AGAIN_AFTER = [1, 2, 4, 8, 15, ...Array.from({ length: 19 }, () => 30)].map((seconds) => seconds * SECOND);
/** Who is to stop has less patience: the row says enough for whoever takes the message over. */
const LAST_WORDS = 30 * SECOND;
/** How long what is known of a message waits to be said in one breath with the next one's beginning. */
const ONE_BREATH = 50;

/** Tries until the store takes it; fails with the last error when it does not for ten minutes, or half a minute while we stop. */
export async function insist<T>(
  work: () => Promise<T>,
  { onFault, sleep }: Pick<SettlingNeeds, 'onFault' | 'sleep'>,
  closing: AbortSignal,
): Promise<T> {
  let first = true;
  let slept = 0;
  for (const pause of WRITE_AGAIN_AFTER) {
    try {
      return await work();
    } catch (error) {
      if (first) onFault(error);
      first = false;
      if (closing.aborted && slept >= LAST_WORDS) throw error;
    }
    await sleep(pause);
    if (closing.aborted) slept += pause;
  }
  return work();
}

/** Writes down what becomes of a conversation's messages, in their order. */
export function settleMail(needs: SettlingNeeds, conversation: Conversation, closing: AbortSignal) {
  let pauses = conversation.pauses;
  /** Known here and not yet there, the first first: two at the most, for the next but one begins only when this is written. */
  const owed: (Accepted & { message: Claimed; at: Instant })[] = [];
  let writing: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = writing.then(work);
    writing = turn.catch(() => {});
    return turn;
  };
  const paid = (debt: (typeof owed)[number] | undefined): void => {
    if (debt === undefined) return;
    owed.shift();
    pauses = 0;
    needs.onEnded(debt.message, 'accepted');
  };

  const settleUp = (): Promise<void> =>
    inTurn(async () => {
      for (const debt of [...owed]) {
        await insist(() => needs.handOver(null, debt, debt.at), needs, closing);
        paid(debt);
      }
    });

  return {
    /** Says durably that a message begins to leave, and what is known of the one before; false when its lease is lost. */
    handOver: ({ id, lease }: Claimed): Promise<boolean> =>
      inTurn(async () => {
        const debt = owed[0];
        const leaves = await needs.handOver({ id, lease }, debt ?? null, needs.clock());
        paid(debt);
        return leaves;
      }),

    /** Everyone has it: said with the next one's beginning if that comes soon, and by itself otherwise. */
    accepted(message: Claimed, reply: Reply): void {
      const { id, lease } = message;
      const debt = { held: { id, lease }, reply, mailboxWasPaused: pauses > 0, message, at: needs.clock() };
      owed.push(debt);
      void needs
        .sleep(ONE_BREATH)
        .then(() => (owed.includes(debt) ? settleUp() : undefined))
        // Whoever settles up at the end hears it too.
        .catch(() => {});
    },

    /** Resolves when nothing is known that the store does not know. */
    settleUp,

    /** Any other end of an attempt, by a login that began at `triedAt`. True when more may go: the lease is not lost, and the mailbox neither paused nor its channel broken. */
    async settle(message: Claimed, attempt: Attempt, triedAt: Instant): Promise<boolean> {
      const now = needs.clock();
      const spread = needs.random();
      const settlement = settle(attempt, message, now, spread);
      const pause = pauseBy(attempt, settlement, pauses, now, spread);
      const { id, lease } = message;
      const { credential, mailboxId } = conversation;
      const tried = { id, lease, credential, mailboxId, triedAt };
      await settleUp();
      const isOurs = await insist(() => needs.settle(tried, attempt, settlement, pause, now), needs, closing);
      needs.onEnded(message, settlement.state);
      if (pause === null && showsItSends(attempt)) pauses = 0;
      return isOurs && pause === null && settlement.state !== 'held';
    },
  };
}

/** A server that takes the message for others is not one to wait for; one that leaves a message without an answer is. */
function pauseBy(attempt: Attempt, settlement: Settlement, pauses: number, now: Instant, spread: number): Pause | null {
  if (attempt.ended === 'accepted') return null;
  return pauseAfter('because' in settlement ? settlement.because : attempt.failure, pauses, now, spread);
}
