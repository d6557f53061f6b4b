import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import { isDefaultChannel } from '../../domain/default-channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import { DAY, MINUTE, type Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';

interface Sent {
  id: string;
  at: Instant;
  recipients: number;
}

export interface ReportNeeds {
  find(owner: Owner, id: string): Promise<DeliveryChannel | null>;
  /** The same id again counts once. */
  report(channelId: string, sent: readonly Sent[], now: Instant): Promise<void>;
  clock(): Instant;
}

/** Two clocks are seldom one. */
const MAY_BE_AHEAD = MINUTE;

/**
 * Counts mail that left a channel's mailbox by another way than ours. What is older than a day counts no more and is
 * passed over. Fails with not-found, invalid-request.
 */
export const reportUsage =
  ({ find, report, clock }: ReportNeeds) =>
  async (owner: Owner, channelId: string, sent: readonly Sent[]): Promise<Result<undefined, RequestFailure>> => {
    const now = clock();
    const faults = sent.flatMap(({ at }, index) =>
      at > now + MAY_BE_AHEAD ? [{ path: `sent.${index}.at`, fault: 'in-the-future' }] : [],
    );
    if (faults.length > 0) return failed({ kind: 'invalid-request', faults });
    const channel = await find(owner, channelId);
    if (channel === null) return failed({ kind: 'not-found' });
    // Outlook's own mail does not leave by the operator's relay: one rep's word must not use up what is everybody's.
    if (isDefaultChannel(channel)) return success(undefined);
    await report(
      channelId,
      sent.filter(({ at }) => at + DAY > now),
      now,
    );
    return success(undefined);
  };
