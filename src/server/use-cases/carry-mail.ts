import type { DeliveryChannel } from '../../domain/channel.ts';
import type { Claimed, Conversation, Held } from '../../domain/claimed.ts';
import type { Credential } from '../../domain/credential.ts';
import type { DeliveryFailure } from '../../domain/failure.ts';
import { isRefusedLogin } from '../../domain/health.ts';
import { MINUTE, type Instant } from '../../domain/instant.ts';
import type { Envelope } from '../../domain/message.ts';
import type { Attempt } from '../../domain/outbox.ts';
import { success, type Result } from '../../domain/result.ts';
import { keptCredential, type KeptCredential, type KeptCredentialNeeds } from './kept-credential.ts';
import { supplyMail, type Place, type SupplyNeeds } from './mail-supply.ts';
import { readAhead, type ReadingNeeds } from './read-ahead.ts';
import { insist, settleMail, type SettlingNeeds } from './settle-mail.ts';

interface Transmission {
  envelope: Envelope;
  bytes: number;
  content: () => AsyncIterable<Uint8Array>;
}

/** A connection that is logged in. */
export interface Session {
  /** Sends one; `upcoming` is what the next call sends. 'stale': nothing has left, and a new connection is the way. */
  send(message: Transmission, upcoming: Transmission | null): Promise<Attempt | 'stale'>;
  readonly usable: boolean;
  /** Says goodbye; never fails. */
  quit(): Promise<void>;
}

export interface CarryNeeds extends SupplyNeeds, SettlingNeeds, ReadingNeeds, KeptCredentialNeeds {
  /** Connects and logs in, once; once more with a new access token where that is what it takes. The signal ends that, not the session. */
  openSession(
    channel: Pick<DeliveryChannel, 'id' | 'server' | 'mechanism'>,
    credential: Credential,
    signal: AbortSignal,
  ): Promise<Result<Session, DeliveryFailure>>;
  loggedIn(conversation: Conversation, now: Instant): Promise<void>;
  /** Whether the password may be tried once more, on another connection: it may have been changed, or refused, meanwhile. */
  mayLogInAgain(conversation: Conversation, now: Instant): Promise<boolean>;
  /** Gives back, to go again at `dueAt`, or in its old place, a message of which nothing has left; false when its lease is lost. */
  letGo(held: Held, dueAt: Instant | null, now: Instant): Promise<boolean>;
  /** Gives back what was claimed and not begun, and the connection; says whether the server took the login. */
  endConversation(conversation: Conversation, loggedIn: boolean, now: Instant): Promise<void>;
}

/** How long a message waits when something of ours failed, such as a key that is missing: an operator's matter. */
const AFTER_OWN_FAULT = 10 * MINUTE;
/** How long when only the word that it begins to leave could not be written: a database that restarts is soon back. */
const AFTER_NO_WORD = 1 * MINUTE;

/** While a small message is on the wire the next one's beginning is written down, so that neither waits for the other. */
const SMALL_BYTES = 64 * 1024;

/**
 * Carries a mailbox's mail over one connection, for as long as there is some.
 *
 * The row says that a message begins to leave before its first byte does. It says so of the next one while a small one is on
 * the wire: at most these two are uncertain whenever we are cut off, and one where they are large. Fails when the store takes no word of an
 * attempt for ten minutes: then the lease runs out, and whoever takes the mail over goes by what the rows say.
 */
export const carryMail =
  (needs: CarryNeeds) =>
  async (conversation: Conversation, first: readonly Claimed[], place: Place): Promise<void> => {
    const { channel } = conversation;
    const books = settleMail(needs, conversation, place.closing);
    const contents = readAhead(needs);
    const supply = supplyMail(needs, conversation, place, contents.expect);
    const transmissions = new Map<string, Transmission>();
    let session: Session | null = null;
    let hasLoggedIn = false;
    let triedAt = needs.clock();
    /** For how long a message waits whose content we did not bring to its end, by its lease. */
    const ownFaults = new Map<string, number>();
    /** Messages of which the row says, or is about to say, that they begin to leave, by their leases. */
    const begun = new Map<string, { message: Claimed; said: Promise<boolean> }>();
    let telling: Promise<void> = Promise.resolve();

    const transmissionOf = (message: Claimed): Transmission => {
      const known = transmissions.get(message.lease);
      if (known !== undefined) return known;
      const { envelope, bytes } = message;
      const transmission = { envelope, bytes, content: () => contentOf(message) };
      transmissions.set(message.lease, transmission);
      return transmission;
    };

    const begin = (message: Claimed): Promise<boolean> => {
      const known = begun.get(message.lease);
      if (known !== undefined) return known.said;
      const said = books.handOver(message);
      // Whoever sends it hears of a failure.
      said.catch(() => {});
      begun.set(message.lease, { message, said });
      return said;
    };

    async function* contentOf(message: Claimed): AsyncGenerator<Uint8Array> {
      let wait = AFTER_NO_WORD;
      try {
        const read = await contents.find(message);
        if (!(await begin(message))) throw new Error('The lease is lost.');
        wait = AFTER_OWN_FAULT;
        if (supply.next !== null && message.bytes <= SMALL_BYTES) void begin(supply.next);
        if (read === null) yield* needs.openContent(message.id, message.contentId);
        else yield read;
      } catch (error) {
        needs.onFault(error);
        ownFaults.set(message.lease, wait);
        // Thrown on: without its end the far server throws away what it has got.
        throw error;
      }
    }

    const hangUp = async (): Promise<void> => {
      // The provider counts connections too: the old one goes before a new one comes.
      await session?.quit();
      session = null;
    };

    /** Null when the conversation is to end instead. */
    const connected = async (credential: KeptCredential): Promise<Result<Session, DeliveryFailure> | null> => {
      if (!credential.ok) return credential;
      if (session?.usable) return success(session);
      await hangUp();
      if (hasLoggedIn && !(await mayLogInAgain())) return null;
      triedAt = needs.clock();
      const opened = await needs.openSession(channel, credential.value, place.closing);
      if (!opened.ok) return opened;
      session = opened.value;
      hasLoggedIn = true;
      telling = needs.loggedIn(conversation, needs.clock()).catch(needs.onFault);
      return opened;
    };

    const mayLogInAgain = async (): Promise<boolean> => {
      await telling;
      try {
        return await needs.mayLogInAgain(conversation, needs.clock());
      } catch (error) {
        // While the store is away nothing new leaves.
        needs.onFault(error);
        return false;
      }
    };

    /** Null when nothing was tried, because the conversation is to end. */
    const send = async (message: Claimed, credential: KeptCredential): Promise<Attempt | null> => {
      for (;;) {
        const opened = await connected(credential);
        if (opened === null) return null;
        if (!opened.ok) {
          // Who was called off says nothing of the server, unless that has refused the login by then.
          const isCalledOff = place.closing.aborted && !isRefusedLogin(opened.failure);
          return isCalledOff ? null : { ended: 'failed', failure: opened.failure, refused: [] };
        }
        const upcoming = supply.next;
        const attempt = await opened.value.send(transmissionOf(message), upcoming && transmissionOf(upcoming));
        if (attempt !== 'stale') return attempt;
        await hangUp();
      }
    };

    /** False when the conversation is to end. */
    const carry = async (message: Claimed, credential: KeptCredential): Promise<boolean> => {
      const attempt = await send(message, credential);
      if (attempt === null) return false;
      transmissions.delete(message.lease);
      begun.delete(message.lease);
      contents.done(message);
      const wait = ownFaults.get(message.lease);
      if (wait !== undefined) {
        // Neither the server's fault nor counted as an attempt: it has not got the end of the message, and threw it away.
        await books.settleUp();
        const now = needs.clock();
        return insist(() => needs.letGo(message, now + wait, now), needs, place.closing);
      }
      if (attempt.ended !== 'accepted' || attempt.refused.length > 0) return books.settle(message, attempt, triedAt);
      books.accepted(message, attempt.reply);
      if (supply.next === null) await books.settleUp();
      return true;
    };

    /** What was to begin and did not: nothing of it has left. */
    const takeBack = async (): Promise<void> => {
      for (const { message, said } of begun.values())
        if (await said.catch(() => true))
          await insist(() => needs.letGo(message, null, needs.clock()), needs, place.closing);
    };

    const letAllGo = async (error: unknown): Promise<void> => {
      needs.onFault(error);
      const now = needs.clock();
      for (const message of first) await needs.letGo(message, now + AFTER_OWN_FAULT, now);
    };

    try {
      const credential = await keptCredential(needs, channel, conversation.credential).catch(letAllGo);
      if (credential !== undefined) {
        supply.add(first);
        for (let message = await supply.take(); message !== null; message = await supply.take()) {
          if (!(await carry(message, credential))) break;
        }
      }
      await Promise.all([books.settleUp(), supply.rested(), telling]);
      await takeBack();
    } finally {
      await hangUp();
    }
    await insist(() => needs.endConversation(conversation, hasLoggedIn, needs.clock()), needs, place.closing);
  };
