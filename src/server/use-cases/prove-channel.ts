import type { Candidate } from '../../domain/candidate.ts';
import type { DeliveryChannel, Occasion, Owner } from '../../domain/channel.ts';
import type { Credential, Grant, Login, SealedCredential } from '../../domain/credential.ts';
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
   * Saves a channel with its proof; what a broken one held goes again in the same transaction. False when it is not as
   * `proven` says any more: another took a new one's place meanwhile, or a mended one was removed or got a new password.
   */
  save(proven: Proven, credential: SealedCredential, steps: readonly StepPassed[], now: Instant): Promise<boolean>;
  find(owner: Owner, channelId: string): Promise<DeliveryChannel | null>;
  /** When a channel that was just proven is to be looked at next. */
  nextCheckAt(): Instant;
  clock(): Instant;
}

/**
 * Proves a candidate with what its rep gave, then saves the channel that `channelFor` makes of the proof: made anew when it
 * is out of date.
 */
export async function* proveChannel(
  { verify, seal, save, find, clock }: ProvingNeeds,
  candidate: Candidate,
  given: Given,
  channelFor: (proof: PassedVerification) => Promise<Proven | null>,
  signal: AbortSignal,
): AsyncGenerator<ConnectEvent, void> {
  const login = await given.login();
  if (!login.ok) {
    yield { failure: login.failure };
    return;
  }
  const verified = yield* verify(candidate, login.value, given.transport, signal);
  if (!verified.ok) {
    yield { failure: verified.failure };
    return;
  }
  const proof = verified.value;
  if (!(await given.take())) {
    yield { failure: { kind: 'sign-in-unknown' } };
    return;
  }
  for (;;) {
    const proven = await channelFor(proof);
    if (proven === null) {
      yield { failure: { kind: 'not-found' } };
      return;
    }
    const { channel } = proven;
    const kept = given.sealed ?? (await seal(given.credential, given.grant, channel.id));
    if (await save(proven, kept, proof.steps, clock())) {
      // As it is by now: what of its mail is held still, the store alone knows.
      yield { channel: (await find(channel.owner, channel.id)) ?? channel };
      return;
    }
  }
}
