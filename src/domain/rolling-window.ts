import type { Instant } from './instant.ts';

/** A limit's rolling window as it is foreseen: what leaves, leaves in order of time, and stops to count one span later. */
export interface RollingWindow {
  /** The first moment from `from` on at which so much more may leave. Asked for more than the limit, it is clear by then. */
  opensFor(weight: number, from: Instant): Instant;
  count(at: Instant, weight: number): void;
  /** How much of the limit was in use when it was last asked or counted: 1 is all. */
  fullness(): number;
}

/** Takes the same time however long its past is: each that counts is looked at twice. A limit of null is never reached. */
export function rollingWindow(span: number, limit: number | null): RollingWindow {
  const past: { at: Instant; weight: number }[] = [];
  let gone = 0;
  let used = 0;
  return {
    opensFor(weight, from) {
      if (limit === null) return from;
      const asked = Math.max(1, Math.min(weight, limit));
      let opensAt = from;
      for (let oldest = past[gone]; oldest !== undefined; oldest = past[gone]) {
        const endsAt = oldest.at + span;
        if (endsAt > opensAt && used + asked <= limit) break;
        opensAt = Math.max(opensAt, endsAt);
        used -= oldest.weight;
        gone += 1;
      }
      return opensAt;
    },
    count(at, weight) {
      if (limit === null) return;
      // Answers written down by a clock ahead of ours end later than what leaves before them.
      let place = past.length;
      while ((past[place - 1]?.at ?? at) > at) place -= 1;
      past.splice(place, 0, { at, weight });
      used += weight;
    },
    fullness: () => (limit === null ? 0 : used / limit),
  };
}
