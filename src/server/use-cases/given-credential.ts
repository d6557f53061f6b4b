import { sameAddress } from '../../domain/address.ts';
import type { Candidate } from '../../domain/candidate.ts';
import type { Check, Conversation } from '../../domain/claimed.ts';
import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { Credential, Grant, Login, SealedCredential } from '../../domain/credential.ts';
import { isDefaultChannel } from '../../domain/default-channel.ts';
import type { DeliveryFailure, RequestFailure } from '../../domain/failure.ts';
import { isBeforeLogin, isRefusedLogin, selfTestAt } from '../../domain/health.ts';
import { MINUTE, SECOND, type Instant } from '../../domain/instant.ts';
import { whoseServer } from '../../domain/provider.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { meantSecret } from '../../domain/short-form.ts';
import type { SignedIn } from '../../domain/sign-in.ts';
import { serviceOf } from '../../domain/sign-in-service.ts';
import { transportOf, type Transport } from '../../domain/transport.ts';
import type { CurrentLogin } from './current-login.ts';
import { keptCredential, type KeptCredentialNeeds } from './kept-credential.ts';
import type { ConnectEvent } from './prove-channel.ts';
import { insist } from './settle-mail.ts';

/** What a rep comes with: a password, or the reference to a sign-in; `account` says that this one is meant, though another was expected. */
export type Offer = { kind: 'password'; password: string } | { kind: 'sign-in'; reference: string; account?: string };

export interface GivenNeeds extends KeptCredentialNeeds {
  /** A channel's credential; null when there is no such channel. */
  credentialOf(owner: Owner, channelId: string): Promise<SealedCredential | null>;
  /**
   * Begins a check of a channel by its rep's word. Otherwise says from when its credential may be tried, if it was refused a
   * while ago, or that its mailbox is busy; null when there is no such channel.
   */
  openCheck(channelId: string, now: Instant, leaseUntil: Instant): Promise<Check | 'busy' | { nextAt: Instant } | null>;
  /** The check shows that the channel is broken, or still is. */
  failed(check: Check, because: DeliveryFailure, nextAt: Instant | null, now: Instant): Promise<void>;
  /** The credential of a broken channel was not tried after all. */
  untried(check: Check): Promise<void>;
  endConversation(conversation: Conversation, now: Instant): Promise<void>;
  sleep(milliseconds: number): Promise<void>;
  onFault(error: unknown): void;
  /** Aborts when this process is to end. */
  stopping: AbortSignal;
  currentLogin: Pick<CurrentLogin, 'of'>;
  /** The same for the same password of one login, and for no other; null for a sign-in. */
  markOf(credential: Credential): string | null;
  /** From when a password may be tried at a server that refused it, to whichever channel or rep; null when it may be now. */
  restsUntil(login: LoginAt, mark: string, now: Instant): Promise<Instant | null>;
  /** A password that was typed was refused by a login that began at `triedAt`: it rests, and every channel breaks that has it. */
  refused(
    login: LoginAt,
    mark: string,
    refusal: { because: DeliveryFailure; triedAt: Instant },
    now: Instant,
  ): Promise<void>;
  /** What came of a rep's own sign-in; null when there is none of that reference, or not any more. */
  findSignedIn(owner: Owner, reference: string): Promise<SignedIn | null>;
  clock(): Instant;
}

type SignedInNeeds = Pick<GivenNeeds, 'findSignedIn'>;
type TypedNeeds = Pick<GivenNeeds, 'markOf' | 'restsUntil' | 'clock'>;
type LoginAt = Pick<DeliveryChannel, 'owner' | 'providerId' | 'server' | 'username'>;

/** What a channel is to be proven with. */
export interface Given {
  credential: Credential;
  /** By what it sends. */
  transport: Transport;
  /** What came with a new sign-in, and which it was. */
  grant: Grant | null;
  signInId: string | null;
  /** When it is the one that the channel has. */
  sealed: SealedCredential | null;
  /** Of a password that was typed. */
  mark: string | null;
  /** Of a grant that the channel has, another than the one that was `refused`. */
  login(refused?: Login): Promise<Result<Login, DeliveryFailure>>;
  /** The place that was taken for it. */
  check: Check | null;
}

/** What a new channel is to be proven with. Fails with login-too-soon, sign-in-unknown, other-account, invalid-request. */
export const credentialForNew =
  (needs: SignedInNeeds & TypedNeeds) =>
  async (owner: Owner, candidate: Candidate, offer: Offer): Promise<Result<Given, RequestFailure>> => {
    if (offer.kind === 'password') return typedPassword(needs, { ...candidate, owner }, meantBy(offer, candidate));
    return signedInFor(needs, owner, offer, candidate, []);
  };

/** Longer than the five steps take together, each up to its time-out: nobody renews its lease. */
const LONGEST = 10 * MINUTE;
/** Whoever has the mailbox has it for seconds, or has shown by then that the password is right. */
const PATIENCE = 10 * SECOND;
const ASK_AGAIN_AFTER = 1 * SECOND;

/**
 * What to prove a channel with that there is: what the rep comes with, or the credential it has when that is the same or the
 * rep comes with none. The one it has is tried as a check is: by nobody else at a time, and once an hour at the most when it
 * was refused, whoever asks: login-too-soon otherwise. Fails with not-found, mailbox-busy, sign-in-unknown, other-account,
 * invalid-request, and with conflict where the one it has is lost.
 */
export const credentialFor =
  (needs: GivenNeeds) =>
  async (channel: DeliveryChannel, offer: Offer | null): Promise<Result<Given, RequestFailure>> => {
    const { id, owner, username } = channel;
    const sealed = await needs.credentialOf(owner, id);
    if (sealed === null) return failed({ kind: 'not-found' });
    // The login there is the operator's: no rep puts an own one in its place.
    if (offer !== null && isDefaultChannel(channel))
      return failed({ kind: 'invalid-request', faults: [{ path: 'credential', fault: 'of-the-operator' }] });
    if (offer?.kind === 'sign-in') return signedInFor(needs, owner, offer, channel, [username]);
    if (offer !== null) {
      // One whose key is lost does not stand in the way of a new one.
      const known = await needs.openCredential(sealed, id).catch(() => null);
      const password = meantBy(offer, channel);
      if (known?.kind !== 'password' || known.password !== password) return typedPassword(needs, channel, password);
    }
    const kept = await keptCredential(needs, channel, sealed);
    if (!kept.ok) return failed({ kind: 'conflict', reason: kept.failure.kind });
    const credential = kept.value;
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
    const login = (refused?: Login) => needs.currentLogin.of(id, credential, refused);
    const transport = transportOf(channel.mechanism);
    return success({ ...PLAIN, credential, transport, sealed, check, login });
  };

/** What is given neither with a new sign-in, nor typed, nor kept. */
export const PLAIN = { grant: null, signInId: null, sealed: null, mark: null, check: null };

const meantBy = (
  { password }: Extract<Offer, { kind: 'password' }>,
  { providerId, server }: Pick<Candidate, 'providerId' | 'server'>,
): string => meantSecret(whoseServer(providerId, server.host), password);

/** Refused a while ago, to whomever, it is not tried again: accounts are locked after a few. */
async function typedPassword(
  needs: TypedNeeds,
  login: LoginAt,
  password: string,
): Promise<Result<Given, RequestFailure>> {
  const credential = { kind: 'password' as const, username: login.username, password };
  const mark = needs.markOf(credential);
  const nextAt = mark === null ? null : await needs.restsUntil(login, mark, needs.clock());
  if (nextAt !== null) return failed({ kind: 'login-too-soon', nextAt });
  return success({ ...PLAIN, credential, transport: 'smtp', mark, login: async () => success(credential) });
}

/**
 * A token goes to its own service's server, as the first that signed in of these: the login there has been, the sender, and
 * whom the rep names. Never silently as another.
 */
async function signedInFor(
  needs: SignedInNeeds,
  owner: Owner,
  { reference, account }: Extract<Offer, { kind: 'sign-in' }>,
  { providerId, sender }: Pick<Candidate, 'providerId' | 'sender'>,
  logins: readonly string[],
): Promise<Result<Given, RequestFailure>> {
  const expected = [...logins, sender.address, ...(account === undefined ? [] : [account])];
  const signedIn = await needs.findSignedIn(owner, reference);
  if (signedIn === null) return failed({ kind: 'sign-in-unknown' });
  const { id, service, transport, addresses, grant } = signedIn;
  if (serviceOf(providerId) !== service)
    return failed({ kind: 'invalid-request', faults: [{ path: 'credential.reference', fault: 'other-service' }] });
  const username = expected.find((one) => addresses.some((address) => sameAddress(address, one)));
  if (username === undefined)
    return failed({ kind: 'other-account', account: addresses[0] ?? '', expected: sender.address });
  return success({
    ...PLAIN,
    credential: { kind: 'grant', service, username },
    transport,
    grant,
    signInId: id,
    login: async () => success({ kind: 'token', username, token: grant.accessToken }),
  });
}

/** Goes on with a proof, in the place that was taken for it if any, and writes down a login that is refused. */
export const inItsPlace = (needs: GivenNeeds) =>
  async function* (
    at: LoginAt,
    { check, mark }: Pick<Given, 'check' | 'mark'>,
    steps: AsyncGenerator<ConnectEvent, void>,
  ): AsyncGenerator<ConnectEvent, void> {
    const triedAt = needs.clock();
    let isWritten = false;
    try {
      for await (const event of steps) {
        const failure = failureIn(event);
        // Before it is told: whoever hears of it may leave. It is told twice where it ends a step.
        if (failure !== null && !isWritten) {
          isWritten = true;
          const write =
            check === null ? typedWas(needs, at, { mark, triedAt }, failure) : triedWas(needs, check, failure);
          await insist(() => write(needs.clock()), needs, needs.stopping);
        }
        yield event;
      }
    } finally {
      if (check !== null) await needs.endConversation(check.conversation, needs.clock());
    }
  };

/** What a server said, or the service that lets us in there. */
const failureIn = (event: ConnectEvent): DeliveryFailure | null =>
  'failure' in event && 'stage' in event.failure ? event.failure : null;

/** Of the credential that a channel has: a refusal breaks it, also a service's that gives no token for it any more. */
const triedWas =
  (needs: GivenNeeds, check: Check, failure: DeliveryFailure) =>
  async (now: Instant): Promise<void> => {
    if (isBeforeLogin(failure)) await needs.untried(check);
    if (!isRefusedLogin(failure)) return;
    const { conversation, checks } = check;
    const { health } = conversation.channel;
    const isAsBefore = health.state === 'broken' && health.because.kind === failure.kind;
    await needs.failed(check, failure, selfTestAt(failure, isAsBefore ? checks + 1 : 0, now, 0), now);
  };

/** Of a password that was typed: a refusal breaks the channels that have it. */
const typedWas =
  (
    needs: GivenNeeds,
    at: LoginAt,
    { mark, triedAt }: { mark: string | null; triedAt: Instant },
    because: DeliveryFailure,
  ) =>
  async (now: Instant): Promise<void> => {
    if (mark !== null && isRefusedLogin(because)) await needs.refused(at, mark, { because, triedAt }, now);
  };
