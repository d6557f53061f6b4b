import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import { allowance, usageOf, type Allowance, type Counted, type Limits, type Usage } from '../../domain/limit.ts';
import { failed, success, type Result } from '../../domain/result.ts';

export interface UsageNeeds {
  find(owner: Owner, id: string): Promise<DeliveryChannel | null>;
  useOf(
    channelId: string,
    now: Instant,
  ): Promise<{ limits: Limits; counted: Counted[]; waiting: number; recipientsByHour: number[] }>;
  clock(): Instant;
}

export interface UsageReport {
  limits: Limits;
  usage: Usage;
  allowance: Allowance;
  waiting: number;
  recipientsByHour: number[];
}

/** What a channel's mailbox may send now, has sent, and has waiting: all channels on that mailbox together. */
export const showUsage =
  ({ find, useOf, clock }: UsageNeeds) =>
  async (owner: Owner, channelId: string): Promise<Result<UsageReport, RequestFailure>> => {
    const channel = await find(owner, channelId);
    if (channel === null) return failed({ kind: 'not-found' });
    const now = clock();
    const { limits, counted, waiting, recipientsByHour } = await useOf(channelId, now);
    return success({
      limits: { ...limits, messageBytes: channel.limits.messageBytes },
      usage: usageOf(counted, now),
      allowance: allowance(limits, counted, 1, now),
      waiting,
      recipientsByHour,
    });
  };
