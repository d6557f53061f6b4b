import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { openSigningKey } from '../../../src/sandbox/identity/keys.ts';
import {
  registrationAt,
  startSignInService,
  type RunningSignInService,
} from '../../../src/sandbox/identity/sign-in-service.ts';
import { GRAPH_URL } from '../../../src/sandbox/names/zones.ts';
import { PEOPLE } from '../../../src/sandbox/people.ts';
import { freePort } from '../../../src/sandbox/ports.ts';
import { Switchboard } from '../../../src/sandbox/switches.ts';
import { createTrustingFetch } from '../../../src/server/trusting-fetch.ts';
import { startWorld, type World } from '../world.ts';
import { Browser } from './browser.ts';

const tenantOf = (id: string): string => PEOPLE.find((person) => person.id === id)?.tenantId ?? '';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('where only administrators may agree that Postlane sends', () => {
  let authority: CertificateAuthority;
  let switches: Switchboard;
  let service: RunningSignInService;
  let world: World;

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
    const registrations = { microsoft: { issuer: service.issuer, ...registrationAt('microsoft') } };
    world = await startWorld({}, { registrations, microsoftGraph: GRAPH_URL }, { authority });
  });
  afterAll(async () => {
    await world.stop();
    await service.stop();
  });
  beforeEach(() => {
    switches.reset();
    switches.turn('admin-consent', true);
  });

  /** What the window of a rep’s sign-in says at its end, when this person is chosen in it. */
  async function signedInAs(person: string, transport = 'smtp'): Promise<unknown> {
    const reply = await world.server.app.inject({
      method: 'POST',
      url: '/api/sign-ins',
      headers: await world.as(),
      payload: { service: 'microsoft', loginHint: 'somebody@firma.example', transport },
    });
    const window = new Browser(world.server, authority.certificate);
    const page = await window.open((reply.json() as { url: string }).url);
    return JSON.parse((await window.open(page.url.href, { person })).body);
  }
  async function linkFor(tenant: string): Promise<string> {
    const headers = await world.as('chief', { tid: tenant });
    const reply = await world.server.app.inject({ url: '/api/organisation/consent-link', headers });
    return (reply.json() as { url: string }).url;
  }
  /** Follows the link and chooses there; where our own server then sends the browser. */
  async function answered(link: string, person: string): Promise<string | undefined> {
    const body = new URLSearchParams({ person });
    const answer = await createTrustingFetch([authority.certificate])(link, { method: 'POST', headers: FORM, body });
    const back = new URL(answer.headers.get('location') ?? '');
    return (await world.server.app.inject(`${back.pathname}${back.search}`)).headers.location;
  }
  const needed = {
    failure: { kind: 'admin-consent-missing', detail: 'AADSTS90094: The grant requires admin permission.' },
  };

  it('a rep’s own sign-in ends with that, and who declined is still who declined', async () => {
    expect(await signedInAs('nora')).toEqual(needed);
    expect(await signedInAs('')).toMatchObject({ failure: { kind: 'consent-missing' } });
  });

  it('it goes through once an administrator has agreed, for that company and no other', async () => {
    expect(await answered(await linkFor(tenantOf('nora')), 'nora')).toBe('/consented.html#given');
    expect(await signedInAs('nora')).toHaveProperty('reference');
    expect(await signedInAs('otto')).toEqual(needed);
  });

  it('it was agreed to for both ways at once, submission and Graph', async () => {
    expect(await signedInAs('nora', 'graph')).toEqual(needed);
    const link = await linkFor(tenantOf('nora'));
    expect(new URL(link).searchParams.get('scope')).toBe(
      `openid profile email offline_access https://outlook.office.com/SMTP.Send ${GRAPH_URL}/Mail.Send`,
    );
    await answered(link, 'nora');
    expect(await signedInAs('nora', 'graph')).toHaveProperty('reference');
    expect(await signedInAs('nora', 'smtp')).toHaveProperty('reference');
  });

  it('it was agreed to for what was asked, and not for what is offered since', async () => {
    const link = new URL(await linkFor(tenantOf('nora')));
    link.searchParams.set('scope', 'openid https://outlook.office.com/SMTP.Send');
    await answered(link.href, 'nora');
    expect(await signedInAs('nora', 'smtp')).toHaveProperty('reference');
    expect(await signedInAs('nora', 'graph')).toEqual(needed);
  });

  it('nothing has changed when the administrator declines', async () => {
    expect(await answered(await linkFor(tenantOf('nora')), '')).toBe('/consented.html#not-given');
    expect(await signedInAs('nora')).toEqual(needed);
  });

  it('a company is found by its administrator where the link names none', async () => {
    const link = await linkFor('a tenant that Entra does not know');
    expect(new URL(link).pathname).toBe('/organizations/v2.0/adminconsent');
    expect(await answered(link, 'otto')).toBe('/consented.html#given');
    expect(await signedInAs('otto')).toHaveProperty('reference');
  });

  it('personal accounts agree for themselves', async () => {
    expect(await signedInAs('liam')).toHaveProperty('reference');
  });
});
