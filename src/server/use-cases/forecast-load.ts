import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import { isDefaultChannel } from '../../domain/default-channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import { forecast, type Forecast, type Load, type Standing } from '../../domain/forecast.ts';
import type { Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { objectionToTime } from './send-at.ts';

export interface ForecastNeeds {
  find(owner: Owner, id: string): Promise<DeliveryChannel | null>;
  /** How things stand in the channel's mailbox; null when the channel is gone. */
  standing(channelId: string, now: Instant): Promise<Standing | null>;
  /** What the owner uses of the operator's channel. */
  shareOf(owner: Owner, now: Instant): Promise<{ used: number }>;
  clock(): Instant;
}

/** What would happen to a load if it were queued now, to leave at once or at a time. Fails with not-found, invalid-request. */
export const forecastLoad =
  ({ find, standing, shareOf, clock }: ForecastNeeds) =>
  async (
    owner: Owner,
    channelId: string,
    load: Load,
    sendAt: Instant | undefined,
  ): Promise<Result<Forecast, RequestFailure>> => {
    const now = clock();
    const objection = sendAt === undefined ? null : objectionToTime(sendAt, now);
    if (objection !== null) return failed(objection);
    if (load.messages > load.recipients)
      return failed({ kind: 'invalid-request', faults: [{ path: 'messages', fault: 'more-than-recipients' }] });
    const channel = await find(owner, channelId);
    const stands = await standing(channelId, now);
    if (channel === null || stands === null) return failed({ kind: 'not-found' });
    // How much others have sent through the operator's channel is theirs to know.
    const own = isDefaultChannel(channel) ? { usedInDay: (await shareOf(owner, now)).used } : {};
    return success(forecast(load, { ...stands, ...own }, now, sendAt));
  };
