import type { Owner } from '../domain/channel.ts';
import { NOBODY, type Busy } from '../domain/claimed.ts';
import { SECOND, MINUTE, HOUR, type Instant } from '../domain/instant.ts';
import { oneNameOf } from '../domain/provider.ts';
import type { Place } from './use-cases/mail-supply.ts';

/** What the courier finds places for: mail to bring out, or a look at a channel that sends nothing. */
interface Begun {
  conversation: { id: string; mailboxId: string; channel: { owner: Owner; server: { host: string } } };
}

export interface CourierNeeds<Opened extends Begun, Check extends Begun> {
  /** Begins a conversation for a mailbox whose next mail may go now and is nobody's who is busy; null when there is none. */
  open(now: Instant, leaseUntil: Instant, busy: Busy): Promise<Opened | null>;
  /** Carries its mail until it ends. */
  carry(opened: Opened, place: Place): Promise<void>;
  /** Begins the next look at a channel that is due, at none of these hosts; null when there is none. */
  openCheck(now: Instant, leaseUntil: Instant, hosts: readonly string[]): Promise<Check | null>;
  /** Looks at the channel. */
  check(check: Check, closing: AbortSignal): Promise<void>;
  /** When the next look may begin, at none of these hosts. */
  nextCheckAt(now: Instant, hosts: readonly string[]): Promise<Instant | null>;
  renew(conversationIds: string[], leaseUntil: Instant): Promise<void>;
  /** Takes over what dead processes had. */
  reclaim(now: Instant): Promise<unknown>;
  /** Forgets what is old. */
  sweep(now: Instant): Promise<void>;
  /** When the next mail may go that is nobody's who is busy. */
  nextDueAt(busy: Busy): Promise<Instant | null>;
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
/** Conversations at once in this process, looks not counted: those have places of their own, or nobody would be looked at while mail is plenty. */
const AT_ONCE = 50;
/** Of these for one owner: whoever connects servers that never come to an end takes nobody else’s places. */
const AT_ONCE_OF_AN_OWNER = 5;
/** With one server: when it hangs, half the courier goes on with the others. */
const AT_ONCE_WITH_A_HOST = 25;
/** Looks at once, and with one server: mail comes first, and a server that hangs holds up no look at another. */
const CHECKS_AT_ONCE = 5;
const CHECKS_WITH_A_HOST = 2;

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
  for: 'mail' | 'check';
  owner: Owner;
  /** By its one name. */
  host: string;
  mailboxId: string;
  wanted: boolean;
  /** Whether it rests now, with nothing to carry. */
  resting: boolean;
  wake(): void;
  carried: Promise<void>;
}

/** The loop that brings the mail out: woken when some is due, idle otherwise. */
export function createCourier<Opened extends Begun, Check extends Begun>(needs: CourierNeeds<Opened, Check>): Courier {
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

  const busy = (): Busy => {
    const taken = [...places.values()];
    return {
      owners: reaching(AT_ONCE_OF_AN_OWNER, taken, (place) => isOf(place.owner)).map(({ owner }) => owner),
      hosts: reaching(AT_ONCE_WITH_A_HOST, taken, (place) => isAt(place.host)).map(({ host }) => host),
    };
  };

  const occupy = ({ conversation }: Begun, kind: Taken['for'], work: (place: Place) => Promise<void>): void => {
    const { id, mailboxId, channel } = conversation;
    const place = takePlace(kind, channel, mailboxId, closing.signal);
    places.set(id, place);
    place.carried = work(place)
      .catch(needs.onFault)
      .finally(() => {
        places.delete(id);
        wakeUp();
      });
  };

  const mail = (): Taken[] => [...places.values()].filter((place) => place.for === 'mail');

  const take = async (): Promise<void> => {
    while (!closing.signal.aborted && mail().length < AT_ONCE) {
      const now = needs.clock();
      const opened = await needs.open(now, now + LEASE, busy());
      if (opened === null) return;
      occupy(opened, 'mail', (place) => needs.carry(opened, place));
    }
  };

  /** Hosts at which as many looks are under way as may be; null when no further one may begin at all. */
  const checking = (): readonly string[] | null => {
    const checks = [...places.values()].filter((place) => place.for === 'check');
    if (checks.length === CHECKS_AT_ONCE) return null;
    return reaching(CHECKS_WITH_A_HOST, checks, (place) => isAt(place.host)).map(({ host }) => host);
  };

  const takeChecks = async (): Promise<void> => {
    for (let hosts = checking(); hosts !== null && !closing.signal.aborted; hosts = checking()) {
      const now = needs.clock();
      const check = await needs.openCheck(now, now + LEASE, hosts);
      if (check === null) return;
      occupy(check, 'check', ({ closing: signal }) => needs.check(check, signal));
    }
  };

  /** Asks back the places that others wait for; gives back when to look again. */
  const untilDue = async (): Promise<number> => {
    const { owners, hosts } = busy();
    const full = mail().length === AT_ONCE;
    const dueAt = await needs.nextDueAt(NOBODY);
    const waits = dueAt !== null && dueAt <= needs.clock();
    for (const place of places.values()) {
      place.wanted = waits && (full || owners.some((owner) => isOf(owner)(place)) || hosts.includes(place.host));
      if (place.wanted) place.wake();
    }
    const isAnybodyBusy = owners.length > 0 || hosts.length > 0;
    const nextAt = full ? null : isAnybodyBusy ? await needs.nextDueAt({ owners, hosts }) : dueAt;
    const checked = checking();
    const checkAt = checked && (await needs.nextCheckAt(needs.clock(), checked));
    const next = Math.min(nextAt ?? Infinity, checkAt ?? Infinity);
    return Math.min(Math.max(next - needs.clock(), SHORTEST_REST), LONGEST_REST);
  };

  const loop = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        woken = false;
        await take();
        await takeChecks();
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

  /** At once, for nobody knows how long we were away, and then every so often. */
  const every = (period: number, work: (now: Instant) => Promise<unknown>): NodeJS.Timeout => {
    const go = (): void => void work(needs.clock()).catch(needs.onFault);
    go();
    return setInterval(go, period);
  };

  const tendLeases = async (now: Instant): Promise<void> => {
    await needs.renew([...places.keys()], now + LEASE);
    await needs.reclaim(now);
  };

  let running = Promise.resolve();
  let timers: NodeJS.Timeout[] = [];
  return {
    start() {
      needs.onDue(onDue);
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

/** The places at which their kind becomes so many: one of each kind that does. */
const reaching = (count: number, places: readonly Taken[], isSame: (one: Taken) => (other: Taken) => boolean) =>
  places.filter((one, index) => places.slice(0, index + 1).filter(isSame(one)).length === count);

const isOf =
  ({ tenantId, objectId }: Owner) =>
  ({ owner }: Taken): boolean =>
    owner.tenantId === tenantId && owner.objectId === objectId;

const isAt =
  (host: string) =>
  (place: Taken): boolean =>
    place.host === host;

function takePlace(
  kind: Taken['for'],
  { owner, server }: Begun['conversation']['channel'],
  mailboxId: string,
  closing: AbortSignal,
): Taken {
  let woken = false;
  let arouse = (): void => {};
  return {
    for: kind,
    owner,
    host: oneNameOf(server.host),
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
