import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
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
  clock(): Instant;
}

/** What a channel's mailbox may send now, has sent, and has waiting: all channels on that mailbox together. */
export const showUsage =
  ({ find, useOf, clock }: UsageNeeds) =>
  async (owner: Owner, channelId: string): Promise<Result<UsageReport, RequestFailure>> => {
    const channel = await find(owner, channelId);
    if (channel === null) return failed({ kind: 'not-found' });
    const use = await useOf(channelId, clock());
    return success({ ...use, limits: { ...use.limits, messageBytes: channel.limits.messageBytes } });
  };
