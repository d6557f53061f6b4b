import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Candidate } from '../../src/domain/candidate.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/main.ts';
import { PEOPLE, type Person } from '../../src/sandbox/people.ts';
import { layDatabase } from '../setup/database.ts';

const ANY_PORTS = { page: 0, pane: 0, identity: 0, services: { microsoft: 0, google: 0 } };
const folder = mkdtempSync(join(tmpdir(), 'postlane-walk-'));
const log: string[] = [];
let sandbox: Sandbox;
let agent: Agent;

const start = async (): Promise<void> => {
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(chunk.toString());
      done();
    },
  });
  sandbox = await startSandbox({ folder, ports: ANY_PORTS, log: sink });
  agent = new Agent({ ca: sandbox.authority.certificate });
};

async function ask(
  url: string,
  { body, ...options }: RequestOptions & { body?: object } = {},
): Promise<{ status: number; text: string }> {
  const headers = { ...(body && { 'content-type': 'application/json' }), ...options.headers };
  const sent = request(url, { agent, ...options, headers });
  sent.end(body && JSON.stringify(body));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() };
}

const page = (path: string): string => new URL(path, sandbox.pageUrl).href;
const api = (path: string): string => new URL(path, sandbox.paneUrl).href;

async function tokenOf(person: Person): Promise<string> {
  const { text } = await ask(page('/sandbox/naa-token'), { method: 'POST', body: { person: person.id, scope: 'any' } });
  return (JSON.parse(text) as { token: { access_token: string } }).token.access_token;
}

/** Connects the way the pane does: the first recommendation, the password on the card. The last line of the reply. */
async function connect(person: Person): Promise<{ channel?: { id: string }; failure?: { kind: string } }> {
  const headers = { authorization: `Bearer ${await tokenOf(person)}` };
  const { address: emailAddress, accountType, name, password } = person;
  const found = await ask(api('/api/recommendations'), {
    method: 'POST',
    headers,
    body: { emailAddress, accountType },
  });
  const [best] = (
    JSON.parse(found.text) as { recommendations: [Pick<Candidate, 'providerId' | 'server' | 'username'>] }
  ).recommendations;
  const { providerId, server, username } = best;
  const body = {
    providerId,
    server,
    username,
    sender: { name, address: emailAddress },
    credential: { kind: 'password', password },
  };
  const { text } = await ask(api('/api/channels'), { method: 'POST', headers, body });
  return JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as Awaited<ReturnType<typeof connect>>;
}

/** Without a channel: a password that a channel's server has refused is not given to it again at once. */
async function forget(person: Person): Promise<void> {
  const headers = { authorization: `Bearer ${await tokenOf(person)}` };
  const { text } = await ask(api('/api/channels'), { headers });
  for (const { id } of (JSON.parse(text) as { channels: { id: string }[] }).channels)
    await ask(api(`/api/channels/${id}`), { method: 'DELETE', headers });
}

const someone = (id: string): Person => PEOPLE.find((person) => person.id === id) as Person;
/** One at each server that takes a password. */
const withPasswords = PEOPLE.filter(
  ({ mailHost }, at) => mailHost !== 'outlook-com' && PEOPLE.findIndex((one) => one.mailHost === mailHost) === at,
);

beforeAll(async () => {
  layDatabase(join(folder, 'database'));
  await start();
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await ask(page('/sandbox/reset'), { method: 'POST', body: {} });
});

it.each(withPasswords)('proves a channel for $name and delivers a test message to $address', async (person) => {
  const { channel } = await connect(person);
  expect(channel).toBeDefined();
  expect(sandbox.logins()).toHaveLength(1);
  const headers = { authorization: `Bearer ${await tokenOf(person)}` };
  await ask(api(`/api/channels/${channel?.id ?? ''}/test-message`), { method: 'POST', headers });
  const [message] = await sandbox.whenReceived(1);
  expect(message).toMatchObject({ recipient: person.address, mailFrom: person.address });
  expect(message?.email.from?.address).toBe(person.address);
});

it.each([
  ['reach', 'unknown-name', 'name-not-found', 0],
  ['reach', 'down', 'connection-refused', 0],
  ['no-tls', true, 'tls-not-offered', 0],
  ['certificate', 'untrusted', 'certificate-untrusted', 0],
  ['account-locked', true, 'account-locked', 1],
  ['tenant-sign-in', 'passwords-off', 'password-sign-in-off', 1],
  ['sender', 'refused-at-mail-from', 'send-as-denied', 1],
])('shows the rep that %s is %s as %s', async (id, value, kind, logins) => {
  await forget(someone('nora'));
  await ask(page(`/sandbox/switches/${id}`), { method: 'PUT', body: { value } });
  expect((await connect(someone('nora'))).failure?.kind).toBe(kind);
  expect(sandbox.logins()).toHaveLength(logins);
});

it('refuses a token of a company it does not serve', async () => {
  await ask(page('/sandbox/switches/sign-in'), { method: 'PUT', body: { value: 'other-company' } });
  const headers = { authorization: `Bearer ${await tokenOf(someone('nora'))}` };
  expect((await ask(api('/api/channels'), { headers })).status).toBe(401);
});

it('serves the pane with our copy of office.js, for the page that plays Outlook to show', async () => {
  expect((await ask(sandbox.paneUrl)).text).toContain('/office/office.js');
  expect((await ask(api('/office/office.js'))).status).toBe(200);
  expect((await ask(sandbox.pageUrl)).text).toContain('<title>Outlook');
});

it('keeps channels from one start to the next', async () => {
  await sandbox.stop();
  await start();
  const headers = { authorization: `Bearer ${await tokenOf(someone('otto'))}` };
  expect(JSON.parse((await ask(api('/api/channels'), { headers })).text)).toMatchObject({
    channels: [{ health: { state: 'working' } }],
  });
});

it('writes no password and no token into the log', () => {
  const written = log.join('');
  expect(written).toContain('incoming request');
  for (const { password } of PEOPLE) expect(written).not.toContain(password);
  expect(written).not.toContain('eyJ');
});
