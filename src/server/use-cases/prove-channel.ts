import type { Candidate } from '../../domain/candidate.ts';
import type { DeliveryChannel, Kept, Occasion, Owner } from '../../domain/channel.ts';
import type { Credential, Grant, Login, Resealed, SealedCredential } from '../../domain/credential.ts';
import type { DeliveryFailure, RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Result } from '../../domain/result.ts';
import type { Transport } from '../../domain/transport.ts';
import type { Given } from './given-credential.ts';
import type { PassedVerification, StepPassed, StepReport } from '../../domain/verification.ts';

/** What connecting and repairing tell while they go on: the steps, then the channel or the failure. */
export type ConnectEvent = StepReport | { channel: DeliveryChannel } | { failure: DeliveryFailure | RequestFailure };

/** A channel as its proof leaves it, and what it was proven for. */
export interface Proven {
  channel: DeliveryChannel;
  occasion: Occasion;
  /** Of one that joins a team: what has to be so still. */
  joins?: { domain: string; credential: SealedCredential };
}

export interface ProvingNeeds {
  /** The five steps, at most one login. */
  verify(
    candidate: Candidate,
    login: Login,
    transport: Transport,
    signal: AbortSignal,
  ): AsyncGenerator<StepReport, Result<PassedVerification, DeliveryFailure>>;
  /** Seals a credential, and the grant that came with it, so that they open for this channel alone. */
  seal(credential: Credential, grant: Grant | null, channelId: string): Promise<SealedCredential>;
  /**
   * Saves a channel with its proof; what a broken one held goes again in the same transaction, and a sign-in is used up in
   * it. Outdated when it is not as `proven` says any more: another took a new one's place meanwhile, or a mended one was
   * removed or got a new password. A new password goes to those `along` with it in the same transaction: outdated when they are
   * others by now.
   */
  save(
    proven: Proven,
    credential: SealedCredential,
    steps: readonly StepPassed[],
    now: Instant,
    along: readonly Resealed[],
  ): Promise<Kept>;
  /** The channels whose password changes with a channel's: its rep's others by that login, and their colleagues'. */
  changingWith(channelId: string): Promise<string[]>;
  find(owner: Owner, channelId: string): Promise<DeliveryChannel | null>;
  /** When a channel that was just proven is to be looked at next. */
  nextCheckAt(): Instant;
  clock(): Instant;
}

/** What is out of date that often is so by a fault of ours, and would be for ever. */
const TRIES = 10;

/**
 * Proves a candidate with what its rep gave, then saves the channel that `channelFor` makes of the proof: made anew when it
 * is out of date. Fails with conflict when it is so again and again.
 */
export async function* proveChannel(
  { verify, seal, save, changingWith, find, clock }: ProvingNeeds,
  candidate: Candidate,
  given: Given,
  channelFor: (proof: PassedVerification) => Promise<Result<Proven, RequestFailure>>,
  signal: AbortSignal,
): AsyncGenerator<ConnectEvent, void> {
  const verified = yield* verifyWith(verify, candidate, given, signal);
  if (!verified.ok) {
    yield { failure: verified.failure };
    return;
  }
  const proof = verified.value;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const proven = await channelFor(proof);
    if (!proven.ok) {
      yield { failure: proven.failure };
      return;
    }
    const { channel } = proven.value;
    const sealed = given.sealed ?? {
      ...(await seal(given.credential, given.grant, channel.id)),
      ...(given.signInId !== null && { signInId: given.signInId }),
    };
    // A sign-in is good for one channel.
    const isNewPassword = proven.value.occasion === 'new-password' && given.grant === null;
    const others = isNewPassword ? await changingWith(channel.id) : [];
    const along = others.map(async (id) => ({ id, credential: await seal(given.credential, null, id) }));
    const kept = await save(proven.value, sealed, proof.steps, clock(), await Promise.all(along));
    if (kept === 'outdated') continue;
    // As it is by now: what of its mail is held still, the store alone knows.
    yield kept === 'kept'
      ? { channel: (await find(channel.owner, channel.id)) ?? channel }
      : { failure: { kind: 'sign-in-unknown' } };
    return;
  }
  yield { failure: { kind: 'conflict', reason: 'it is another each time that it is to be saved' } };
}

/** The five steps with what was given. A token that the channel had is renewed once where the server does not take it, and what was told by then is not told again. */
async function* verifyWith(
  verify: ProvingNeeds['verify'],
  candidate: Candidate,
  given: Given,
  signal: AbortSignal,
): AsyncGenerator<StepReport, Result<PassedVerification, DeliveryFailure>> {
  let isRenewable = given.sealed !== null && given.credential.kind === 'grant';
  const isStale = (failure: DeliveryFailure): boolean => isRenewable && failure.kind === 'token-rejected';
  const told = new Set<string>();
  let login = await given.login();
  for (;;) {
    if (!login.ok) return login;
    const steps: AsyncIterator<StepReport, Result<PassedVerification, DeliveryFailure>> = verify(
      candidate,
      login.value,
      given.transport,
      signal,
    );
    try {
      let next = await steps.next();
      for (; next.done !== true; next = await steps.next()) {
        const report = next.value;
        const name = `${report.step} ${report.outcome}`;
        if (told.has(name) || (report.outcome === 'failed' && isStale(report.failure))) continue;
        told.add(name);
        yield report;
      }
      const verified = next.value;
      if (verified.ok || !isStale(verified.failure)) return verified;
    } finally {
      // Whoever hears of a step may leave.
      await steps.return?.();
    }
    isRenewable = false;
    login = await given.login(login.value);
  }
}
