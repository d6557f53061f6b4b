import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Claimed, Conversation } from '../../../src/domain/claimed.ts';
import { MINUTE } from '../../../src/domain/instant.ts';
import type { Settlement } from '../../../src/domain/outbox.ts';
import type { Opened } from '../../../src/server/store/open.ts';
import { servers } from './engines.ts';
import { ACCEPTED, ADA, failedBy, LEASE, OK, refusal, storeOn, type Store } from './fixtures.ts';

const PROCESSES = 3;
const CONNECTIONS = 2;
const LIMITS = { messagesPerMinute: 20, recipientsPerDay: 400 };
const MESSAGES = 150;

/** The same numbers for the same seed: a run that failed can be run again. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What the far server has seen. */
interface Arrival {
  id: string;
  mailboxId: string;
  at: number;
}

describe.each(servers)('processes that do everything at once on $name', ({ open }) => {
  let opened: Opened;
  let stores: Store[];
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    ({ opened, close } = own);
    const others = await Promise.all(Array.from({ length: PROCESSES - 1 }, () => own.again()));
    stores = [opened, ...others].map((one) => storeOn(one, CONNECTIONS));
  });
  afterAll(() => close());

  it.each([1, 2, 3])('lose nothing, send nothing twice and keep every limit, by chance %i', async (seed) => {
    const chance = chanceFrom(seed);
    const [store = storeOn(opened)] = stores;
    const channels = await Promise.all([1, 2, 3].map(() => store.channel({}, LIMITS)));
    const logins = [...channels.map(({ username }) => username), `nobody-yet-${seed}@firma.example`];
    let now = 1_000;
    const arrivals: Arrival[] = [];
    const wire = new Map<string, number>();
    let mostAtOnce = 0;
    const queued: string[] = [];

    const queueSome = async (one: Store): Promise<void> => {
      for (let count = 0; count < MESSAGES / PROCESSES; count += 1) {
        const channel = pick(channels, chance);
        const rcptTo = Array.from({ length: 1 + Math.floor(chance() * 3) }, (_, index) => `r${index}@kunde.example`);
        queued.push(await one.message(channel, now, rcptTo));
      }
    };

    /** One message on the wire: what becomes of it is by chance. False when the conversation is to end. */
    const send = async (one: Store, conversation: Conversation, held: Claimed): Promise<boolean> => {
      if (!(await one.settling.handOver(held, null, now))) return false;
      const { credential, mailboxId } = conversation;
      const tried = { ...held, credential, mailboxId, triedAt: now };
      const fate = chance();
      if (fate < 0.75) {
        arrivals.push({ id: held.id, mailboxId: conversation.mailboxId, at: now });
        return (await one.settling.handOver(null, { held, reply: OK, mailboxWasPaused: true }, now), true);
      }
      if (fate < 0.82) {
        const because = refusal('temporarily-unavailable', 'data', 451);
        const again: Settlement = { state: 'queued', dueAt: now + 1_000, because };
        return (await one.settling.settle(tried, failedBy(because), again, null, now), true);
      }
      if (fate < 0.89) {
        const because = refusal('throttled', 'mail', 451);
        const pause = { until: now + 2_000, because };
        const again: Settlement = { state: 'queued', dueAt: pause.until, because };
        return (await one.settling.settle(tried, failedBy(because), again, pause, now), false);
      }
      if (fate < 0.93) {
        const because = refusal('password-rejected');
        return (await one.settling.settle(tried, failedBy(because), { state: 'held', because }, null, now), false);
      }
      if (fate < 0.97) return (await one.settling.letGo(held, now, now), true);
      arrivals.push({ id: held.id, mailboxId: conversation.mailboxId, at: now });
      return (await one.settling.settle(tried, ACCEPTED, { state: 'accepted' }, null, now), true);
    };

    const carry = async (one: Store): Promise<void> => {
      const opening = await one.open(now);
      if (opening === null) return;
      const { conversation } = opening;
      const { mailboxId } = conversation;
      wire.set(mailboxId, (wire.get(mailboxId) ?? 0) + 1);
      mostAtOnce = Math.max(mostAtOnce, wire.get(mailboxId) ?? 0);
      await one.outbox.loggedIn(conversation, now);
      let { messages } = opening;
      let goesOn = true;
      while (goesOn && messages.length > 0) {
        for (const held of messages) if (goesOn) goesOn = await send(one, conversation, held);
        const more = goesOn && chance() < 0.7 ? await one.outbox.more(conversation, now) : 'over';
        messages = more === 'over' ? [] : more.messages;
      }
      wire.set(mailboxId, (wire.get(mailboxId) ?? 0) - 1);
      // One in ten processes dies here: its conversation is taken over once its lease has run out.
      if (chance() < 0.9) await one.outbox.endConversation(conversation, now);
    };

    const decide = async (one: Store): Promise<void> => {
      const channel = pick(channels, chance);
      const found = await one.channels.find(ADA, channel.id);
      // One in four moves over to another login, be it broken or not: there and back, so that two may cross.
      const moves = chance() < 0.25;
      if (found !== null && (moves || found.health.state === 'broken')) {
        const username = moves ? pick(logins, chance) : found.username;
        const mends = { ...found, username, health: { state: 'working' as const, since: now } };
        await one.channels.save({ channel: mends, occasion: 'new-password' }, mended(), [], now);
      }
      const [message] = (await one.messages.list(ADA, 50)).filter(({ state }) => state === 'queued');
      if (message !== undefined && chance() < 0.1) await one.messages.drop(ADA, message.id, now);
    };
    const mended = () => ({ keyId: 'k1', text: `password ${chance()}` });

    const unsettled = async (): Promise<number> =>
      (await store.messages.countUnsettled()).reduce((sum, { count }) => sum + count, 0);

    const all = Promise.all(stores.map(queueSome));
    let rounds = 0;
    do {
      await Promise.all(stores.flatMap((one) => [carry(one), carry(one), decide(one), one.settling.reclaim(now)]));
      rounds += 1;
      now += rounds % 10 === 0 ? LEASE + 1 : 3_000;
    } while (queued.length < MESSAGES || (await unsettled()) > 0);
    await all;

    const ids = arrivals.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const states = (await store.messages.list(ADA, 10_000))
      .filter(({ id }) => queued.includes(id))
      .map(({ state }) => state);
    expect(states).toHaveLength(MESSAGES);
    expect(states.filter((state) => !['accepted', 'dropped', 'uncertain'].includes(state))).toEqual([]);
    expect(states.filter((state) => state === 'accepted')).toHaveLength(ids.length);
    expect(mostAtOnce).toBeLessThanOrEqual(CONNECTIONS);
    for (const { mailboxId, at } of arrivals) {
      const inMinute = arrivals.filter((one) => one.mailboxId === mailboxId && one.at > at - MINUTE && one.at <= at);
      expect(inMinute.length).toBeLessThanOrEqual(LIMITS.messagesPerMinute);
    }
    await store.settling.reclaim(now + 2 * LEASE);
    expect(await leftOver(opened)).toEqual({ conversations: 0, counts: 0, contents: 0 });
    await Promise.all(channels.map(({ id }) => store.channels.remove(ADA, id, now)));
  });
});

const pick = <T>(these: T[], chance: () => number): T => these[Math.floor(chance() * these.length)] ?? (these[0] as T);

/** What nothing and nobody needs any more. */
async function leftOver({ db }: Opened) {
  const { rows } = await sql<{ conversations: number; counts: number; contents: number }>`
    select
      (select count(*) from conversations) as conversations,
      (select count(*) from counted where replied_at is null) as counts,
      (select count(*) from contents
        where id not in (select content_id from messages where state = 'uncertain' and content_id is not null)) as contents`.execute(
    db,
  );
  return rows[0];
}
