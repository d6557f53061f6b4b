import { expect, it } from '@jest/globals';
import { HOUR } from '../../src/domain/instant.ts';
import { CertificateAuthority } from '../../src/sandbox/certificates.ts';
import type { Config } from '../../src/server/config.ts';
import { openDatabase } from '../../src/server/store/open.ts';
import type { Tables } from '../../src/server/store/tables.ts';
import { ADDRESS, CLIENT, GIVEN, startScriptedService } from './oauth/scripted-service.ts';
import {
  connectRequest,
  follow,
  linesOf,
  PASSWORD,
  queued,
  connectedChannel,
  startWorld,
  until,
  untilState,
  type World,
} from './world.ts';

const CONTENT = 'Der geheime Rabatt ist 42 Prozent';
const MISTYPED = 'm1styped-Passw0rd!';
const TABLES = {
  mailboxes: 1,
  channels: 1,
  contents: 1,
  content_chunks: 1,
  messages: 1,
  recipients: 1,
  conversations: 1,
  counted: 1,
  breaks: 1,
  alerts: 1,
  check_turns: 1,
  sign_ins: 1,
  refusals: 1,
  sending_domains: 1,
  shares: 1,
  named_addresses: 1,
  invitations: 1,
  policies: 1,
  audit: 1,
  default_channels: 1,
  proven_addresses: 1,
  address_codes: 1,
  spent: 1,
  people: 1,
  data_keys: 1,
} satisfies Record<keyof Tables, 1>;

/** The secret as it is, and as SASL and MIME spell it. */
const spellings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  Buffer.from(`\0ada@firma.example\0${secret}`).toString('base64'),
  Buffer.from(`user=ada@firma.example\x01auth=Bearer ${secret}\x01\x01`).toString('base64'),
];

/** Every row of every table, bytes as Latin letters. */
async function dumpOf({ database }: Config): Promise<string> {
  const opened = await openDatabase(database);
  const rows: unknown[] = [];
  for (const table of Object.keys(TABLES) as (keyof Tables)[])
    rows.push(table, await opened.db.selectFrom(table).selectAll().execute());
  await opened.close();
  return JSON.stringify(rows, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
}

/** All that the server replies from now on, with its headers. */
function overheard({ server }: World): string[] {
  const said: string[] = [];
  server.app.addHook('onSend', async (_request, reply, payload) => {
    said.push(JSON.stringify(reply.getHeaders()), typeof payload === 'string' ? payload : '');
    return payload;
  });
  return said;
}

it('lets no password and no content into a reply, an event, the log or the database', async () => {
  const world = await startWorld({
    onAuth({ password }, _session, done) {
      if (password === PASSWORD) done(null, { user: 'ada' });
      else done(Object.assign(new Error('5.7.8 Authentication failed'), { responseCode: 535 }));
    },
    onRcptTo({ address }, _session, done) {
      if (address.startsWith('later')) done(Object.assign(new Error('4.3.0 Later'), { responseCode: 451 }));
      else done();
    },
  });
  const said = overheard(world);
  const { url } = await world.server.start();
  const events = await follow(world, url);
  const body = { type: 'text', content: CONTENT };

  const mistyped = connectRequest({ credential: { kind: 'password', password: MISTYPED } });
  said.push(JSON.stringify(await linesOf(world, '/api/channels', mistyped)));
  said.push(JSON.stringify(await linesOf(world, '/api/channels', connectRequest())));
  const channelId = await connectedChannel(world);
  await untilState(world, url, await queued(world, channelId, { body }), 'accepted');
  const waiting = await queued(world, channelId, { body, to: [{ name: '', address: 'later@kunde.example' }] });
  await until(world, url, waiting, ({ state, attempts }) => state === 'queued' && attempts === 1);
  const asked = ['/api/channels', `/api/channels/${channelId}/usage`, '/api/messages', '/metrics', '/api/openapi.json'];
  for (const path of asked) await world.server.app.inject({ url: path, headers: await world.as() });
  // Requests that cannot be read must not be repeated either.
  const broken = { 'content-type': 'application/json', ...(await world.as()) };
  const payload = `{"credential":{"password":"${PASSWORD}"`;
  await world.server.app.inject({ method: 'POST', url: '/api/channels', headers: broken, payload });
  const misplaced = { ...connectRequest(), server: PASSWORD, credential: { kind: PASSWORD, password: [PASSWORD] } };
  await world.server.app.inject({
    method: 'POST',
    url: '/api/channels',
    headers: await world.as(),
    payload: misplaced,
  });
  said.push(
    JSON.stringify(await events.next()),
    JSON.stringify(await events.next()),
    JSON.stringify(await events.next()),
  );
  events.close();

  const dump = await world.stop(dumpOf);
  expect(dump).toContain('credential');
  expect(dump).toContain('later@kunde.example');
  expect(world.log()).toContain('attempted');
  const everything = { said: said.join('\n'), log: world.log(), dump };
  expect(everything.said).toContain(channelId);
  for (const [place, text] of Object.entries(everything)) {
    for (const secret of [PASSWORD, MISTYPED, CONTENT].flatMap(spellings))
      expect({ place, found: text.includes(secret) }).toEqual({ place, found: false });
  }
});

const RENEWED = { access_token: 'the-next-access-token', refresh_token: 'the-next-refresh-token' };

it('lets no token of a sign-in into a reply, an event, the log or the database, renewed or never taken up', async () => {
  const authority = await CertificateAuthority.open(null, new Date());
  const service = await startScriptedService(await authority.issue(['localhost']));
  let ahead = 0;
  const logins: (string | undefined)[] = [];
  const world = await startWorld(
    {
      authMethods: ['XOAUTH2'],
      onAuth({ accessToken }, _session, done) {
        logins.push(accessToken);
        done(null, { user: 'ada' });
      },
    },
    { registrations: { google: service.registration } },
    { authority, clock: () => Date.now() + ahead },
  );
  const said = overheard(world);
  const { url } = await world.server.start();
  const events = await follow(world, url);
  const signedIn = async (): Promise<string> => {
    const headers = await world.as();
    const payload = { service: 'google', loginHint: ADDRESS };
    const opened = await world.server.app.inject({ method: 'POST', url: '/api/sign-ins', headers, payload });
    const begun = await world.server.app.inject(new URL((opened.json() as { url: string }).url).pathname);
    const { state = '', nonce } = Object.fromEntries(new URL(String(begun.headers.location)).searchParams);
    service.answer = service.grants({}, () => service.idToken({ nonce }));
    const query = new URLSearchParams({ code: GIVEN.code, state, iss: service.issuer.url });
    const [cookie = ''] = String(begun.headers['set-cookie']).split(';');
    const ended = await world.server.app.inject({ url: `/oauth/callback?${query.toString()}`, headers: { cookie } });
    const [, end = ''] = decodeURIComponent(String(ended.headers.location)).split('#');
    return (JSON.parse(end) as { reference: string }).reference;
  };
  const reference = await signedIn();
  const neverTaken = await signedIn();
  const server = { host: 'smtp.gmail.com', port: 587, security: 'starttls' } as const;
  const credential = { kind: 'sign-in', reference } as const;
  const lines = await linesOf(world, '/api/channels', connectRequest({ providerId: 'gmail', server, credential }));
  said.push(JSON.stringify(lines));
  const last = lines.at(-1);
  const channelId = last !== undefined && 'channel' in last ? last.channel.id : '';
  await untilState(world, url, await queued(world, channelId), 'accepted');
  service.answer = service.grants(RENEWED);
  ahead += 2 * HOUR;
  said.push(JSON.stringify(await linesOf(world, `/api/channels/${channelId}/repair`, {})));
  said.push(JSON.stringify(await events.next()), JSON.stringify(await events.next()));
  events.close();

  const dump = await world.stop(dumpOf);
  await service.stop();
  expect(logins).toContain(GIVEN.access);
  expect(logins.at(-1)).toBe(RENEWED.access_token);
  expect(service.asked.at(-1)?.get('refresh_token')).toBe(GIVEN.refresh);
  expect(world.log()).toContain('/oauth/callback');
  expect(said.join('\n')).toContain(channelId);
  const everything = { said: said.join('\n'), log: world.log(), dump };
  for (const [place, text] of Object.entries(everything)) {
    for (const secret of [...Object.values(GIVEN), ...Object.values(RENEWED), CLIENT.clientSecret].flatMap(spellings))
      expect({ place, secret, found: text.includes(secret) }).toEqual({ place, secret, found: false });
  }
  // What they are fetched by is told once, to the window.
  for (const one of [reference, neverTaken]) expect(dump + world.log()).not.toContain(one);
});
