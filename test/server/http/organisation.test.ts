import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, connectRequest, linesOf, PASSWORD, SENDER, startWorld, type World } from '../world.ts';

const TENANT = '0f3b5c1e-6d8a-4b7e-9a51-2f6c8d4e1b70';
const PERSONAL = '9188040d-6c67-4c5b-b112-36a304b66dad';
const LIST = '/api/organisation/password-channels';

interface Page {
  channels: { sender: { address: string } }[];
  next: string | null;
  counts: object;
}

describe('an organisation', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(
      {},
      {
        publicUrl: 'https://postlane.example',
        registrations: {
          microsoft: {
            issuer: 'https://login.microsoftonline.us/common/v2.0',
            clientId: 'ours',
            clientSecret: 'not-to-be-seen',
          },
        },
      },
    );
    for (const rep of ['ada', 'bea', 'cleo']) await connect(rep);
  });
  afterAll(() => world.stop());

  const connect = async (rep: string): Promise<void> => {
    const address = `${rep}@firma.example`;
    const request = connectRequest({
      providerId: 'microsoft365',
      server: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
      username: address,
      sender: { name: SENDER.name, address },
    });
    const last = (await linesOf(world, '/api/channels', request, rep)).at(-1);
    if (last === undefined || !('channel' in last)) throw new Error(JSON.stringify(last));
  };
  const get = async (url: string, rep?: string, claims?: object) => {
    const reply = await world.server.app.inject({ url, headers: await world.as(rep, claims) });
    return { status: reply.statusCode, body: reply.json() as unknown, text: reply.body };
  };
  const page = async (query = '', rep = ADMIN, claims?: object): Promise<Page> =>
    (await get(`${LIST}${query}`, rep, claims)).body as Page;

  it.each<[string, string, object, boolean]>([
    ['somebody', 'ada', {}, false],
    ['whom the operator named', ADMIN, {}, true],
    ['whose token has the role', 'ada', { roles: ['Postlane.Admin'] }, true],
    ['who has the id of one in another company', ADMIN, { tid: 'elsewhere' }, false],
  ])('knows of %s whether that is an administrator', async (_who, rep, claims, isAdmin) => {
    expect(await get('/api/me', rep, claims)).toMatchObject({ status: 200, body: { isAdmin } });
    expect((await get(LIST, rep, claims)).status).toBe(isAdmin ? 200 : 403);
  });

  it('says why it is not shown', async () => {
    expect(await get(LIST)).toMatchObject({ status: 403, body: { failure: { kind: 'admins-only' } } });
  });

  it('is shown to its administrator: who uses a password, since when, and until when', async () => {
    const { channels, next, counts } = await page();
    expect(channels).toHaveLength(3);
    expect(channels[0]).toEqual({
      id: expect.any(String),
      person: expect.objectContaining({ address: expect.any(String) }),
      sender: { name: SENDER.name, address: 'ada@firma.example' },
      username: 'ada@firma.example',
      providerId: 'microsoft365',
      since: expect.any(Number),
      passwordEndsOn: '2026-12-31',
      lastUsedAt: null,
    });
    expect([next, counts]).toEqual([null, { passwords: 3, signIns: 0 }]);
    const { text } = await get(LIST, ADMIN);
    expect([text.includes(PASSWORD), text.includes('credential')]).toEqual([false, false]);
  });

  it('is shown page by page', async () => {
    const first = await page('?limit=2');
    const second = await page(`?limit=2&after=${encodeURIComponent(first.next ?? '')}`);
    expect([...first.channels, ...second.channels].map(({ sender }) => sender.address)).toEqual([
      'ada@firma.example',
      'bea@firma.example',
      'cleo@firma.example',
    ]);
    expect(second.next).toBeNull();
  });

  it('is not shown to another’s administrator, not even from a place in its own list', async () => {
    const { next } = await page('?limit=1');
    const claims = { tid: 'elsewhere', roles: ['Postlane.Admin'] };
    expect(await page(`?after=${encodeURIComponent(next ?? '')}`, 'eve', claims)).toEqual({
      channels: [],
      next: null,
      counts: { passwords: 0, signIns: 0 },
    });
  });

  it.each(['?limit=0', '?limit=501', '?limit=1.5', '?after=ada@firma.example', '?after=1/a'])(
    'answers no question such as %s',
    async (query) => {
      expect(await get(`${LIST}${query}`, ADMIN)).toMatchObject({ status: 400 });
    },
  );

  describe('whose administrator agrees for everybody', () => {
    const linkFor = async (tid: string): Promise<URL | null> => {
      const { body } = await get('/api/organisation/consent-link', 'ada', { tid });
      const { url } = body as { url: string | null };
      return url === null ? null : new URL(url);
    };

    it('does so at the cloud the operator is registered at, for this tenant and for what each would be asked for', async () => {
      const link = await linkFor(TENANT);
      expect(link?.origin).toBe('https://login.microsoftonline.us');
      expect(link?.pathname).toBe(`/${TENANT}/v2.0/adminconsent`);
      expect(Object.fromEntries(link?.searchParams ?? [])).toEqual({
        client_id: 'ours',
        scope: 'openid profile email offline_access https://outlook.office.com/SMTP.Send',
        redirect_uri: 'https://postlane.example/oauth/callback',
        state: expect.any(String),
      });
    });

    it('is found by Entra where Postlane’s own sign-in is another’s, and is not there for personal accounts', async () => {
      expect((await linkFor('firma'))?.pathname).toBe('/organizations/v2.0/adminconsent');
      expect(await linkFor(PERSONAL)).toBeNull();
    });

    it.each([
      ['admin_consent=True&tenant=any&scope=any', 'given'],
      ['admin_consent=True&error=consent_required&error_description=AADSTS65004', 'not-given'],
      ['error=access_denied', 'not-given'],
      ['', 'not-given'],
    ])('lands on a page of ours with nothing in its address but how it ended: %s', async (answer, ended) => {
      const state = (await linkFor(TENANT))?.searchParams.get('state') ?? '';
      const reply = await world.server.app.inject(`/oauth/callback?${answer}&state=${state}`);
      expect([reply.statusCode, reply.headers.location]).toEqual([303, `/consented.html#${ended}`]);
    });

    it('lands there too by a link that somebody wrote by hand', async () => {
      const reply = await world.server.app.inject('/oauth/callback?admin_consent=True&tenant=any');
      expect(reply.headers.location).toBe('/consented.html#given');
    });
  });
});

it('that can sign in nowhere has no link for its administrator', async () => {
  const world = await startWorld();
  const reply = await world.server.app.inject({
    url: '/api/organisation/consent-link',
    headers: await world.as('ada', { tid: TENANT }),
  });
  expect(reply.json()).toEqual({ url: null });
  await world.stop();
});
