import type { Owner } from '../domain/channel.ts';
import { SECOND, MINUTE, HOUR, type Instant } from '../domain/instant.ts';

/** What the courier carries: a message under a lease. */
interface Held {
  id: string;
  lease: string;
  channel: { owner: Owner };
}

export interface CourierNeeds<Claimed extends Held> {
  /** The next message that may go now and is none of these owners', under a lease of its own; null when there is none. */
  claim(now: Instant, leaseUntil: Instant, busy: Owner[]): Promise<Claimed | null>;
  /** Delivers and settles; does not fail. */
  deliver(claimed: Claimed): Promise<void>;
  renew(leases: string[], leaseUntil: Instant): Promise<void>;
  /** Takes over what dead processes had. */
  reclaim(now: Instant): Promise<number>;
  /** Forgets what is old. */
  sweep(now: Instant): Promise<void>;
  /** When the next message may go that is none of these owners'. */
  nextDueAt(busy: Owner[]): Promise<Instant | null>;
  /** Calls when mail may have become due, told by any process. */
  onDue(listener: () => void): void;
  onFault(error: unknown): void;
  clock(): Instant;
}

/** How long a process may be silent before its messages are taken over: four missed renewals. */
export const LEASE = 2 * MINUTE;
const RENEW_EVERY = 30 * SECOND;
const SWEEP_EVERY = 1 * HOUR;
const AFTER_FAULT = 5 * SECOND;
/** A mailbox that is due while another process has it locked is not asked for in a tight loop. */
const SHORTEST_REST = 20;
/** The word that mail is due may get lost with the connection it comes by, and nobody hear of it. */
const LONGEST_REST = 30 * SECOND;
/** Conversations at once in this process, each of another mailbox: a slow server keeps one place, not the courier. */
const AT_ONCE = 50;
/** Of these for one owner: whoever connects servers that never come to an end takes nobody else’s places. */
const AT_ONCE_OF_AN_OWNER = 5;

export interface Courier {
  start(): void;
  /** Says that mail may have become due. */
  wake(): void;
  /** Takes no more; resolves when all that is on the wire is settled. */
  stop(): Promise<void>;
}

/** The loop that brings the mail out: woken when some is due, idle otherwise. */
export function createCourier<Claimed extends Held>(needs: CourierNeeds<Claimed>): Courier {
  const onTheWire = new Map<string, { owner: Owner; delivery: Promise<void> }>();
  let stopping = false;
  let woken = false;
  let wake = (): void => {};
  const wakeUp = (): void => {
    woken = true;
    wake();
  };
  /** Until someone wakes us, or the time is up. */
  const sleep = async (milliseconds: number): Promise<void> => {
    if (woken || stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  };

  const busy = (): Owner[] => {
    const owners = [...onTheWire.values()].map(({ owner }) => owner);
    // Each at their last place.
    return owners.filter(
      ({ tenantId, objectId }, index) =>
        owners.slice(0, index + 1).filter((one) => one.tenantId === tenantId && one.objectId === objectId).length ===
        AT_ONCE_OF_AN_OWNER,
    );
  };

  const take = async (): Promise<void> => {
    while (!stopping && onTheWire.size < AT_ONCE) {
      const now = needs.clock();
      const claimed = await needs.claim(now, now + LEASE, busy());
      if (claimed === null) return;
      const delivery = needs
        .deliver(claimed)
        .catch(needs.onFault)
        .finally(() => {
          onTheWire.delete(claimed.lease);
          wakeUp();
        });
      onTheWire.set(claimed.lease, { owner: claimed.channel.owner, delivery });
    }
  };

  const untilDue = async (): Promise<number> => {
    const dueAt = onTheWire.size < AT_ONCE ? await needs.nextDueAt(busy()) : null;
    return Math.min(Math.max((dueAt ?? Infinity) - needs.clock(), SHORTEST_REST), LONGEST_REST);
  };

  const loop = async (): Promise<void> => {
    while (!stopping) {
      try {
        woken = false;
        await take();
        await sleep(await untilDue());
      } catch (error) {
        needs.onFault(error);
        await sleep(AFTER_FAULT);
      }
    }
  };

  const every = (period: number, work: (now: Instant) => Promise<unknown>): NodeJS.Timeout =>
    setInterval(() => void work(needs.clock()).catch(needs.onFault), period);

  const tendLeases = async (now: Instant): Promise<void> => {
    await needs.renew([...onTheWire.keys()], now + LEASE);
    await needs.reclaim(now);
  };

  let running = Promise.resolve();
  let timers: NodeJS.Timeout[] = [];
  return {
    start() {
      needs.onDue(wakeUp);
      void tendLeases(needs.clock()).catch(needs.onFault);
      timers = [every(RENEW_EVERY, tendLeases), every(SWEEP_EVERY, needs.sweep)];
      running = loop();
    },
    wake: wakeUp,
    async stop() {
      stopping = true;
      wakeUp();
      await running;
      await Promise.all([...onTheWire.values()].map(({ delivery }) => delivery));
      timers.forEach((timer) => clearInterval(timer));
    },
  };
}
