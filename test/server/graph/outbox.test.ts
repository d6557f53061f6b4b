import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Channel, Message } from '../../../src/contract/shapes.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { openSigningKey } from '../../../src/sandbox/identity/keys.ts';
import {
  registrationAt,
  startSignInService,
  type RunningSignInService,
} from '../../../src/sandbox/identity/sign-in-service.ts';
import { startGraph, type RunningGraph } from '../../../src/sandbox/mail/graph.ts';
import { Mailboxes } from '../../../src/sandbox/mail/mailboxes.ts';
import { freePort } from '../../../src/sandbox/ports.ts';
import { Switchboard } from '../../../src/sandbox/switches.ts';
import { buildServer, type Surroundings } from '../../../src/server/main.ts';
import { Browser } from '../oauth/browser.ts';
import { connectRequest, linesOf, queued, shown, startWorld, type World } from '../world.ts';

const NORA = 'nora.lindqvist@fjordlight.example';
const PASSWORD_OF_NORA = 'Lighthouse-42';
const OFF =
  '5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.';

async function comesTrue(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await pause(250);
}

describe('the outbox of a channel that moves over to Graph', () => {
  let authority: CertificateAuthority;
  let switches: Switchboard;
  let service: RunningSignInService;
  let mailboxes: Mailboxes;
  let graph: RunningGraph;
  let world: World;
  let submission = 0;
  let ahead = 0;
  let isOff = false;
  let stopWorld = (): Promise<unknown> => world.stop();
  const clock = (): number => Date.now() + ahead;
  const surroundings: Surroundings = {
    clock,
    dial: (_address, port) => connect(port === 443 ? graph.port : submission, '127.0.0.1'),
  };

  beforeAll(async () => {
    authority = await CertificateAuthority.open(null, new Date());
    switches = new Switchboard();
    mailboxes = new Mailboxes(clock);
    service = await startSignInService({
      service: 'microsoft',
      port: await freePort(0),
      certificate: await authority.issueForThisMachine(),
      key: await openSigningKey(null),
      switches,
      redirectUri: 'http://localhost/oauth/callback',
      clock: Date.now,
    });
    graph = await startGraph({
      certificate: await authority.issue(['graph.microsoft.com']),
      ...{ switches, mailboxes, now: clock, bearerOf: service.bearerOf },
    });
    submission = await freePort(0);
    world = await startWorld(
      {
        authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
        onAuth({ password, accessToken = '' }, _session, done) {
          void service.bearerOf(accessToken).then((bearer) => {
            if (!isOff && (password === PASSWORD_OF_NORA || bearer?.transport === 'smtp')) done(null, { user: NORA });
            else done(Object.assign(new Error(OFF), { responseCode: 535 }));
          });
        },
      },
      {
        registrations: { microsoft: { issuer: service.issuer, ...registrationAt('microsoft') } },
        microsoftGraph: 'https://graph.microsoft.com',
        messageBytes: 10_000_000,
      },
      {
        ...surroundings,
        onSubmission: (port) => {
          submission = port;
        },
        authority,
      },
    );
    await world.server.start();
  });
  afterAll(async () => {
    await stopWorld();
    await Promise.all([service.stop(), graph.stop()]);
  });
  beforeEach(() => {
    switches.reset();
    mailboxes.empty();
  });

  async function asked(payload: object): Promise<{ statusCode: number; body: string }> {
    return world.server.app.inject({
      method: 'POST',
      url: '/api/sign-ins',
      headers: await world.as(),
      payload: { service: 'microsoft', loginHint: NORA, ...payload },
    });
  }
  /** Signs in as Nora; what there is to repair with. */
  async function signedIn(transport: 'smtp' | 'graph'): Promise<{ kind: 'sign-in'; reference: string }> {
    const { url } = JSON.parse((await asked({ transport })).body) as { url: string };
    const window = new Browser(world.server, authority.certificate);
    const page = await window.open(url);
    const end = JSON.parse((await window.open(page.url.href, { person: 'nora' })).body) as { reference: string };
    return { kind: 'sign-in', reference: end.reference };
  }
  const channelAfter = async (url: string, payload: object): Promise<Channel> => {
    const last = (await linesOf(world, url, payload)).at(-1);
    if (last === undefined || !('channel' in last)) throw new Error(JSON.stringify(last));
    return last.channel;
  };
  const nora = { name: 'Nora', address: NORA };
  const send = (channelId: string, subject: string, changes = {}): Promise<string> =>
    queued(world, channelId, { from: nora, subject, ...changes });
  const becomes = (id: string, state: Message['state']) =>
    comesTrue(async () => (await shown(world, id)).state === state);
  const subjects = (): string[] => mailboxes.received().map(({ email }) => email.subject ?? '');

  let channelId: string;

  it('holds its mail while SMTP AUTH is off, and lets it go by Graph in the same channel', async () => {
    const made = await channelAfter('/api/channels', {
      ...connectRequest({ providerId: 'microsoft365' }),
      server: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
      ...{ username: NORA, sender: nora, credential: { kind: 'password', password: PASSWORD_OF_NORA } },
    });
    channelId = made.id;
    expect(made).toMatchObject({ transport: 'smtp', limits: { messageBytes: null } });
    isOff = true;
    const waits = await send(channelId, 'Waits');
    await becomes(waits, 'held');
    const credential = await signedIn('graph');
    const moved = await channelAfter(`/api/channels/${channelId}/repair`, { credential });
    expect(moved).toMatchObject({
      ...{ id: channelId, transport: 'graph', credential: 'sign-in', server: made.server, passwordEndsOn: null },
      ...{ health: { state: 'working' }, limits: { ...made.limits, messageBytes: 2_900_000 } },
    });
    await becomes(waits, 'accepted');
    expect(subjects()).toEqual(['Waits']);
  });

  it('reaches all recipients, the hidden ones unseen', async () => {
    const id = await send(channelId, 'To all', {
      cc: [{ name: 'Müller, Bo', address: 'bo@kunde.example' }],
      bcc: [{ name: '', address: 'boss@fjordlight.example' }],
    });
    await becomes(id, 'accepted');
    expect(
      mailboxes
        .received()
        .map(({ recipient }) => recipient)
        .sort(),
    ).toEqual(['bo@kunde.example', 'boss@fjordlight.example', 'kim@kunde.example']);
    expect(mailboxes.received()[0]?.raw.toString()).not.toContain('boss');
  });

  it('says before it is queued that a message is too large', async () => {
    const content = 'Lamps. '.repeat(500_000);
    await expect(send(channelId, 'Large', { body: { type: 'text', content } })).rejects.toThrow('"over-size"');
  });

  it('renews its token for Graph, by one refresh', async () => {
    const before = service.refreshes();
    ahead += 2 * HOUR;
    await becomes(await send(channelId, 'Two hours later'), 'accepted');
    expect(service.refreshes()).toBe(before + 1);
  });

  const channel = async (): Promise<Channel> =>
    (await world.server.app.inject({ url: `/api/channels/${channelId}`, headers: await world.as() })).json().channel;

  it('waits as long as Graph asks, and sends once', async () => {
    switches.turn('graph', 'throttled');
    const id = await send(channelId, 'Patience');
    await comesTrue(async () => (await channel()).pause !== null);
    const { pause: kept } = await channel();
    expect(kept?.because).toMatchObject({ kind: 'too-many-connections', reply: { code: 429 } });
    expect((kept?.until ?? 0) - clock()).toBeLessThanOrEqual(24 * SECOND);
    switches.turn('graph', 'fine');
    ahead += 2 * MINUTE;
    // What is queued wakes the courier, who would look by itself when its own clock says so.
    await becomes(await send(channelId, 'And the next'), 'accepted');
    await becomes(id, 'accepted');
    expect(subjects().sort()).toEqual(['And the next', 'Patience']);
  });

  it('never sends again by itself what Graph may have', async () => {
    switches.turn('graph', 'answer-lost');
    await becomes(await send(channelId, 'Who knows'), 'uncertain');
    expect(subjects()).toEqual(['Who knows']);
  });

  it('holds all that waits when Graph takes the token and forbids to send, and lets it go once that is over', async () => {
    // Until nothing keeps the mailbox that one message left uncertain.
    ahead += 2 * MINUTE;
    switches.turn('graph', 'forbids');
    const ids = [await send(channelId, 'Forbidden'), await send(channelId, 'Forbidden too')];
    for (const id of ids) await becomes(id, 'held');
    expect(await channel()).toMatchObject({
      health: { state: 'broken', because: { kind: 'sending-forbidden', reply: { code: 403 } } },
      nextCheckAt: null,
    });
    const again = await channelAfter(`/api/channels/${channelId}/repair`, {});
    expect(again.health.state).toBe('working');
    await comesTrue(async () => (await channel()).health.state === 'broken');
    switches.turn('graph', 'fine');
    await channelAfter(`/api/channels/${channelId}/repair`, {});
    for (const id of ids) await becomes(id, 'accepted');
    expect(subjects().sort()).toEqual(['Forbidden', 'Forbidden too']);
  });

  it('goes back to submission by an ordinary sign-in, or is not offered what it is not', async () => {
    expect(await asked({ service: 'google', transport: 'graph' })).toMatchObject({ statusCode: 400 });
    const settings = await world.server.app.inject('/api/settings');
    expect(settings.json()).toMatchObject({ signIns: ['microsoft'], graph: true });
    const credential = await signedIn('smtp');
    const steps = await linesOf(world, `/api/channels/${channelId}/repair`, { credential });
    expect(steps.at(-1)).toMatchObject({ failure: { stage: 'auth' } });
  });

  it('holds its mail once the operator takes Graph out, and leaves by submission when its rep signs in again', async () => {
    stopWorld = () => Promise.resolve();
    isOff = false;
    // Until nothing keeps the mailbox that one message left uncertain.
    ahead += 2 * MINUTE;
    await world.stop(async (config) => {
      const server = await buildServer({ ...config, microsoftGraph: null }, surroundings);
      world = { ...world, server };
      await server.start();
      const id = await send(channelId, 'Left behind');
      await becomes(id, 'held');
      expect(await channel()).toMatchObject({
        health: { state: 'broken', because: { kind: 'transport-not-offered' } },
        nextCheckAt: expect.any(Number),
      });
      expect(await asked({ transport: 'graph' })).toMatchObject({ statusCode: 400 });
      const credential = await signedIn('smtp');
      const mended = await channelAfter(`/api/channels/${channelId}/repair`, { credential });
      expect(mended).toMatchObject({ transport: 'smtp', health: { state: 'working' }, limits: { messageBytes: null } });
      await becomes(id, 'accepted');
      expect(world.taken.map(({ mailFrom }) => mailFrom)).toContain(NORA);
      await server.stop();
    });
  });
});
