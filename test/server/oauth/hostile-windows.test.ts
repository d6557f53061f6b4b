import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConnectLine } from '../../../src/contract/shapes.ts';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { connectRequest, linesOf, startWorld, type World } from '../world.ts';
import { ADDRESS, CLIENT, GIVEN, startScriptedService, type ScriptedService } from './scripted-service.ts';

const UNKNOWN = { failure: { kind: 'sign-in-unknown', detail: null } };
const END = /^\/signed-in\.html#([\w!'()*~.%-]+)$/;

/** A sign-in that a window has taken up: what it is known by at the service, and to us. */
interface Begun {
  state: string;
  nonce: string;
  cookie: string;
}

describe('the window of a sign-in', () => {
  let authority: CertificateAuthority;
  let service: ScriptedService;
  let world: World;
  let url: string;

  beforeAll(async () => {
    authority = await CertificateAuthority.open(null, new Date());
    service = await startScriptedService(await authority.issue(['localhost']));
    world = await startWorld(
      {
        authMethods: ['XOAUTH2'],
        onAuth: ({ accessToken }, _session, done) =>
          accessToken === GIVEN.access ? done(null, { user: ADDRESS }) : done(new Error('5.7.8 No')),
      },
      { registrations: { google: service.registration } },
      { authority },
    );
    ({ url } = await world.server.start());
  });
  afterAll(async () => {
    await world.stop();
    await service.stop();
  });
  beforeEach(() => {
    service.asked = [];
  });

  /** Asks for a sign-in as a rep; the path at which its window begins. */
  async function asked(rep?: string, headers = {}): Promise<string> {
    const reply = await world.server.app.inject({
      method: 'POST',
      url: '/api/sign-ins',
      headers: { ...(await world.as(rep)), ...headers },
      payload: { service: 'google', loginHint: ADDRESS },
    });
    return (reply.json() as { url: string }).url.replace('http://localhost', '');
  }
  const go = (path: string, cookie = '') => world.server.app.inject({ url: path, headers: { cookie } });

  async function begun(path: string): Promise<Begun> {
    const reply = await go(path);
    const there = new URL(String(reply.headers.location));
    const [cookie = ''] = String(reply.headers['set-cookie']).split(';');
    const { state = '', nonce = '' } = Object.fromEntries(there.searchParams);
    service.answer = service.grants({}, () => service.idToken({ nonce }));
    return { state, nonce, cookie };
  }
  const back = ({ state, cookie }: Begun, changes: Record<string, string> = {}) => {
    const query = new URLSearchParams({ code: GIVEN.code, state, iss: service.issuer.url, ...changes });
    return go(`/oauth/callback?${query.toString()}`, cookie);
  };
  /** What the page at which every window ends is told. */
  const toldBy = (reply: Awaited<ReturnType<typeof go>>): { reference?: string } => {
    const [, said = ''] = END.exec(String(reply.headers.location)) ?? [];
    return JSON.parse(decodeURIComponent(said)) as { reference?: string };
  };
  const nameOf = ({ cookie }: Begun): string => cookie.replace(/=.*/, '');
  const referenceOf = async (rep?: string): Promise<string> => {
    const { reference } = toldBy(await back(await begun(await asked(rep))));
    if (reference === undefined) throw new Error('It was not signed in.');
    return reference;
  };

  const connect = (reference: string, rep?: string): Promise<ConnectLine[]> =>
    linesOf(
      world,
      '/api/channels',
      {
        ...connectRequest({ providerId: 'gmail', server: { host: 'smtp.gmail.com', port: 587, security: 'starttls' } }),
        credential: { kind: 'sign-in', reference },
      },
      rep,
    );

  it('comes back once with a state', async () => {
    const window = await begun(await asked());
    expect(toldBy(await back(window))).toHaveProperty('reference');
    expect(toldBy(await back(window))).toEqual(UNKNOWN);
    expect(service.asked).toHaveLength(1);
  });

  it('comes back once, though it failed', async () => {
    const window = await begun(await asked());
    expect(toldBy(await back(window, { iss: 'https://mallory.example' }))).not.toHaveProperty('reference');
    expect(toldBy(await back(window))).toEqual(UNKNOWN);
    expect(service.asked).toEqual([]);
  });

  it('comes back in the browser that began it', async () => {
    const [mine, another] = [await begun(await asked()), await begun(await asked('eve'))];
    service.answer = service.grants({}, () => service.idToken({ nonce: mine.nonce }));
    expect(toldBy(await back({ ...mine, cookie: another.cookie }))).toEqual(UNKNOWN);
    expect(toldBy(await back({ ...mine, cookie: '' }))).toEqual(UNKNOWN);
    // Nothing is spoilt by that.
    expect(toldBy(await back(mine))).toHaveProperty('reference');
  });

  it('comes back to each of those that its browser has begun, by what that was given for it', async () => {
    const first = await begun(await asked());
    const second = await begun(await asked());
    const cookie = `${first.cookie}; ${second.cookie}`;
    const swapped = `${nameOf(first)}=${second.cookie.replace(/.*=/, '')}`;
    expect(toldBy(await back({ ...first, cookie: swapped }))).toEqual(UNKNOWN);
    for (const window of [first, second]) {
      service.answer = service.grants({}, () => service.idToken({ nonce: window.nonce }));
      const reply = await back({ ...window, cookie });
      expect(toldBy(reply)).toHaveProperty('reference');
      expect(String(reply.headers['set-cookie'])).toMatch(new RegExp(`^${nameOf(window)}=; Max-Age=0; `));
    }
  });

  it('comes back as a sign-in, though somebody made it look like an administrator’s answer', async () => {
    const window = await begun(await asked());
    expect(toldBy(await back(window, { admin_consent: 'True' }))).toHaveProperty('reference');
  });

  it('does not take up a code that belongs to another window’s nonce', async () => {
    const victim = await begun(await asked());
    const thief = await begun(await asked('eve'));
    service.answer = service.grants({}, () => service.idToken({ nonce: victim.nonce }));
    expect(toldBy(await back(thief))).toMatchObject({ failure: { kind: 'sign-in-unavailable' } });
  });

  it('gives the rep who asked nothing of whoever took it up in the rep’s place', async () => {
    const path = await asked('nia');
    const { reference = '' } = toldBy(await back(await begun(path)));
    expect(toldBy(await go(path))).toEqual(UNKNOWN);
    expect((await connect(reference, 'eve')).at(-1)).toEqual({ failure: { kind: 'sign-in-unknown' } });
  });

  it('is not begun by who only looks', async () => {
    const path = await asked();
    expect((await world.server.app.inject({ method: 'HEAD', url: path })).statusCode).toBe(404);
    expect(toldBy(await back(await begun(path)))).toHaveProperty('reference');
  });

  it('brings a reference that makes one channel, though it is handed in twice at once', async () => {
    const reference = await referenceOf('ole');
    const lines = await Promise.all([connect(reference, 'ole'), connect(reference, 'ole')]);
    const ends = lines.map((some) => some.at(-1) ?? {});
    expect(ends.filter((end) => 'channel' in end)).toHaveLength(1);
    expect(ends.filter((end) => 'failure' in end)).toEqual([{ failure: { kind: 'sign-in-unknown' } }]);
  });

  it.each([
    '//evil.example',
    '/oauth/begin///evil.example',
    '/oauth/begin/%2F%2Fevil.example',
    '/oauth/begin/https:%2F%2Fevil.example',
    '/oauth/begin/x%0d%0aLocation:%20https://evil.example',
    '/oauth/begin/00000000-0000-0000-0000-000000000000?redirect_uri=https://evil.example',
    '/oauth/callback',
    '/oauth/callback?',
    '/oauth/callback?%',
    '/oauth/callback?state=%00&code=%00',
    '/oauth/callback?redirect_uri=https://evil.example&next=//evil.example&state=x',
    '/oauth/callback?state=x%0d%0aLocation:%20https://evil.example&error=%0d%0aSet-Cookie:%20a=b',
    '/oauth/callback?state[]=x&state[a]=y',
    '/oauth/callback?state=x#//evil.example',
    '/oauth/callback//evil.example',
    '/oauth/callback/..//evil.example',
  ])('goes nowhere but to its end from %s', async (path) => {
    const reply = await send(path);
    if (reply.status === 303) {
      expect(reply.location).toMatch(END);
      expect(JSON.parse(decodeURIComponent(END.exec(reply.location)?.[1] ?? ''))).toEqual(UNKNOWN);
    } else expect([reply.status, reply.location]).toEqual([404, '']);
    expect(service.asked).toEqual([]);
  });

  it('goes to its end from an address that is longer than any', async () => {
    const reply = await send(`/oauth/callback?code=${'x'.repeat(6_000)}&state=${'x'.repeat(6_000)}`);
    expect(JSON.parse(decodeURIComponent(END.exec(reply.location)?.[1] ?? ''))).toEqual(UNKNOWN);
  });

  /** Over a real connection, as nothing but this test would write it. */
  const send = (path: string): Promise<{ status: number; location: string }> =>
    new Promise((resolve, reject) => {
      request(url, { path, agent: false }, (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? '' });
      })
        .on('error', reject)
        .end();
    });

  it('begins at our own address and comes back there, whatever the request says', async () => {
    const evil = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
    const path = await asked(undefined, evil);
    expect(path).toMatch(/^\/oauth\/begin\/[0-9a-f-]{36}$/);
    const reply = await world.server.app.inject({ url: `${path}?redirect_uri=https://evil.example`, headers: evil });
    const there = new URL(String(reply.headers.location));
    expect(there.origin).toBe(service.issuer.url);
    expect(there.searchParams.getAll('redirect_uri')).toEqual(['http://localhost/oauth/callback']);
  });

  it('says what the service said in its own words, and nothing comes of them', async () => {
    const words = '"><script>alert(1)</script>\r\nSet-Cookie: a=b\u2028#//evil.example';
    const reply = await back(await begun(await asked()), { error: 'access_denied', error_description: words });
    expect(reply.headers.location).toMatch(END);
    expect(toldBy(reply)).toEqual({ failure: { kind: 'consent-missing', detail: words } });
    expect(String(reply.headers['set-cookie'])).toMatch(/^__Host-postlane-sign-in-[\w-]+=; /);
  });

  it('leaves no code and no token in a log, in a reply, or where it is sent', async () => {
    const said: string[] = [];
    const window = await begun(await asked('pia'));
    const failed = await begun(await asked('pia'));
    service.answer = (response, { size }) =>
      response.writeHead(400).end(JSON.stringify({ error: 'invalid_grant', error_description: GIVEN.code, size }));
    const end = await back(failed);
    service.answer = service.grants({}, () => service.idToken({ nonce: window.nonce }));
    const good = await back(window);
    said.push(JSON.stringify([end.headers, end.body, good.headers, good.body]));
    const { reference = '' } = toldBy(good);
    said.push(JSON.stringify(await connect(reference, 'pia')));
    expect(said.join()).toContain('"channel"');
    expect(world.log()).toContain('/oauth/callback');
    for (const secret of [...Object.values(GIVEN), CLIENT.clientSecret, window.nonce, window.state]) {
      expect(said.join()).not.toContain(secret);
      expect(world.log()).not.toContain(secret);
    }
    expect(world.log()).not.toContain(reference);
  });
});
