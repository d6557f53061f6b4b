import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Channel, UsageReport } from '../../../src/contract/shapes.ts';
import { SAFE_LIMITS } from '../../../src/domain/default-channel.ts';
import type { Config } from '../../../src/server/config.ts';
import { layDatabase } from '../../setup/database.ts';
import { servers } from '../store/engines.ts';
import { ADMIN, connectRequest, HOST, PASSWORD, SENDER, startWorld, untilState } from '../world.ts';
import {
  asked,
  asking,
  channelOf,
  endRelays,
  linesIn,
  logins,
  MAIL,
  RELAY,
  send,
  use,
  USERNAME,
  withRelay,
  worlds,
} from './relay-stage.ts';

const folders: string[] = [];
afterEach(async () => {
  await endRelays();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describe('the operator’s channel', () => {
  it('is one click for who has nothing: proven by five steps, it carries mail, and shows nobody its login', async () => {
    const world = await withRelay();
    const { url } = await world.server.start();
    const ask = asking(world);
    const lines = linesIn((await use(ask)).body);
    expect(lines.filter((line) => 'outcome' in line && line.outcome === 'passed')).toHaveLength(5);
    const channel = await channelOf(ask);
    expect(channel).toMatchObject({
      ...{ providerId: 'default-channel', credential: 'operator', username: '' },
      ...{ sender: SENDER, limits: { recipientsPerDay: 50, recipientsPerMessage: 20, messagesPerMinute: 10 } },
    });
    const queued = await send(ask, channel.id, 1);
    expect(queued.statusCode).toBe(202);
    await untilState(world, url, (queued.json() as { id: string }).id, 'accepted');
    expect(world.taken).toMatchObject([{ mailFrom: SENDER.address, rcptTo: ['kim0@kunde.example'] }]);
    const told = JSON.stringify([lines, channel, (await ask('GET', '/api/openapi.json')).body, world.log()]);
    expect(new Set(logins)).toEqual(new Set([USERNAME]));
    for (const secret of [USERNAME, PASSWORD]) expect(told).not.toContain(secret);
  });

  it.each<[string, object]>([
    ['another’s address', { preferred_username: 'bo@firma.example' }],
    ['no address', { preferred_username: undefined }],
    ['an address that is a guest’s', { preferred_username: SENDER.address, idp: 'https://elsewhere.example' }],
    ['an address that nobody verified', { preferred_username: undefined, email: SENDER.address }],
  ])('is not for a rep whose token says %s', async (_name, claims) => {
    const world = await withRelay();
    const reply = await use(asking(world, 'ada', claims));
    expect([reply.statusCode, reply.json()]).toEqual([
      422,
      { failure: { kind: 'sender-not-allowed', address: SENDER.address } },
    ]);
    expect(logins).toEqual([]);
  });

  it('is offered to who may use it, beside what is recommended and never among it', async () => {
    const world = await withRelay();
    const asked = { emailAddress: SENDER.address, accountType: 'unknown' };
    const recommend = async (claims?: object) =>
      (await asking(world, 'ada', claims)('POST', '/api/recommendations', asked)).json() as object;
    expect(await recommend()).toMatchObject({
      defaultChannel: { recipientsPerDay: 50, recipientsPerMessage: 20 },
      defaultChannelOnlyFor: null,
    });
    for (const address of ['bo@firma.example', null])
      expect(await recommend({ preferred_username: address ?? undefined })).toMatchObject({
        defaultChannel: null,
        defaultChannelOnlyFor: { address },
      });
  });

  it('is not there where the operator has none', async () => {
    const world = await withRelay({}, { defaultChannel: null });
    expect((await use(asking(world))).statusCode).toBe(404);
  });

  it('goes by the organisation’s policies, which say nothing for others who share it', async () => {
    const world = await withRelay();
    const chief = asking(world, ADMIN);
    const set = (policies: object) => chief('PATCH', '/api/organisation/policies', policies);
    const asked = { emailAddress: SENDER.address, accountType: 'unknown' };
    await set({ channelKinds: ['password'] });
    for (const name of ['ada', 'bo'])
      expect((await asking(world, name)('POST', '/api/recommendations', asked)).json()).toMatchObject({
        ...{ defaultChannel: null, defaultChannelOnlyFor: null },
      });
    const refused = await use(asking(world));
    expect(refused.json()).toMatchObject({ failure: { kind: 'policy-forbids', policy: 'channelKinds' } });
    expect(logins).toEqual([]);
    await set({ channelKinds: ['default-relay'], recipientsPerDay: 1, messagesPerMinute: 1 });
    const ada = asking(world);
    const mine = await channelOf(ada);
    // How fast it goes is everybody's, and is not told as if it were slower.
    expect(mine.limits).toMatchObject({ recipientsPerDay: 1, messagesPerMinute: 10 });
    expect((await send(ada, mine.id, 1)).statusCode).toBe(202);
    expect((await send(ada, mine.id, 1)).statusCode).toBe(429);
    // What a policy lowered is not what was set once it is lifted, whenever the channel was proven anew.
    await channelOf(ada);
    await set({ recipientsPerDay: null });
    const { channel } = (await ada('GET', `/api/channels/${mine.id}`)).json() as { channel: Channel };
    expect(channel.limits.recipientsPerDay).toBe(50);
  });

  it('gives each rep a share, what waits counted, and shows nobody what others use', async () => {
    const limits = {
      relay: { ...SAFE_LIMITS.relay, recipientsPerDay: 100, recipientsPerMessage: 3 },
      recipientsPerDayEach: 4,
    };
    const world = await withRelay({ limits });
    const [ada, bo] = [asking(world), asking(world, 'bo')];
    const mine = await channelOf(ada);
    const theirs = await channelOf(bo, 'bo@firma.example');
    expect((await send(ada, mine.id, 3)).statusCode).toBe(202);
    const over = { failure: { kind: 'over-share', limit: 4, left: 1, nextAt: null } };
    const refused = await send(ada, mine.id, 2);
    expect([refused.statusCode, refused.json()]).toEqual([429, over]);
    expect((await send(bo, theirs.id, 3, { name: 'Bo', address: 'bo@firma.example' })).statusCode).toBe(202);
    // A channel that is made anew gives no second share; what was dropped with it counts no more.
    expect((await send(ada, mine.id, 1)).statusCode).toBe(202);
    expect((await send(ada, mine.id, 1)).statusCode).toBe(429);
    const usage = (await ada('GET', `/api/channels/${mine.id}/usage`)).json() as UsageReport;
    expect(usage).toMatchObject({
      limits: { recipientsPerDay: 4, messagesPerMinute: null },
      usage: { recipientsInDay: 4 },
      allowance: { messages: 0 },
      waiting: 2,
    });
    const forecast = (await ada('GET', `/api/channels/${mine.id}/forecast?recipients=1`)).json();
    expect(forecast).toMatchObject({ usedInDay: 4 });
  });

  it('takes no more than the share, however many requests come at once', async () => {
    const world = await withRelay({ limits: { ...SAFE_LIMITS, recipientsPerDayEach: 5 } });
    const ask = asking(world);
    const { id } = await channelOf(ask);
    const replies = await Promise.all(Array.from({ length: 6 }, () => send(ask, id, 2)));
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([202, 202, 429, 429, 429, 429]);
  });

  it('is not used up by what a rep says was sent elsewhere', async () => {
    const world = await withRelay();
    const ask = asking(world);
    const { id } = await channelOf(ask);
    const sent = [{ id: randomUUID(), at: Date.now(), recipients: 500 }];
    expect((await ask('POST', `/api/channels/${id}/usage`, { sent })).statusCode).toBe(204);
    const other = await channelOf(asking(world, 'bo'), 'bo@firma.example');
    const forecast = await asking(world, 'bo')('GET', `/api/channels/${other.id}/forecast?recipients=10`);
    expect(forecast.json()).toMatchObject({ warnings: [] });
  });

  it('lets no rep put a password of their own in the operator’s place, nor share it with a team', async () => {
    const world = await withRelay();
    const ask = asking(world, ADMIN);
    const { id } = await channelOf(ask, `${ADMIN}@firma.example`);
    const reply = await ask('POST', `/api/channels/${id}/repair`, { credential: connectRequest().credential });
    expect([reply.statusCode, reply.json()]).toMatchObject([
      400,
      { failure: { faults: [{ path: 'credential', fault: 'of-the-operator' }] } },
    ]);
    const share = { domains: ['firma.example'], sendsForOthers: true };
    expect((await ask('POST', `/api/channels/${id}/share`, share)).json()).toMatchObject({
      failure: { kind: 'credential-bound', because: 'mailbox' },
    });
  });

  it('tells a rep of a refused login without its words, and asks the relay once for everybody', async () => {
    const world = await withRelay({ password: 'not-the-password' });
    await world.server.start();
    const lines = linesIn((await use(asking(world))).body);
    expect(lines.at(-1)).toEqual({
      failure: {
        kind: 'default-channel-refused',
        stage: 'auth',
        reply: { code: 535, enhanced: '5.7.8', text: '' },
      },
    });
    const next = await use(asking(world, 'bo'), 'bo@firma.example');
    expect([next.statusCode, next.json()]).toMatchObject([429, { failure: { kind: 'login-too-soon' } }]);
    expect(logins).toHaveLength(1);
    expect(JSON.stringify(lines) + world.log()).not.toContain('not-the-password');
  });
});

describe('a configuration that changes', () => {
  /** The same database under another configuration. */
  async function restarted(folder: string, defaultChannel: Config['defaultChannel'], keys?: Config['credentialKeys']) {
    for (const world of worlds.splice(0)) await world.stop();
    const config = { database: { folder }, defaultChannel, ...(keys && { credentialKeys: keys }) };
    const world = await startWorld(MAIL, config);
    worlds.push(world);
    return { world, url: (await world.server.start()).url, ask: asking(world), keys: world.config.credentialKeys };
  }
  const lay = async (): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'postlane-relay-'));
    folders.push(folder);
    layDatabase(folder);
    return folder;
  };
  const brokenBy = async (ask: ReturnType<typeof asking>, id: string): Promise<string | null> => {
    const { channel } = (await ask('GET', `/api/channels/${id}`)).json() as { channel: Channel };
    return channel.health.state === 'broken' ? channel.health.because.kind : null;
  };

  it('is followed by every channel without its rep: mail held for a wrong password goes once it is right', async () => {
    const folder = await lay();
    const first = await restarted(folder, RELAY);
    const { id } = await channelOf(first.ask);
    const wrong = await restarted(folder, { ...RELAY, password: 'changed-at-the-relay' }, first.keys);
    const queued = (await send(wrong.ask, id, 1)).json() as { id: string };
    await untilState(wrong.world, wrong.url, queued.id, 'held');
    expect(await brokenBy(wrong.ask, id)).toBe('default-channel-refused');
    const right = await restarted(folder, RELAY, first.keys);
    await untilState(right.world, right.url, queued.id, 'accepted');
    expect(await brokenBy(right.ask, id)).toBeNull();
  });

  it('that has no such channel any more holds its mail and says so, until there is one again', async () => {
    const folder = await lay();
    const first = await restarted(folder, RELAY);
    const { id } = await channelOf(first.ask);
    const without = await restarted(folder, null, first.keys);
    const queued = (await send(without.ask, id, 1)).json() as { id: string };
    await untilState(without.world, without.url, queued.id, 'held');
    expect(await brokenBy(without.ask, id)).toBe('default-channel-withdrawn');
    const again = await restarted(folder, RELAY, first.keys);
    await untilState(again.world, again.url, queued.id, 'accepted');
  });

  it.each(servers)('is asked where a process that has another one still proves a channel, on $name', async () => {
    const before = await withRelay();
    const { credentialKeys, database } = before.config;
    const moved = { host: 'smtp.office365.com', port: 587, security: 'starttls' } as const;
    const after = await withRelay({ server: moved }, { credentialKeys, database });
    const { url } = await after.server.start();
    const { id } = await channelOf(asking(before));
    expect(asked.splice(0)).toEqual([HOST]);
    const queued = (await send(asking(after), id, 1)).json() as { id: string };
    await untilState(after, url, queued.id, 'accepted');
    expect(new Set(asked)).toEqual(new Set([moved.host]));
    expect(after.taken).toHaveLength(1);
  });

  it('that allows less counts at once', async () => {
    const folder = await lay();
    const first = await restarted(folder, RELAY);
    const { id } = await channelOf(first.ask);
    const less = await restarted(folder, { ...RELAY, limits: { ...SAFE_LIMITS, recipientsPerDayEach: 7 } }, first.keys);
    expect((await less.ask('GET', `/api/channels/${id}`)).json()).toMatchObject({
      channel: { limits: { recipientsPerDay: 7, recipientsPerMessage: 7 } },
    });
  });
});
