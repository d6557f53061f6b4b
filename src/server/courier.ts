import type { Owner } from '../domain/channel.ts';
import { SECOND, MINUTE, HOUR, type Instant } from '../domain/instant.ts';
import type { Place } from './use-cases/mail-supply.ts';

/** What the courier finds places for. */
interface Begun {
  conversation: { id: string; mailboxId: string; channel: { owner: Owner } };
}

export interface CourierNeeds<Opened extends Begun> {
  /** Begins a conversation for a mailbox with mail that may go now and that is none of these owners'; null when there is none. */
  open(now: Instant, leaseUntil: Instant, busy: Owner[]): Promise<Opened | null>;
  /** Carries its mail until it ends. */
  carry(opened: Opened, place: Place): Promise<void>;
  renew(conversationIds: string[], leaseUntil: Instant): Promise<void>;
  /** Takes over what dead processes had. */
  reclaim(now: Instant): Promise<unknown>;
  /** Forgets what is old. */
  sweep(now: Instant): Promise<void>;
  /** When the next mail may go of a mailbox that is none of these owners'. */
  nextDueAt(busy: Owner[]): Promise<Instant | null>;
  /** Calls when mail of a mailbox may have become due, told by any process; null: of any mailbox. */
  onDue(listener: (mailboxId: string | null) => void): void;
  onFault(error: unknown): void;
  clock(): Instant;
}

/** How long a process may be silent before its mail is taken over: four missed renewals. */
export const LEASE = 1 * MINUTE;
const RENEW_EVERY = 15 * SECOND;
const SWEEP_EVERY = 1 * HOUR;
const AFTER_FAULT = 5 * SECOND;
/** A mailbox that is due while another process has it locked is not asked for in a tight loop. */
const SHORTEST_REST = 20;
/** The word that mail is due may get lost with the connection it comes by, and nobody hear of it. */
const LONGEST_REST = 30 * SECOND;
/** Conversations at once in this process: a slow server keeps one place, not the courier. */
const AT_ONCE = 50;
/** Of these for one owner: whoever connects servers that never come to an end takes nobody else’s places. */
const AT_ONCE_OF_AN_OWNER = 5;

export interface Courier {
  start(): void;
  /** Says that mail may have become due. */
  wake(): void;
  /** Conversations that are open now. */
  readonly open: number;
  /** Takes no more; resolves when all that is on the wire is settled, and the rest given back. */
  stop(): Promise<void>;
}

interface Taken extends Place {
  owner: Owner;
  mailboxId: string;
  wanted: boolean;
  /** Whether it rests now, with nothing to carry. */
  resting: boolean;
  wake(): void;
  carried: Promise<void>;
}

/** The loop that brings the mail out: woken when some is due, idle otherwise. */
export function createCourier<Opened extends Begun>(needs: CourierNeeds<Opened>): Courier {
  const places = new Map<string, Taken>();
  const closing = new AbortController();
  let woken = false;
  let wake = (): void => {};
  const wakeUp = (): void => {
    woken = true;
    wake();
  };
  /** Until someone wakes us, or the time is up. */
  const sleep = async (milliseconds: number): Promise<void> => {
    if (woken || closing.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  };

  const busy = (): Owner[] => {
    const owners = [...places.values()].map(({ owner }) => owner);
    // Each at their last place.
    return owners.filter(
      (owner, index) => owners.slice(0, index + 1).filter(isSame(owner)).length === AT_ONCE_OF_AN_OWNER,
    );
  };

  const take = async (): Promise<void> => {
    while (!closing.signal.aborted && places.size < AT_ONCE) {
      const now = needs.clock();
      const opened = await needs.open(now, now + LEASE, busy());
      if (opened === null) return;
      const { id, mailboxId, channel } = opened.conversation;
      const place = takePlace(channel.owner, mailboxId, closing.signal);
      places.set(id, place);
      place.carried = needs
        .carry(opened, place)
        .catch(needs.onFault)
        .finally(() => {
          places.delete(id);
          wakeUp();
        });
    }
  };

  /** Asks back the places that others wait for; gives back when to look again. */
  const untilDue = async (): Promise<number> => {
    const owners = busy();
    const full = places.size === AT_ONCE;
    const dueAt = await needs.nextDueAt([]);
    const waits = dueAt !== null && dueAt <= needs.clock();
    for (const place of places.values()) {
      place.wanted = waits && (full || owners.some(isSame(place.owner)));
      if (place.wanted) place.wake();
    }
    const nextAt = full ? null : owners.length === 0 ? dueAt : await needs.nextDueAt(owners);
    return Math.min(Math.max((nextAt ?? Infinity) - needs.clock(), SHORTEST_REST), LONGEST_REST);
  };

  const loop = async (): Promise<void> => {
    while (!closing.signal.aborted) {
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

  /** A conversation that waits for its mailbox's mail takes it; otherwise a new one begins. */
  const onDue = (mailboxId: string | null): void => {
    const theirs = [...places.values()].filter((place) => mailboxId === null || place.mailboxId === mailboxId);
    const isTaken = mailboxId !== null && theirs.some(({ resting }) => resting);
    for (const place of theirs) place.wake();
    if (!isTaken) wakeUp();
  };

  const every = (period: number, work: (now: Instant) => Promise<unknown>): NodeJS.Timeout =>
    setInterval(() => void work(needs.clock()).catch(needs.onFault), period);

  const tendLeases = async (now: Instant): Promise<void> => {
    await needs.renew([...places.keys()], now + LEASE);
    await needs.reclaim(now);
  };

  let running = Promise.resolve();
  let timers: NodeJS.Timeout[] = [];
  return {
    start() {
      needs.onDue(onDue);
      void tendLeases(needs.clock()).catch(needs.onFault);
      timers = [every(RENEW_EVERY, tendLeases), every(SWEEP_EVERY, needs.sweep)];
      running = loop();
    },
    wake: wakeUp,
    get open() {
      return places.size;
    },
    async stop() {
      closing.abort();
      wakeUp();
      for (const place of places.values()) place.wake();
      await running;
      await Promise.all([...places.values()].map(({ carried }) => carried));
      timers.forEach((timer) => clearInterval(timer));
    },
  };
}

const isSame =
  (owner: Owner) =>
  ({ tenantId, objectId }: Owner): boolean =>
    tenantId === owner.tenantId && objectId === owner.objectId;

function takePlace(owner: Owner, mailboxId: string, closing: AbortSignal): Taken {
  let woken = false;
  let arouse = (): void => {};
  return {
    owner,
    mailboxId,
    closing,
    wanted: false,
    resting: false,
    carried: Promise.resolve(),
    heed() {
      woken = false;
    },
    wake() {
      woken = true;
      arouse();
    },
    async rest(milliseconds) {
      if (woken || closing.aborted) return true;
      this.resting = true;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        arouse = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.resting = false;
      return woken;
    },
  };
}
