import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Channel } from '../../../src/contract/shapes.ts';
import { limitsOf } from '../../../src/domain/provider.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { openDatabase } from '../../../src/server/store/open.ts';
import {
  connectRequest,
  HOST,
  linesOf,
  PASSWORD,
  queued,
  SENDER,
  startWorld,
  untilState,
  type World,
} from '../world.ts';

let world: World;
/** What was said at each login. */
let said: (string | null | undefined)[][];
beforeEach(async () => {
  said = [];
  world = await startWorld({
    onAuth: ({ username, password }, _session, done) => {
      said.push([username, password]);
      done(null, { user: username });
    },
  });
});
afterEach(() => world.stop());

async function connect(changes: Parameters<typeof connectRequest>[0], rep?: string, claims?: object): Promise<Channel> {
  const last = (await linesOf(world, '/api/channels', connectRequest(changes), rep, claims)).at(-1);
  if (last === undefined || !('channel' in last)) throw new Error(`Not connected: ${JSON.stringify(last)}`);
  return last.channel;
}

describe('a channel at a known service', () => {
  it.each([
    ['sendgrid', HOST, 'custom'],
    ['custom', 'smtp.sendgrid.net', 'sendgrid'],
    ['sparkpost', 'smtp.sendgrid.net', 'sendgrid'],
    ['custom', 'email-smtp.eu-west-1.amazonaws.com', 'amazon-ses'],
  ] as const)('that is named as %s, at %s, is of %s, with its limits', async (named, host, providerId) => {
    const { messageBytes, ...limits } = limitsOf(providerId);
    expect(await connect({ providerId: named, server: serverAt(host, 587) })).toMatchObject({ providerId, limits });
  });

  it.each([SENDER.address, 'apikey'])(
    'logs in by the name that all have, typed as %s, and goes by its sender',
    async (username) => {
      const channel = await connect({ providerId: 'sendgrid', server: serverAt('smtp.sendgrid.net', 587), username });
      expect(channel.username).toBe(SENDER.address);
      expect(said).toEqual([['apikey', PASSWORD]]);
    },
  );

  it.each([
    ['smtp.sendgrid.net', 'takes a key without the white space that came along', ['SG.one', 'SG.two']],
    [HOST, 'takes a password of one’s own as it is', [' SG.one\n', 'SG.two ']],
  ])('at %s %s, connected and mended', async (host, _, taken) => {
    const password = (text: string) => ({ credential: { kind: 'password', password: text } as const });
    const { id } = await connect({ server: serverAt(host, 587), ...password(' SG.one\n') });
    await linesOf(world, `/api/channels/${id}/repair`, password('SG.two '));
    expect(said.map(([, one]) => one)).toEqual(taken);
  });

  it('is one for each rep, though all have one user name: what slows one does not slow the other', async () => {
    const server = serverAt('smtp.sendgrid.net', 587);
    const sender = { name: 'Bo', address: 'bo@kunde.example' };
    await connect({ server, username: 'apikey' });
    await connect({ server, username: 'apikey', sender }, 'bo');
    const { database } = world.config;
    const left = await world.stop(async () => {
      const opened = await openDatabase(database);
      const rows = await opened.db.selectFrom('mailboxes').select('username').orderBy('username').execute();
      await opened.close();
      return rows.map(({ username }) => username);
    });
    expect(left).toEqual(['firma ada@firma.example', 'firma bo@kunde.example']);
    world = await startWorld();
  });

  it.each([
    ['smtp.sendgrid.net', 'apikey'],
    ['smtp.sparkpostmail.com', 'SMTP_Injection:X-MSYS-SUBACCOUNT=5'],
  ])(
    'at %s by a name that proves nothing is no other company’s mailbox, whoever it says it is',
    async (host, username) => {
      const other = { tid: 'kunde' };
      const own = await connect({ server: serverAt(host, 587), username });
      const theirs = await connect({ server: serverAt(host, 587), username }, 'mallory', other);
      const sent = [{ id: randomUUID(), at: Date.now(), recipients: 1_000 }];
      const { app } = world.server;
      const url = `/api/channels/${theirs.id}/usage`;
      const headers = await world.as('mallory', other);
      expect((await app.inject({ method: 'POST', url, headers, payload: { sent } })).statusCode).toBe(204);
      expect((await app.inject({ url, headers })).json()).toMatchObject({ usage: { recipientsInDay: 1_000 } });
      const mine = await app.inject({ url: `/api/channels/${own.id}/usage`, headers: await world.as() });
      expect(mine.json()).toMatchObject({ usage: { recipientsInDay: 0 } });
    },
  );

  it.each([SENDER.address, PASSWORD])('says a token twice, typed or not, and shows it to nobody', async (username) => {
    const channel = await connect({ providerId: 'postmark', server: serverAt('smtp.postmarkapp.com', 587), username });
    expect(channel).toMatchObject({ providerId: 'postmark', username: SENDER.address });
    expect(said).toEqual([[PASSWORD, PASSWORD]]);
    expect(world.log()).not.toContain(PASSWORD);
  });

  it('says it twice with each mail too, and the new one after a repair', async () => {
    const { id } = await connect({ providerId: 'postmark', server: serverAt('smtp.postmarkapp.com', 587) });
    const { url } = await world.server.start();
    await untilState(world, url, await queued(world, id), 'accepted');
    const credential = { kind: 'password', password: 'an0ther-token' };
    await linesOf(world, `/api/channels/${id}/repair`, { credential });
    expect(said).toEqual([
      [PASSWORD, PASSWORD],
      [PASSWORD, PASSWORD],
      ['an0ther-token', 'an0ther-token'],
    ]);
    expect(world.taken).toMatchObject([{ mailFrom: SENDER.address }]);
  });
});
