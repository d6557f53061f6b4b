import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { Check, Conversation } from '../../domain/claimed.ts';
import type { Credential, SealedCredential } from '../../domain/credential.ts';
import type { DeliveryFailure, RequestFailure } from '../../domain/failure.ts';
import { isRefusedLogin, selfTestAt } from '../../domain/health.ts';
import { MINUTE, SECOND, type Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { insist } from './settle-mail.ts';
import type { ConnectEvent } from './prove-channel.ts';

export interface KnownPasswordNeeds {
  /** A channel's credential; null when there is no such channel. */
  credentialOf(owner: Owner, channelId: string): Promise<SealedCredential | null>;
  openCredential(sealed: SealedCredential, channelId: string): Promise<Credential>;
  /**
   * Begins a check of a channel by its rep's word. Otherwise says from when its credential may be tried, if it was refused a
   * while ago, or that its mailbox is busy; null when there is no such channel.
   */
  openCheck(channelId: string, now: Instant, leaseUntil: Instant): Promise<Check | 'busy' | { nextAt: Instant } | null>;
  /** The check shows that the channel is broken, or still is. */
  failed(conversation: Conversation, because: DeliveryFailure, nextAt: Instant | null, now: Instant): Promise<void>;
  endConversation(conversation: Conversation, now: Instant): Promise<void>;
  sleep(milliseconds: number): Promise<void>;
  onFault(error: unknown): void;
  /** Aborts when this process is to end. */
  stopping: AbortSignal;
  clock(): Instant;
}

/** What a channel is to be proven with. */
export interface Given {
  credential: Credential;
  /** As it lies there; null for a password that is not the one the channel has. */
  sealed: SealedCredential | null;
  /** The place that was taken for it. */
  check: Check | null;
}

/** Longer than the five steps take together, each up to its time-out: nobody renews its lease. */
const LONGEST = 10 * MINUTE;
/** Whoever has the mailbox has it for seconds, or has shown by then that the password is right. */
const PATIENCE = 10 * SECOND;
const ASK_AGAIN_AFTER = 1 * SECOND;

/**
 * What to prove a channel with: a password that was typed, or the one it has when that is the same or none was typed. The
 * one it has is tried as a check is: by nobody else at a time, and once an hour at the most when it was refused, whoever
 * asks: login-too-soon otherwise. Fails with not-found, mailbox-busy.
 */
export const passwordFor =
  (needs: KnownPasswordNeeds) =>
  async ({ id, owner, username }: DeliveryChannel, typed: string | null): Promise<Result<Given, RequestFailure>> => {
    const sealed = await needs.credentialOf(owner, id);
    if (sealed === null) return failed({ kind: 'not-found' });
    if (typed !== null) {
      // One whose key is lost does not stand in the way of a new one.
      const known = await needs.openCredential(sealed, id).catch(() => null);
      if (typed !== known?.password)
        return success({ credential: { kind: 'password', username, password: typed }, sealed: null, check: null });
    }
    const credential = await needs.openCredential(sealed, id);
    const open = () => {
      const now = needs.clock();
      return needs.openCheck(id, now, now + LONGEST);
    };
    let check = await open();
    for (let waited = 0; check === 'busy' && waited < PATIENCE; waited += ASK_AGAIN_AFTER) {
      await needs.sleep(ASK_AGAIN_AFTER);
      check = await open();
    }
    if (check === null) return failed({ kind: 'not-found' });
    if (check === 'busy') return failed({ kind: 'mailbox-busy' });
    if ('nextAt' in check) return failed({ kind: 'login-too-soon', nextAt: check.nextAt });
    return success({ credential, sealed, check });
  };

/** Goes on with a proof in the place that was taken for it, and writes down a login that is refused: that breaks the channel. */
export const inItsPlace = (needs: KnownPasswordNeeds) =>
  async function* (check: Check | null, steps: AsyncGenerator<ConnectEvent, void>): AsyncGenerator<ConnectEvent, void> {
    if (check === null) return yield* steps;
    const { conversation, checks } = check;
    const { health } = conversation.channel;
    try {
      for await (const event of steps) {
        // Before it is told: whoever hears of it may leave.
        if ('outcome' in event && event.outcome === 'failed' && isRefusedLogin(event.failure)) {
          const { failure } = event;
          const isAsBefore = health.state === 'broken' && health.because.kind === failure.kind;
          const now = needs.clock();
          const nextAt = selfTestAt(failure, isAsBefore ? checks + 1 : 0, now, 0);
          await insist(() => needs.failed(conversation, failure, nextAt, now), needs, needs.stopping);
        }
        yield event;
      }
    } finally {
      await needs.endConversation(conversation, needs.clock());
    }
  };
