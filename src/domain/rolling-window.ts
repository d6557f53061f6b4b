import type { Instant } from './instant.ts';

/** A limit's rolling window as it is foreseen: what leaves, leaves in order of time, and stops to count one span later. */
export interface RollingWindow {
  /** The first moment from `from` on at which so much more may leave. Asked for more than the limit, it is clear by then. */
  opensFor(weight: number, from: Instant): Instant;
  count(at: Instant, weight: number): void;
  /** How much of the limit is in use at a moment: 1 is all. */
  fullness(at: Instant): number;
}

/** Moments are asked for in order. Takes time in proportion to what is counted. A limit of null is never reached. */
export function rollingWindow(span: number, limit: number | null): RollingWindow {
  const past: { at: Instant; weight: number }[] = [];
  let gone = 0;
  let used = 0;
  const forget = (until: Instant): void => {
    for (let oldest = past[gone]; oldest !== undefined && oldest.at + span <= until; oldest = past[gone]) {
      used -= oldest.weight;
      gone += 1;
    }
  };
  return {
    opensFor(weight, from) {
      if (limit === null) return from;
      const asked = Math.max(1, Math.min(weight, limit));
      let opensAt = from;
      forget(opensAt);
      for (let oldest = past[gone]; oldest !== undefined && used + asked > limit; oldest = past[gone]) {
        opensAt = oldest.at + span;
        forget(opensAt);
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
    fullness(at) {
      if (limit === null) return 0;
      forget(at);
      return used / limit;
    },
  };
}
