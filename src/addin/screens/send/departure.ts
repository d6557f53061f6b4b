import type { Channel, UsageReport } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Words } from '../../words/en.ts';

/** When the draft would leave if it were sent now, in words. */
export function departure(
  { send, format }: Words,
  channel: Channel,
  allowance: UsageReport['allowance'] | null,
  now: Instant,
): string {
  if (channel.health.state === 'broken') return send.whenRepaired;
  if (allowance === null || allowance.messages === null || allowance.messages > 0) return send.now;
  if (allowance.nextAt === null) return send.later;
  return send.at(format.moment(allowance.nextAt, now));
}
