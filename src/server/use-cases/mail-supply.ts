import type { Claimed, Conversation, MoreMail } from '../../domain/claimed.ts';
import { SECOND, type Instant } from '../../domain/instant.ts';

/** A conversation's place in this process. */
export interface Place {
  /** Aborts when the process stops: what is on the wire is finished, and no more is taken. */
  closing: AbortSignal;
  /** Whether others wait for it: then it is given back when what has been claimed is sent. */
  readonly wanted: boolean;
  /** Forgets that mail may have come: who is about to look needs no reminder. */
  heed(): void;
  /** True as soon as mail may have come, or the place is asked for; false when the time (milliseconds) is up. */
  rest(milliseconds: number): Promise<boolean>;
}

export interface SupplyNeeds {
  more(conversation: Conversation, now: Instant): Promise<MoreMail>;
  onFault(error: unknown): void;
  clock(): Instant;
}

/** What may go next over one connection. */
export interface MailSupply {
  /** What `take` gives next, as far as is known; null when nothing is at hand. */
  readonly next: Claimed | null;
  /** The next message, waited for a while when there is none; null when the conversation is to end. */
  take(): Promise<Claimed | null>;
  /** Resolves when nothing is being asked for. */
  rested(): Promise<void>;
}

/** With so many left the next are asked for, once, so that they are there in time. */
const LOW = 10;
/** How long an idle connection is kept for mail nobody knows of: who sends one mail often sends another. */
const LINGER = 2 * SECOND;
/** How long for mail that is known to come, when its turn or the provider's window does: a login costs more. */
const WARM = 20 * SECOND;
/** A moment that does not come nearer, because the clock was set back and stands still, is not asked for in a tight loop. */
const SHORTEST_REST = 20;

/** Brings the messages of a conversation one after another; `onCome` hears of them as they come. */
export function supplyMail(
  needs: SupplyNeeds,
  conversation: Conversation,
  place: Place,
  onCome: (messages: readonly Claimed[]) => void,
): MailSupply & { add(messages: readonly Claimed[]): void } {
  const waiting: Claimed[] = [];
  let nextAt: Instant | null = null;
  let over = false;
  let asking: Promise<void> | null = null;
  let hasBegun = false;
  /** For what comes after the mail at hand. */
  let hasAskedAhead = false;

  const add = (messages: readonly Claimed[]): void => {
    waiting.push(...messages);
    if (messages.length > 0) hasAskedAhead = false;
    onCome(messages);
  };
  const ask = async (): Promise<void> => {
    place.heed();
    try {
      const more = await needs.more(conversation, needs.clock());
      if (more === 'over') over = true;
      else {
        nextAt = more.nextAt;
        add(more.messages);
      }
    } catch (error) {
      // While the store is away nothing new leaves.
      over = true;
      needs.onFault(error);
    }
  };
  const askOnce = (): Promise<void> => (asking ??= ask().finally(() => (asking = null)));
  const mayAsk = (): boolean => !over && !place.wanted && !place.closing.aborted;

  /** Until there is mail, or none is to be expected for a while. */
  const refill = async (): Promise<void> => {
    const lingerUntil = needs.clock() + LINGER;
    let rested = 0;
    while (waiting.length === 0 && mayAsk()) {
      await askOnce();
      if (waiting.length > 0 || !mayAsk()) return;
      const now = needs.clock();
      const expected = nextAt !== null && nextAt > now && nextAt - now <= WARM && rested < WARM;
      const until = expected && nextAt !== null ? nextAt : lingerUntil;
      if (until <= now) return;
      const rest = Math.max(until - now, SHORTEST_REST);
      if (await place.rest(rest)) continue;
      if (!expected) return;
      rested += rest;
    }
  };

  return {
    add,
    get next() {
      return place.closing.aborted ? null : (waiting[0] ?? null);
    },
    async take() {
      if (waiting.length === 0) await refill();
      // Not with the first: a login that fails needs no more of them.
      else if (hasBegun && !hasAskedAhead && waiting.length <= LOW + 1 && mayAsk()) {
        hasAskedAhead = true;
        void askOnce();
      }
      hasBegun = true;
      return place.closing.aborted ? null : (waiting.shift() ?? null);
    },
    async rested() {
      await asking;
    },
  };
}
