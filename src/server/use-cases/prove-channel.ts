import type { Candidate } from '../../domain/candidate.ts';
import type { DeliveryChannel } from '../../domain/channel.ts';
import type { Credential, SealedCredential } from '../../domain/credential.ts';
import type { DeliveryFailure, RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Result } from '../../domain/result.ts';
import type { PassedVerification, StepPassed, StepReport } from '../../domain/verification.ts';

/** What connecting and repairing tell while they go on: the steps, then the channel or the failure. */
export type ConnectEvent = StepReport | { channel: DeliveryChannel } | { failure: DeliveryFailure | RequestFailure };

/** A channel as its proof leaves it: one more, or one that is there already. */
export interface Proven {
  channel: DeliveryChannel;
  isNew: boolean;
}

export interface ProvingNeeds {
  /** The five steps, at most one login. */
  verify(
    candidate: Candidate,
    credential: Credential,
    signal: AbortSignal,
  ): AsyncGenerator<StepReport, Result<PassedVerification, DeliveryFailure>>;
  /** Seals a credential so that it opens for this channel alone. */
  seal(credential: Credential, channelId: string): Promise<SealedCredential>;
  /**
   * Saves a channel with its proof; what a broken one held goes again in the same transaction. False when it is not as
   * `proven` says any more: another took a new one's place meanwhile, or a mended one was removed.
   */
  save(proven: Proven, credential: SealedCredential, steps: readonly StepPassed[], now: Instant): Promise<boolean>;
  clock(): Instant;
}

/** Proves a candidate, then saves the channel that `channelFor` makes of the proof: made anew when it is out of date. */
export async function* proveChannel(
  { verify, seal, save, clock }: ProvingNeeds,
  candidate: Candidate,
  password: string,
  channelFor: (proof: PassedVerification) => Promise<Proven | null>,
  signal: AbortSignal,
): AsyncGenerator<ConnectEvent, void> {
  const credential: Credential = { kind: 'password', username: candidate.username, password };
  const verified = yield* verify(candidate, credential, signal);
  if (!verified.ok) {
    yield { failure: verified.failure };
    return;
  }
  const proof = verified.value;
  for (;;) {
    const proven = await channelFor(proof);
    if (proven === null) {
      yield { failure: { kind: 'not-found' } };
      return;
    }
    const { channel } = proven;
    if (await save(proven, await seal(credential, channel.id), proof.steps, clock())) {
      yield { channel };
      return;
    }
  }
}
