import { useEffect, useState } from 'react';
import { SECOND, type Instant } from '../../domain/instant.ts';
import { useSurroundings } from './surroundings.ts';

/** Minutes are the smallest thing the rep reads. */
const LATEST = 20 * SECOND;

/** The time, told anew when the next of these moments comes, and every 20 seconds. */
export function useNow(moments: readonly (Instant | null)[] = []): Instant {
  const { clock } = useSurroundings();
  const [, tick] = useState(0);
  const now = clock.now();
  const next = Math.min(now + LATEST, ...moments.filter((moment) => moment !== null).filter((moment) => moment > now));
  useEffect(
    () =>
      clock.after(next - clock.now(), () => {
        tick((count) => count + 1);
      }),
    [clock, next],
  );
  return now;
}
