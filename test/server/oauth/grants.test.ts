import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Channel, ConnectLine } from '../../../src/contract/shapes.ts';
import type { SignInService } from '../../../src/domain/credential.ts';
import { HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { openSigningKey } from '../../../src/sandbox/identity/keys.ts';
import {
  registrationAt,
  startSignInService,
  type RunningSignInService,
} from '../../../src/sandbox/identity/sign-in-service.ts';
import { freePort } from '../../../src/sandbox/ports.ts';
import { Switchboard } from '../../../src/sandbox/switches.ts';
import { connectRequest, linesOf, queued, startWorld, type World } from '../world.ts';
import { Browser } from './browser.ts';

const NORA = 'nora.lindqvist@fjordlight.example';
const LIAM = 'liam.duarte.postlane@outlook.com';
const SERVER = { host: 'smtp.office365.com', port: 587 as const, security: 'starttls' as const };

async function comesTrue(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(50);
}

describe('signing in to send', () => {
  let authority: CertificateAuthority;
  let switches: Switchboard;
  let service: RunningSignInService;
  let world: World;
  let ahead = 0;
  const clock = (): number => Date.now() + ahead;
  let logins: string[] = [];
  /** Access tokens the submission server takes from nobody any more. */
  let refused = false;

  beforeAll(async () => {
    authority = await CertificateAuthority.open(null, new Date());
    switches = new Switchboard();
    service = await startSignInService({
      service: 'microsoft',
      port: await freePort(0),
      certificate: await authority.issueForThisMachine(),
      key: await openSigningKey(null),
      switches,
      redirectUri: 'http://localhost/oauth/callback',
      clock: Date.now,
    });
    world = await startWorld(
      {
        authMethods: ['XOAUTH2', 'LOGIN'],
        onAuth({ method, username, accessToken, password }, _session, done) {
          void (async () => {
            logins.push(method);
            const bearer = accessToken === undefined ? null : await service.bearerOf(accessToken);
            const isIn = method === 'XOAUTH2' ? !refused && bearer?.address === username : password === 'Lighthouse-42';
            if (isIn) done(null, { user: username ?? '' });
            else done(Object.assign(new Error('5.7.3 Authentication unsuccessful'), { responseCode: 535 }));
          })();
        },
      },
      {
        registrations: { microsoft: { issuer: service.issuer, ...registrationAt('microsoft') } },
      },
      { clock, authority },
    );
    await world.server.start();
  });
  afterAll(async () => {
    await world.stop();
    await service.stop();
  });
  beforeEach(() => {
    switches.turn('grant', 'valid');
    logins = [];
    refused = false;
  });

  const browser = () => new Browser(world.server, authority.certificate);

  /** Asks for a sign-in as a rep; where its window goes. */
  async function asked(rep?: string, asWhom: SignInService = 'microsoft'): Promise<string> {
    const reply = await world.server.app.inject({
      method: 'POST',
      url: '/api/sign-ins',
      headers: await world.as(rep),
      payload: { service: asWhom, loginHint: NORA },
    });
    if (reply.statusCode !== 201) throw new Error(reply.body);
    return (reply.json() as { url: string }).url;
  }

  /** What the window says at its end when this person agrees; with nobody it is declined. */
  async function ended(window: Browser, url: string, person: string): Promise<unknown> {
    const page = await window.open(url);
    if (page.url.pathname === '/signed-in.html') return JSON.parse(page.body);
    return JSON.parse((await window.open(page.url.href, { person })).body);
  }

  async function reference(person = 'nora', rep?: string): Promise<string> {
    const end = (await ended(browser(), await asked(rep), person)) as { reference?: string };
    if (end.reference === undefined) throw new Error(JSON.stringify(end));
    return end.reference;
  }

  const connect = (credential: object, rep?: string) =>
    linesOf(
      world,
      '/api/channels',
      {
        ...connectRequest({ providerId: 'microsoft365', server: SERVER, username: NORA }),
        sender: { name: 'Nora', address: NORA },
        credential,
      },
      rep,
    );
  const channelIn = (lines: ConnectLine[]): Channel => {
    const last = lines.at(-1);
    if (last === undefined || !('channel' in last)) throw new Error(JSON.stringify(last));
    return last.channel;
  };
  const signedIn = async (rep: string): Promise<Channel> =>
    channelIn(await connect({ kind: 'sign-in', reference: await reference('nora', rep) }, rep));
  const sentBy = (rep: string, channelId: string): Promise<string> =>
    queued(world, channelId, { from: { name: 'Nora', address: NORA } }, rep);
  const state = async (id: string, rep: string): Promise<string> =>
    (await world.server.app.inject({ url: `/api/messages/${id}`, headers: await world.as(rep) })).json().message.state;
  const channel = async (id: string, rep: string): Promise<Channel> =>
    (await world.server.app.inject({ url: `/api/channels/${id}`, headers: await world.as(rep) })).json().channel;

  it('makes a channel that has no password, and sends by it', async () => {
    const made = await signedIn('ada');
    expect(made).toMatchObject({ username: NORA, credential: 'sign-in', passwordEndsOn: null });
    const id = await sentBy('ada', made.id);
    await comesTrue(async () => (await state(id, 'ada')) === 'accepted');
    expect(new Set(logins)).toEqual(new Set(['XOAUTH2']));
    expect(service.refreshes()).toBe(0);
  });

  it('gives what came of it to the rep who asked for it, once', async () => {
    const one = await reference('nora', 'bea');
    expect((await connect({ kind: 'sign-in', reference: one }, 'eve')).at(-1)).toEqual({
      failure: { kind: 'sign-in-unknown' },
    });
    channelIn(await connect({ kind: 'sign-in', reference: one }, 'bea'));
    expect((await connect({ kind: 'sign-in', reference: one }, 'bea')).at(-1)).toEqual({
      failure: { kind: 'sign-in-unknown' },
    });
  });

  it('never takes another account for the mailbox’s own, unless that is said', async () => {
    const other = await reference('liam', 'cleo');
    expect((await connect({ kind: 'sign-in', reference: other }, 'cleo')).at(-1)).toEqual({
      failure: { kind: 'other-account', account: LIAM, expected: NORA },
    });
    const meant = channelIn(await connect({ kind: 'sign-in', reference: other, account: LIAM }, 'cleo'));
    expect(meant).toMatchObject({ username: LIAM, sender: { address: NORA } });
  });

  it('lets another account mend a channel in place when that is said, and its mail goes by that', async () => {
    const made = await signedIn('kim');
    switches.turn('grant', 'revoked');
    const id = await sentBy('kim', made.id);
    await comesTrue(async () => (await state(id, 'kim')) === 'held');
    const other = await reference('liam', 'kim');
    const path = `/api/channels/${made.id}/repair`;
    const bare = await linesOf(world, path, { credential: { kind: 'sign-in', reference: other } }, 'kim');
    expect(bare.at(-1)).toEqual({ failure: { kind: 'other-account', account: LIAM, expected: NORA } });
    expect(await channel(made.id, 'kim')).toMatchObject({ username: NORA, health: { state: 'broken' } });
    const named = { kind: 'sign-in', reference: other, account: LIAM };
    expect(channelIn(await linesOf(world, path, { credential: named }, 'kim'))).toMatchObject({
      ...{ id: made.id, username: LIAM, sender: { address: NORA }, health: { state: 'working' } },
    });
    await comesTrue(async () => (await state(id, 'kim')) === 'accepted');
  });

  it('gives a token to nobody but its service’s own servers', async () => {
    const mine = await reference('nora', 'dora');
    const lines = await linesOf(
      world,
      '/api/channels',
      {
        ...connectRequest(),
        sender: { name: 'Nora', address: NORA },
        credential: { kind: 'sign-in', reference: mine },
      },
      'dora',
    );
    expect(lines.at(-1)).toEqual({
      failure: { kind: 'invalid-request', faults: [{ path: 'credential.reference', fault: 'other-service' }] },
    });
    expect(logins).toEqual([]);
  });

  it('says that it was declined', async () => {
    expect(await ended(browser(), await asked(), '')).toEqual({
      failure: { kind: 'consent-missing', detail: 'AADSTS65004: User declined to consent to access the app.' },
    });
  });

  it('belongs to the window that began it, and is begun and ended once', async () => {
    const unknown = { failure: { kind: 'sign-in-unknown', detail: null } };
    const url = await asked();
    const [window, foreign] = [browser(), browser()];
    const page = await window.open(url);
    expect(JSON.parse((await foreign.open(url)).body)).toEqual(unknown);
    const state = await foreign.open('http://localhost/oauth/callback?code=guessed&state=guessed');
    expect(JSON.parse(state.body)).toEqual(unknown);
    expect(JSON.parse((await window.open(page.url.href, { person: 'nora' })).body)).toHaveProperty('reference');
  });

  it('is over after ten minutes', async () => {
    const url = await asked();
    ahead += 11 * MINUTE;
    expect(await ended(browser(), url, 'nora')).toEqual({ failure: { kind: 'sign-in-unknown', detail: null } });
  });

  it('is not offered where the operator is not registered', async () => {
    await expect(asked(undefined, 'google')).rejects.toThrow('not-offered');
  });

  it('renews what has run out, once for several connections, and goes on', async () => {
    const made = await signedIn('fay');
    const before = service.refreshes();
    ahead += 2 * HOUR;
    const ids = await Promise.all([1, 2, 3].map(() => sentBy('fay', made.id)));
    await comesTrue(async () =>
      (await Promise.all(ids.map((id) => state(id, 'fay')))).every((one) => one === 'accepted'),
    );
    expect(service.refreshes() - before).toBe(1);
  });

  it('breaks when the leave is taken back, holds the mail, and is mended by signing in again', async () => {
    const made = await signedIn('gil');
    switches.turn('grant', 'revoked');
    const id = await sentBy('gil', made.id);
    await comesTrue(async () => (await channel(made.id, 'gil')).health.state === 'broken');
    const { health } = await channel(made.id, 'gil');
    expect(health).toMatchObject({ because: { kind: 'grant-revoked', service: 'microsoft', error: 'invalid_grant' } });
    expect(await state(id, 'gil')).toBe('held');
    const again = await reference('nora', 'gil');
    const lines = await linesOf(
      world,
      `/api/channels/${made.id}/repair`,
      { credential: { kind: 'sign-in', reference: again } },
      'gil',
    );
    expect(channelIn(lines)).toMatchObject({ id: made.id, health: { state: 'working' } });
    await comesTrue(async () => (await state(id, 'gil')) === 'accepted');
  });

  it('says so when the server refuses a token that the service has just renewed', async () => {
    const made = await signedIn('ida');
    refused = true;
    logins = [];
    await sentBy('ida', made.id);
    await comesTrue(async () => (await channel(made.id, 'ida')).health.state === 'broken');
    expect((await channel(made.id, 'ida')).health).toMatchObject({ because: { kind: 'token-rejected' } });
    expect(logins).toEqual(['XOAUTH2', 'XOAUTH2']);
  });

  it('takes the place of a password: the channel stays, with its mail, and with an administrator’s pause', async () => {
    const password = channelIn(await connect({ kind: 'password', password: 'Lighthouse-42' }, 'jan'));
    expect(password).toMatchObject({ credential: 'password', passwordEndsOn: '2026-12-31' });
    const asAdmin = async (what: 'pause' | 'resume') => {
      const url = `/api/organisation/channels/${password.id}/${what}`;
      await world.server.app.inject({
        method: 'POST',
        url,
        headers: await world.as('ida', { roles: ['Postlane.Admin'] }),
      });
    };
    await asAdmin('pause');
    const waiting = await sentBy('jan', password.id);
    const credential = { kind: 'sign-in', reference: await reference('nora', 'jan') };
    logins = [];
    const moved = channelIn(await linesOf(world, `/api/channels/${password.id}/repair`, { credential }, 'jan'));
    expect(moved).toMatchObject({ id: password.id, credential: 'sign-in', passwordEndsOn: null, held: 1 });
    expect(moved.stoppedSince).toEqual(expect.any(Number));
    expect(await state(waiting, 'jan')).toBe('held');
    await asAdmin('resume');
    await comesTrue(async () => (await state(waiting, 'jan')) === 'accepted');
    expect(new Set(logins)).toEqual(new Set(['XOAUTH2']));
  });

  it('breaks nothing while the service is away', async () => {
    const made = await signedIn('hal');
    switches.turn('grant', 'service-away');
    ahead += 2 * HOUR;
    const id = await sentBy('hal', made.id);
    await comesTrue(async () => (await channel(made.id, 'hal')).pause !== null);
    expect(await channel(made.id, 'hal')).toMatchObject({
      health: { state: 'working' },
      pause: { because: { kind: 'sign-in-unavailable' } },
    });
    expect(await state(id, 'hal')).toBe('queued');
  });
});
