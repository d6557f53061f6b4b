import type { Channel, UsageReport } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Words } from '../../words/en.ts';

/** When the draft would leave if it were sent now, in words. */
export function departure({ send, format }: Words, channel: Channel, report: UsageReport | null, now: Instant): string {
  if (channel.health.state === 'broken') return send.whenRepaired;
  if (report === null) return send.now;
  const { allowance, waiting } = report;
  if (allowance.messages === null || allowance.messages > waiting) return send.now;
  // When the turn of what waits before it comes, nobody can say.
  if (waiting > 0 || allowance.nextAt === null) return send.later;
  return send.at(format.moment(allowance.nextAt, now));
}
