import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import { isDefaultChannel, leftOfShare } from '../../domain/default-channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Allowance, Limits, Usage } from '../../domain/limit.ts';
import { failed, success, type Result } from '../../domain/result.ts';

export interface UsageReport {
  limits: Limits;
  usage: Usage;
  allowance: Allowance;
  waiting: number;
  droppable: number;
  recipientsByHour: number[];
}

export interface UsageNeeds {
  find(owner: Owner, id: string): Promise<DeliveryChannel | null>;
  useOf(channelId: string, now: Instant): Promise<UsageReport>;
  /** What the owner uses of the operator's channel. */
  shareOf(owner: Owner, now: Instant): Promise<ShareReport>;
  clock(): Instant;
}

export interface ShareReport {
  used: number;
  nextAt: Instant | null;
  waiting: number;
  recipientsByHour: number[];
}

/** What a channel's mailbox may send now, has sent, and has waiting: all channels on that mailbox together. Of the operator's channel a rep sees the own part alone. */
export const showUsage =
  ({ find, useOf, shareOf, clock }: UsageNeeds) =>
  async (owner: Owner, channelId: string): Promise<Result<UsageReport, RequestFailure>> => {
    const channel = await find(owner, channelId);
    if (channel === null) return failed({ kind: 'not-found' });
    const now = clock();
    if (isDefaultChannel(channel)) return success(asReport(channel.limits, await shareOf(owner, now), now));
    const use = await useOf(channelId, now);
    return success({ ...use, limits: { ...use.limits, messageBytes: channel.limits.messageBytes } });
  };

function asReport(limits: Limits, { used, nextAt, waiting, recipientsByHour }: ShareReport, now: Instant): UsageReport {
  const messages = leftOfShare(limits.recipientsPerDay ?? Infinity, used);
  return {
    // How many go in a minute hangs on everybody's mail.
    limits: { ...limits, messagesPerMinute: null },
    usage: { messagesInMinute: 0, recipientsInDay: used, reportedInDay: 0 },
    allowance: { messages, nextAt: messages > 0 ? now : nextAt },
    ...{ waiting, droppable: waiting, recipientsByHour },
  };
}
