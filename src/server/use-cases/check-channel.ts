import { mend, type DeliveryChannel, type Kept, type Owner } from '../../domain/channel.ts';
import type { Check, Conversation } from '../../domain/claimed.ts';
import type { Credential, Login, SealedCredential } from '../../domain/credential.ts';
import { DISPOSITION, type DeliveryFailure } from '../../domain/failure.ts';
import { checkAfterTrouble, checkAt, isBeforeLogin, isRefusedLogin, selfTestAt } from '../../domain/health.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Result } from '../../domain/result.ts';
import { transportOf } from '../../domain/transport.ts';
import type { PassedVerification, StepPassed } from '../../domain/verification.ts';
import type { CurrentLogin } from './current-login.ts';
import { keptCredential, type KeptCredential, type KeptCredentialNeeds } from './kept-credential.ts';
import type { Proven, ProvingNeeds } from './prove-channel.ts';
import { insist } from './settle-mail.ts';

export interface CheckNeeds extends KeptCredentialNeeds {
  find(owner: Owner, channelId: string): Promise<DeliveryChannel | null>;
  /** Connects, logs in once and says goodbye; the signal ends it. */
  logIn(
    channel: Pick<DeliveryChannel, 'id' | 'server' | 'mechanism'>,
    credential: Credential,
    signal: AbortSignal,
  ): Promise<Result<unknown, DeliveryFailure>>;
  currentLogin: Pick<CurrentLogin, 'by'>;
  verify: ProvingNeeds['verify'];
  save(proven: Proven, credential: SealedCredential, steps: readonly StepPassed[], now: Instant): Promise<Kept>;
  passed(conversation: Conversation, nextAt: Instant, now: Instant): Promise<void>;
  troubled(conversation: Conversation, nextAt: Instant | null): Promise<void>;
  failed(check: Check, because: DeliveryFailure, nextAt: Instant | null, now: Instant): Promise<void>;
  /** The credential of a broken channel was not tried after all. */
  untried(check: Check): Promise<void>;
  endConversation(conversation: Conversation, now: Instant): Promise<void>;
  onFault(error: unknown): void;
  sleep(milliseconds: number): Promise<void>;
  /** Hears how each check ended. */
  onChecked(conversation: Conversation, ended: 'passed' | 'troubled' | 'broken' | 'mended'): void;
  /** How often an idle channel is looked at, in milliseconds. */
  checkEvery: number;
  clock(): Instant;
  /** From 0 up to 1. */
  random(): number;
}

/**
 * Sees whether a channel works though nothing is sent. One that was working gets a login and no more; one that is broken
 * proves itself by the same five steps as ever, and is whole again when they pass. What passes by itself is told to nobody.
 */
export const checkChannel =
  (needs: CheckNeeds) =>
  async (check: Check, closing: AbortSignal): Promise<void> => {
    const { conversation } = check;
    const { channel } = conversation;
    try {
      const credential = await keptCredential(needs, channel, conversation.credential);
      const ended =
        channel.health.state === 'working'
          ? await look(needs, check, credential, closing)
          : await tryToMend(needs, check, channel.health.because, credential, closing);
      if (ended !== null) needs.onChecked(conversation, ended);
    } finally {
      await needs.endConversation(conversation, needs.clock());
    }
  };

async function look(needs: CheckNeeds, check: Check, credential: KeptCredential, closing: AbortSignal) {
  const { conversation, checks } = check;
  const seen = credential.ok ? await needs.logIn(conversation.channel, credential.value, closing) : credential;
  // Who was called off says nothing of the server, unless that has refused the login by then.
  if (closing.aborted && (seen.ok || !isRefusedLogin(seen.failure))) return null;
  const [now, spread] = [needs.clock(), needs.random()];
  if (seen.ok) {
    await needs.passed(conversation, checkAt(needs.checkEvery, now, spread), now);
    return 'passed' as const;
  }
  if (DISPOSITION[seen.failure.kind] === 'break') {
    const nextAt = selfTestAt(seen.failure, 0, now, spread);
    await insist(() => needs.failed(check, seen.failure, nextAt, now), needs, closing);
    return 'broken' as const;
  }
  await needs.troubled(conversation, checkAfterTrouble(needs.checkEvery, checks, now, spread));
  return 'troubled' as const;
}

async function tryToMend(
  needs: CheckNeeds,
  check: Check,
  because: DeliveryFailure,
  credential: KeptCredential,
  closing: AbortSignal,
) {
  const { conversation, checks } = check;
  const { channel } = conversation;
  const transport = transportOf(channel.mechanism);
  const prove = (login: Login) => proofOf(needs.verify(channel, login, transport, closing));
  const proof = credential.ok ? await needs.currentLogin.by(channel.id, credential.value, prove) : credential;
  if (!proof.ok && isBeforeLogin(proof.failure)) await insist(() => needs.untried(check), needs, closing);
  if (closing.aborted && !proof.ok && !isRefusedLogin(proof.failure)) return null;
  const [now, spread] = [needs.clock(), needs.random()];
  if (proof.ok) {
    // As it is now: its rep may have given it another name meanwhile.
    const current = (await needs.find(channel.owner, channel.id)) ?? channel;
    const mended = mend(current, proof.value, 'check', checkAt(needs.checkEvery, now, spread));
    const kept = await needs.save(
      { channel: mended, occasion: 'check' },
      conversation.credential,
      proof.value.steps,
      now,
    );
    // Its rep was faster, or has removed it.
    return kept === 'kept' ? ('mended' as const) : null;
  }
  if (DISPOSITION[proof.failure.kind] === 'break') {
    const count = proof.failure.kind === because.kind ? checks + 1 : 0;
    const nextAt = selfTestAt(proof.failure, count, now, spread);
    await insist(() => needs.failed(check, proof.failure, nextAt, now), needs, closing);
    return 'broken' as const;
  }
  // What passes by itself does not show that the cause is over, and is not it.
  await needs.troubled(conversation, selfTestAt(because, checks + 1, now, spread));
  return 'troubled' as const;
}

/** What a verification comes to, its steps passed over. */
async function proofOf(
  steps: ReturnType<ProvingNeeds['verify']>,
): Promise<Result<PassedVerification, DeliveryFailure>> {
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value;
  }
}
