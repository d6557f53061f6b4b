import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateKeyPair, SignJWT } from 'jose';
import { DAY, HOUR, SECOND } from '../../../src/domain/instant.ts';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { createAuthenticate, type Authenticate } from '../../../src/server/identity/access-tokens.ts';
import { createTrustingFetch } from '../../../src/server/trusting-fetch.ts';
import { startIssuer, type Issuer } from '../issuer.ts';

const START = Date.UTC(2026, 10, 20);
const UNKNOWN = { ok: false, failure: 'the token is signed by a key the issuer does not publish' };
const COUNTS = { ok: true };
/** Nobody can say whether the token counts. */
const AWAY = { ok: false, failure: expect.any(Error) };

describe('the issuer’s keys', () => {
  let authority: CertificateAuthority;
  let issuer: Issuer;
  let authenticate: Authenticate;
  let now = START;

  const trusting = (ca = [authority.certificate]) =>
    createAuthenticate(
      {
        ...{ issuer: issuer.url, audience: 'api-id', tenants: null, clientId: 'add-in', scope: 'access_as_user' },
        admins: [],
      },
      createTrustingFetch(ca),
      () => now,
    );
  const claims = () => ({
    iss: issuer.url,
    aud: 'api-id',
    exp: (START + 30 * DAY) / SECOND,
    sub: 'ada',
    client_id: 'add-in',
    scope: 'access_as_user',
  });
  const token = () => issuer.token(claims());
  const asked = () => issuer.asked['/keys'] ?? 0;
  /** Asking anew goes on beside the request that gave rise to it. */
  const untilAsked = async (times: number): Promise<void> => {
    while (asked() < times) await pause(5);
  };

  beforeAll(async () => {
    authority = await CertificateAuthority.open(null, new Date());
  });
  beforeEach(async () => {
    now = START;
    issuer = await startIssuer(await authority.issue(['localhost']));
    authenticate = trusting();
  });
  afterEach(() => issuer.stop());

  it('are fetched once, however many ask at a time', async () => {
    const tokens = await Promise.all([1, 2, 3, 4].map(token));
    const answers = await Promise.all(tokens.map((one) => authenticate(one)));
    expect(answers).toMatchObject([COUNTS, COUNTS, COUNTS, COUNTS]);
    await authenticate(await token());
    expect(issuer.asked).toEqual({ '/.well-known/openid-configuration': 1, '/keys': 1 });
  });

  it('come only from a server the operator trusts', async () => {
    expect(await trusting([])(await token())).toEqual(AWAY);
  });

  it('are asked for again when a new one signs, for all who come with it', async () => {
    await authenticate(await token());
    await issuer.rotate();
    now += 31 * SECOND;
    const fresh = await token();
    expect(await Promise.all([authenticate(fresh), authenticate(fresh)])).toMatchObject([COUNTS, COUNTS]);
    expect(asked()).toBe(2);
  });

  it('are not asked for again by each token that names one which there is not', async () => {
    await authenticate(await token());
    const { privateKey } = await generateKeyPair('RS256');
    for (let kid = 0; kid < 20; kid += 1) {
      now += 2 * SECOND;
      const made = await new SignJWT(claims())
        .setProtectedHeader({ alg: 'RS256', kid: `made-up-${kid}` })
        .sign(privateKey);
      expect(await authenticate(made)).toEqual(UNKNOWN);
    }
    // Forty seconds: once at the beginning, once thirty seconds after.
    expect(asked()).toBe(2);
  });

  it('are not asked for by what is no token', async () => {
    for (const nonsense of ['', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.', 'eyJhbGciOiJIUzI1NiJ9.e30.AAAA'])
      expect(await authenticate(nonsense)).toMatchObject({ ok: false });
    expect(issuer.asked).toEqual({});
  });

  it('count no longer, soon after the issuer has taken one back', async () => {
    const stolen = await token();
    expect(await authenticate(stolen)).toMatchObject(COUNTS);
    await issuer.rotate();
    issuer.withdraw();
    now += 1 * HOUR;
    await authenticate(await token());
    await untilAsked(2);
    expect(await authenticate(stolen)).toEqual(UNKNOWN);
  });

  it('go on counting while the issuer is away, for a day', async () => {
    await authenticate(await token());
    issuer.away = true;
    now += 23 * HOUR;
    expect(await authenticate(await token())).toMatchObject(COUNTS);
    now += 59 * 60 * SECOND;
    expect(await authenticate(await token())).toMatchObject(COUNTS);
    now += 60 * SECOND;
    expect(await authenticate(await token())).toEqual(AWAY);
    issuer.away = false;
    expect(await authenticate(await token())).toMatchObject(COUNTS);
  });

  it('that are unknown while the issuer is away may be new, and are no reason to ask it all the time', async () => {
    await authenticate(await token());
    issuer.away = true;
    await issuer.rotate();
    now += 31 * SECOND;
    const before = issuer.asked['/.well-known/openid-configuration'] ?? 0;
    for (let times = 0; times < 5; times += 1) expect(await authenticate(await token())).toEqual(AWAY);
    expect(issuer.asked['/.well-known/openid-configuration']).toBe(before + 1);
    issuer.away = false;
    now += 31 * SECOND;
    expect(await authenticate(await token())).toMatchObject(COUNTS);
  });

  it('that were never there say nothing against a token: it is the issuer that is away', async () => {
    issuer.away = true;
    expect(await authenticate(await token())).toEqual(AWAY);
    issuer.away = false;
    expect(await authenticate(await token())).toMatchObject(COUNTS);
  });

  it.each(['<html>', '{"keys":"none"}', 'null', '{}'])('are no keys when the issuer says %s', async (says) => {
    issuer.says = says;
    expect(await authenticate(await token())).toEqual(AWAY);
    issuer.says = null;
    expect(await authenticate(await token())).toMatchObject(COUNTS);
    issuer.says = says;
    now += 2 * HOUR;
    await authenticate(await token());
    await untilAsked(3);
    expect(await authenticate(await token())).toMatchObject(COUNTS);
  });
});
