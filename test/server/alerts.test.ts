import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../src/domain/instant.ts';
import { CertificateAuthority } from '../../src/sandbox/certificates.ts';
import { tellAlerts } from '../../src/server/alerts.ts';
import { createAlerting, type Alert } from '../../src/server/store/alerting.ts';
import { createTrustingFetch } from '../../src/server/trusting-fetch.ts';
import { createWebhook } from '../../src/server/webhook.ts';
import { operators } from './store/engines.ts';
import { ADA, failedBy, refusal, storeOn, type Store } from './store/fixtures.ts';

const because = refusal('password-rejected');

/** The operator's own address, which answers with these statuses in turn, then takes all; what it was told, and by which key. */
async function startHook(statuses: number[] = []) {
  const authority = await CertificateAuthority.open(null, new Date());
  const { key, cert } = await authority.issue(['localhost']);
  const told: { key: string | undefined; body: Alert }[] = [];
  let heard = (): void => {};
  const server: Server = createServer({ key, cert }, (request, response) => {
    void text(request).then((body) => {
      told.push({ key: request.headers['idempotency-key']?.toString(), body: JSON.parse(body) as Alert });
      response.writeHead(statuses.shift() ?? 204).end();
      heard();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://localhost:${(server.address() as AddressInfo).port}/hook?key=pl4nted`;
  return {
    told,
    post: createWebhook(url, createTrustingFetch([authority.certificate])),
    async until(count: number): Promise<void> {
      while (told.length < count) await new Promise<void>((resolve) => (heard = resolve));
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

describe.each(operators)('alerts to the operator on $name', ({ open }) => {
  let store: Store;
  let alerting: ReturnType<typeof createAlerting>;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    alerting = createAlerting(store.db);
    close = own.close;
  });
  afterAll(() => close());

  /** A channel that breaks by a mail at a moment, and with it the message that is held. */
  const broken = async (now: number) => {
    const channel = await store.channel();
    await store.message(channel, now);
    await store.settle(await store.taken(now), failedBy(because), { state: 'held', because }, now);
    return channel;
  };

  it('tell of a break and of its end, each once, to whoever listens', async () => {
    const channel = await broken(5);
    await store.channels.save({ channel, occasion: 'new-password' }, { keyId: 'k1', text: 'new' }, [], 9);
    const hook = await startHook();
    const stopping = new AbortController();
    const faults: unknown[] = [];
    const needs = { ...alerting, onFault: (error: unknown) => void faults.push(error), clock: () => 10 };
    const telling = tellAlerts({ ...needs, tell: (alert: Alert) => hook.post(alert.id, alert) }, stopping.signal);
    await hook.until(2);
    stopping.abort();
    await telling;
    const known = { channelId: channel.id, tenantId: ADA.tenantId, address: channel.sender.address, since: 5, because };
    expect(hook.told.map(({ body }) => body)).toMatchObject([
      { ...known, event: 'broken' },
      { ...known, event: 'mended', until: 9, mendedBy: 'rep', waited: 1 },
    ]);
    expect(hook.told.map(({ key }) => key)).toEqual(hook.told.map(({ body }) => body.id));
    expect(faults).toEqual([]);
    expect(await alerting.next(100 * MINUTE)).toBeNull();
    await hook.stop();
  });

  it('tell of a login once, in however many channels it broke and is mended', async () => {
    const username = 'verkauf@firma.example';
    const named = (name: string, createdAt: number) => ({
      ...{ username, createdAt, sender: { name, address: `${name}@firma.example` } },
    });
    const oldest = await store.channel(named('a', 1), {}, 'shared');
    const others = [await store.channel(named('b', 2), {}, 'shared'), await store.channel(named('c', 3), {}, 'shared')];
    for (const channel of [oldest, ...others]) await store.message(channel, 5);
    await store.settle(await store.taken(5), failedBy(because), { state: 'held', because }, 5);
    const toldAt = async (now: number) => {
      const due = await alerting.next(now);
      if (due !== null) await alerting.told(due.ids);
      return due && due.alert;
    };
    const one = { channels: 3, channelId: oldest.id, address: oldest.sender.address, since: 5, waited: 3 };
    expect(await toldAt(6)).toMatchObject({ ...one, event: 'broken', until: null });
    expect(await toldAt(7)).toBeNull();
    const credential = { keyId: 'k1', text: 'new', mark: 'new' };
    const along = others.map(({ id }) => ({ id, credential }));
    const mended = { ...oldest, health: { state: 'working' as const, since: 8 } };
    await store.channels.save({ channel: mended, occasion: 'new-password' }, credential, [], 8, along);
    expect(await toldAt(9)).toMatchObject({ ...one, event: 'mended', until: 8 });
    expect(await toldAt(100 * MINUTE)).toBeNull();
  });

  it('tell nothing anew of the others when the channel they named is removed while they are told', async () => {
    const username = 'vertrieb@firma.example';
    const named = (name: string, createdAt: number) => ({
      ...{ username, createdAt, sender: { name, address: `${name}@firma.example` } },
    });
    const oldest = await store.channel(named('d', 1), {}, 'shared');
    const other = await store.channel(named('e', 2), {}, 'shared');
    for (const channel of [oldest, other]) await store.message(channel, 5);
    await store.settle(await store.taken(5), failedBy(because), { state: 'held', because }, 5);
    const due = await alerting.next(6);
    expect(due?.alert).toMatchObject({ channels: 2, channelId: oldest.id });
    await store.channels.remove(ADA, oldest.id, 7);
    await alerting.told(due?.ids ?? []);
    expect(await alerting.next(100 * MINUTE)).toBeNull();
  });

  it('are told again, later each time and by the same key, until they are taken', async () => {
    await broken(5);
    const hook = await startHook([503, 500]);
    const tellNext = async (now: number): Promise<boolean> => {
      const due = await alerting.next(now);
      if (due === null) return false;
      await hook.post(due.alert.id, due.alert).then(
        () => alerting.told(due.ids),
        () => {},
      );
      return true;
    };
    expect(await tellNext(10)).toBe(true);
    expect(await tellNext(11)).toBe(false);
    expect(await tellNext(10 + MINUTE)).toBe(true);
    expect(await tellNext(10 + 2 * MINUTE)).toBe(false);
    expect(await tellNext(10 + 3 * MINUTE)).toBe(true);
    expect(await tellNext(100 * MINUTE)).toBe(false);
    expect(new Set(hook.told.map(({ key }) => key)).size).toBe(1);
    expect(hook.told).toHaveLength(3);
    await hook.stop();
  });

  it('say nothing of what a rep keeps back, nor of a cause that another has followed', async () => {
    const held = await store.channel();
    await store.channels.hold(ADA, held.id, 5);
    await store.channels.resume(ADA, held.id, 9, 6);
    expect(await alerting.next(10)).toBeNull();

    const channel = await broken(20);
    const { mailbox_id: mailboxId, credential } = await store.db
      .selectFrom('channels')
      .select(['mailbox_id', 'credential'])
      .where('id', '=', channel.id)
      .executeTakeFirstOrThrow();
    const look = { id: channel.id, mailboxId, channel, pauses: 0, credential: { keyId: 'k1', text: credential } };
    const check = { conversation: look, beganAt: 20, checks: 0, before: { triedAt: null, checkAt: null } };
    await store.checking.failed(check, refusal('security-defaults'), null, 21);
    const events = [await alerting.next(30), await alerting.next(30), await alerting.next(30)];
    expect(events.map((due) => due && [due.alert.event, due.alert.because.kind])).toEqual([
      ['broken', 'password-rejected'],
      ['broken', 'security-defaults'],
      null,
    ]);
    await alerting.sweep(31);
    expect(await alerting.next(100 * MINUTE)).toBeNull();
  });
});
