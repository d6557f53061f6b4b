import { MINUTE, type Instant } from '../domain/instant.ts';

export interface TimeNeeds {
  /** What the clock of the shared database says. */
  readDatabase(): Promise<Instant>;
  /** Milliseconds since whenever, never set by anybody: `performance.now`. */
  monotonic(): number;
}

export interface SteadyClock {
  now(): Instant;
  stop(): void;
}

/** A smaller difference is how clocks drift and networks vary; a larger one is a clock that was set. Milliseconds. */
const DRIFT = 250;

/**
 * The time that all processes at one database share: they count what went in the last minute together, so they have to mean
 * the same minute. It begins at the database's time, runs by this machine's monotonic clock, never goes back, and is
 * compared every minute. Drift is made good over the next minute. A jump forward counts when two readings in a row show it,
 * for it makes a limit forget what has just gone; after a jump back time stands still until the database is there again,
 * and mail waits rather than goes too fast. A database that does not answer changes nothing. Fails when the first reading does.
 */
export async function startSteadyClock({ readDatabase, monotonic }: TimeNeeds): Promise<SteadyClock> {
  const first = await read();
  let since = first.at;
  /** The database's time at `since`, as far as we know. */
  let base = first.says;
  /** What is still to be added to it, bit by bit. */
  let drift = 0;
  let jumped = false;
  let latest = 0;
  const timer = setInterval(() => void compare(), MINUTE);
  timer.unref();
  return { now, stop: () => clearInterval(timer) };

  function now(): Instant {
    latest = Math.max(latest, Math.floor(estimate(monotonic())));
    return latest;
  }

  function estimate(at: number): number {
    const elapsed = at - since;
    return base + elapsed + drift * Math.min(1, elapsed / MINUTE);
  }

  async function read(): Promise<{ says: Instant; at: number; precise: boolean }> {
    const before = monotonic();
    const says = await readDatabase();
    const after = monotonic();
    return { says, at: (before + after) / 2, precise: after - before < 2 * DRIFT };
  }

  async function compare(): Promise<void> {
    const reading = await read().catch(() => null);
    if (!reading?.precise) return;
    // What has been told stays told.
    now();
    const { says, at } = reading;
    const difference = says - estimate(at);
    const set = Math.abs(difference) >= DRIFT;
    const ahead = set && difference > 0;
    const adopted = set && (!ahead || jumped);
    base = adopted ? says : estimate(at);
    since = at;
    drift = set ? 0 : difference;
    jumped = ahead && !adopted;
  }
}
