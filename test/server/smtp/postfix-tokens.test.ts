import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import type { Result } from '../../../src/domain/result.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { openSession, type Session } from '../../../src/server/smtp/session.ts';
import { verify } from '../../../src/server/smtp/verify.ts';
import { findFreePort } from '../../setup/free-port.ts';
import { startPostfix, whyNoPostfix, type PrivatePostfix } from '../../setup/postfix.ts';
import { startTokenService, type TokenService } from '../oauth/token-service.ts';
import { HOST, startOutside, type Outside } from './outside.ts';

const why = whyNoPostfix();
if (why !== null) process.stdout.write(`No token checked by a real Dovecot: ${why}\n`);

const LENA = 'lena@firma.example';
/** So long a token makes an answer of 12,288 characters, `around` included: RFC 4954 4 wants no less taken, Postfix takes less than that. */
const tooLong = (around: string): number => (12_288 * 3) / 4 - around.length;

(why === null ? describe : describe.skip).each([
  ['XOAUTH2', `user=${LENA}\x01auth=Bearer \x01\x01`, { status: '401', schemes: 'bearer', scope: 'mail' }],
  ['OAUTHBEARER', `n,a=${LENA},\x01auth=Bearer \x01\x01`, { status: 'invalid_token' }],
] as const)('Postfix with a Dovecot that asks an OpenID provider, by %s', (mechanism, around, reason) => {
  let outside: Outside;
  let service: TokenService;
  let postfix: PrivatePostfix;
  let ports: { 587: number; 465: number };
  beforeAll(async () => {
    outside = await startOutside();
    service = await startTokenService(await CertificateAuthority.open(null, new Date()), 'http://localhost/callback');
    ports = { 587: await findFreePort(), 465: await findFreePort() };
    const { key, cert: certificate } = await outside.certificate();
    postfix = await startPostfix({
      ...{ hostName: HOST, key, certificate, submissionPort: ports[587], tlsPort: ports[465] },
      user: { address: LENA, tokens: { mechanism, ...service.check } },
    });
  });
  afterAll(async () => {
    await postfix?.stop();
    await service?.stop();
    await outside?.stop();
  });

  const opened = (token: string, username = LENA, port: 587 | 465 = 587): Promise<Result<Session, DeliveryFailure>> => {
    const needs = { egress: outside.egressTo(ports[port]) };
    return openSession(serverAt(HOST, port), { kind: 'token', username, token }, needs);
  };

  /** Logs in and says goodbye; null, or why it failed. */
  async function refused(token: string, username?: string): Promise<DeliveryFailure | null> {
    const session = await opened(token, username);
    if (session.ok) await session.value.quit();
    return session.ok ? null : session.failure;
  }

  test.each([587, 465] as const)('proves a channel on port %i', async (port) => {
    const candidate = {
      ...{ providerId: 'custom' as const, server: serverAt(HOST, port), username: LENA },
      sender: { name: '', address: LENA },
    };
    const login = { kind: 'token', username: LENA, token: await service.token({ owner: LENA }) } as const;
    const steps = verify(candidate, login, { egress: outside.egressTo(ports[port]), clock: Date.now });
    let next = await steps.next();
    while (!next.done) next = await steps.next();
    expect(next.value).toMatchObject({ ok: true, value: { mechanism } });
  });

  test.each([587, 465] as const)('sends by port %i what arrives', async (port) => {
    const before = (await postfix.received(0)).length;
    const session = await opened(await service.token({ owner: LENA }), LENA, port);
    if (!session.ok) throw new Error(JSON.stringify(session.failure));
    const content = Buffer.from(`Subject: by ${mechanism}, port ${port}\r\n\r\nHello\r\n`);
    const envelope = { mailFrom: LENA, rcptTo: [LENA] };
    const message = { envelope, content: () => Readable.from([content]), bytes: content.length };
    expect(await session.value.send(message, null)).toMatchObject({ ended: 'accepted' });
    await session.value.quit();
    expect((await postfix.received(before + 1)).at(-1)).toContain(`Subject: by ${mechanism}, port ${port}`);
    expect(postfix.log()).toContain(`sasl_method=${mechanism}, sasl_username=${LENA}`);
  });

  const refusals: [string, () => Promise<string>][] = [
    ['has run out', () => service.token({ owner: LENA, endsAt: 1 })],
    ['was taken back', async () => service.token({ owner: LENA }).finally(() => service.takeBack())],
    ['is somebody else’s', () => service.token({ owner: 'boss@firma.example' })],
    ['is not for sending', () => service.token({ owner: LENA, scope: 'openid email' })],
    ['nobody gave', async () => 'ya29.nobody-gave-this'],
    ['is no token at all', async () => 'Ünsinn, {"and": "more"}'],
  ];
  test.each(refusals)('says why it refuses a token that %s', async (_which, token) => {
    expect(await refused(await token())).toEqual({
      kind: 'token-rejected',
      stage: 'auth',
      reply: {
        code: 535,
        enhanced: '5.7.8',
        text: `5.7.8 Error: authentication failed: (reason unavailable)\n${JSON.stringify(reason)}`,
      },
    });
  });

  test.each([
    ['of 4 KB', 4_096],
    ['as long as may be', tooLong(around) - 3],
  ])('is told a token %s in a line of its own', async (_which, length) => {
    expect(await refused(await service.token({ owner: LENA, length }))).toBe(null);
  });

  test('refuses a token longer than that, and says so', async () => {
    expect(await refused(await service.token({ owner: LENA, length: tooLong(around) }))).toMatchObject({
      kind: 'token-rejected',
      reply: { code: 500, enhanced: '5.5.6', text: '5.5.6 SASL response limit exceeded' },
    });
  });

  test.each(['lena=2,größe@firma.example', '=2C', 'a=b,c=3D', 'lena+mail@firma.example'])(
    'knows %s by that name',
    async (owner) => {
      const token = await service.token({ owner });
      expect(await refused(token, owner)).toBe(null);
      expect(await refused(token, `${owner}x`)).toMatchObject({ kind: 'token-rejected' });
    },
  );
});
