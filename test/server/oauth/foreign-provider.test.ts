import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Channel } from '../../../src/contract/shapes.ts';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { createTrustingFetch } from '../../../src/server/trusting-fetch.ts';
import { secretOf, startForeignProvider, type ForeignProvider } from '../foreign-provider.ts';
import { connectRequest, linesOf, queued, SENDER, startWorld, type World } from '../world.ts';
import { Browser } from './browser.ts';

const CALLBACK = '/oauth/callback';
const SERVER = { host: 'smtp.office365.com', port: 587 as const, security: 'starttls' as const };

describe('signing in at a provider that nobody here wrote', () => {
  let authority: CertificateAuthority;
  let provider: ForeignProvider;
  let world: World;
  let ahead = 0;
  const logins: string[] = [];

  beforeAll(async () => {
    authority = await CertificateAuthority.open(null, new Date());
    provider = await startForeignProvider(await authority.issue(['localhost']), `http://localhost${CALLBACK}`);
    const microsoft = { issuer: provider.issuer, clientId: 'add-in', clientSecret: secretOf('add-in') };
    world = await startWorld(
      {
        authMethods: ['XOAUTH2'],
        onAuth({ username, accessToken }, _session, done) {
          logins.push(accessToken ?? '');
          done(null, { user: username ?? '' });
        },
      },
      { registrations: { microsoft } },
      { clock: () => Date.now() + ahead, authority },
    );
    await world.server.start();
  });
  afterAll(async () => {
    await world.stop();
    await provider.stop();
  });

  const window = (): Browser => new Browser(world.server, authority.certificate);

  async function asked(rep: string): Promise<string> {
    const reply = await world.server.app.inject({
      method: 'POST',
      url: '/api/sign-ins',
      headers: await world.as(rep),
      payload: { service: 'microsoft', loginHint: SENDER.address },
    });
    return (reply.json() as { url: string }).url;
  }
  async function connected(rep: string): Promise<string> {
    const { body } = await window().open(await asked(rep));
    const { reference = '' } = JSON.parse(body) as { reference?: string };
    const request = connectRequest({ providerId: 'microsoft365', server: SERVER });
    const lines = await linesOf(
      world,
      '/api/channels',
      { ...request, credential: { kind: 'sign-in', reference } },
      rep,
    );
    const last = lines.at(-1);
    if (last === undefined || !('channel' in last)) throw new Error(JSON.stringify(last));
    return last.channel.id;
  }
  const stateOf = async (id: string, rep: string): Promise<string> =>
    (await world.server.app.inject({ url: `/api/messages/${id}`, headers: await world.as(rep) })).json().message.state;
  const channelOf = async (id: string, rep: string): Promise<Channel> =>
    (await world.server.app.inject({ url: `/api/channels/${id}`, headers: await world.as(rep) })).json().channel;
  async function sent(channelId: string, rep: string): Promise<string> {
    const id = await queued(world, channelId, {}, rep);
    for (;;) {
      const state = await stateOf(id, rep);
      if (state !== 'queued' && state !== 'in-flight') return state;
      await pause(50);
    }
  }
  /** The rep has it looked at, with what it has. */
  const provenAgain = async (id: string, rep: string): Promise<object | undefined> =>
    (await linesOf(world, `/api/channels/${id}/repair`, {}, rep)).at(-1);
  const refreshBy = async (token: string): Promise<{ status: number; tokens: { refresh_token?: string } }> => {
    const answer = await createTrustingFetch([authority.certificate])(`${provider.issuer}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: token,
        client_id: 'add-in',
        client_secret: secretOf('add-in'),
      }),
    });
    return { status: answer.status, tokens: (await answer.json()) as { refresh_token?: string } };
  };

  it('makes a channel that sends, and goes on with each refresh token once', async () => {
    const id = await connected('ada');
    const [first = ''] = provider.refreshTokens();
    expect(await sent(id, 'ada')).toBe('accepted');
    ahead += 2 * HOUR;
    expect(await provenAgain(id, 'ada')).toHaveProperty('channel');
    ahead += 2 * HOUR;
    expect(await provenAgain(id, 'ada')).toHaveProperty('channel');
    expect(provider.refreshTokens()).toHaveLength(1);
    expect(provider.refreshTokens()).not.toContain(first);
    expect(new Set(logins).size).toBe(3);
    expect(provider.refused).toEqual([]);
  });

  it('does not take up a code of another window: it has not the verifier that the code was asked for with', async () => {
    const [victim, thief] = [window(), window()];
    for (const one of [victim, thief]) one.stopsAt = CALLBACK;
    const stolen = await victim.open(await asked('bea'));
    const own = await thief.open(await asked('eve'));
    own.url.searchParams.set('code', stolen.url.searchParams.get('code') ?? '');
    thief.stopsAt = null;
    const end = JSON.parse((await thief.open(own.url.href)).body) as object;
    expect(end).toMatchObject({ failure: { detail: expect.stringContaining('grant request is invalid') } });
    expect(end).not.toHaveProperty('reference');
  });

  it('ends a grant whose refresh token somebody else has used: the channel breaks, and tries the dead one no more', async () => {
    const before = new Set(provider.refreshTokens());
    const id = await connected('cleo');
    const [token = ''] = provider.refreshTokens().filter((one) => !before.has(one));
    const stolen = await refreshBy(token);
    expect(stolen.status).toBe(200);
    provider.refused.length = 0;

    ahead += 2 * HOUR;
    expect(await sent(id, 'cleo')).toBe('held');
    expect((await channelOf(id, 'cleo')).health).toMatchObject({
      state: 'broken',
      because: { kind: 'grant-revoked', service: 'microsoft', error: 'invalid_grant' },
    });
    expect(await provenAgain(id, 'cleo')).toMatchObject({ failure: { kind: 'login-too-soon' } });
    ahead += 3 * DAY;
    expect(await sent(id, 'cleo')).toBe('held');
    // By then whoever is due has been looked at.
    expect(await sent(await connected('dora'), 'dora')).toBe('accepted');
    expect(provider.refused).toEqual([token]);
    // Whoever came with it may have been the thief: the provider ends what both have.
    expect((await refreshBy(stolen.tokens.refresh_token ?? '')).status).toBe(400);
  });
});
