import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { openSession } from '../../../src/server/smtp/session.ts';
import { HOST, startOutside, type Outside } from './outside.ts';
import { asPlayed, startScripted, type ScriptedServer } from './scripted-server.ts';
import { TLS_BEGUN } from './verification-stage.ts';

const USERNAME = 'lena@firma.example';
const TOKEN = 'ya29.an-access_token~of/Lena+s';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const offering = (mechanisms: string): string => `${TLS_BEGUN}
  S: 250-smtp.firma.example
  S: 250 AUTH ${mechanisms}`;
const TAKEN = `
  S: 235 2.7.0 accepted
  C: QUIT
  S: 221 bye`;
const xoauth2 = (token: string): string => base64(`user=${USERNAME}\x01auth=Bearer ${token}\x01\x01`);
const bearer = (name: string): string => base64(`n,a=${name},\x01auth=Bearer ${TOKEN}\x01\x01`);

describe('a login by token', () => {
  let outside: Outside;
  let server: ScriptedServer;
  beforeAll(async () => {
    outside = await startOutside();
  });
  afterEach(() => server.stop());
  afterAll(() => outside.stop());

  /** Logs in where the script is played, and says goodbye; null, or why it failed. */
  async function loggedIn(script: string, username = USERNAME, token = TOKEN): Promise<DeliveryFailure | null> {
    server = await startScripted(script, await outside.certificate());
    const login = { kind: 'token', username, token } as const;
    const session = await openSession(serverAt(HOST, 587), login, { egress: outside.egressTo(server.port) });
    if (session.ok) await session.value.quit();
    expect(await server.transcript()).toBe(asPlayed(script));
    return session.ok ? null : session.failure;
  }

  test('says user and token in one line by XOAUTH2, also where OAUTHBEARER is offered too', async () => {
    const script = `${offering('PLAIN LOGIN OAUTHBEARER XOAUTH2')}
      C: AUTH XOAUTH2 ${xoauth2(TOKEN)}${TAKEN}`;
    expect(await loggedIn(script)).toBe(null);
  });

  test.each([
    [USERNAME, USERNAME],
    ['lena=größe,2@firma.example', 'lena=3Dgröße=2C2@firma.example'],
    ['=2C', '=3D2C'],
  ])('says %s as %s by OAUTHBEARER', async (username, said) => {
    const script = `${offering('OAUTHBEARER')}
      C: AUTH OAUTHBEARER ${bearer(said)}${TAKEN}`;
    expect(await loggedIn(script, username)).toBe(null);
  });

  test('waits to be asked where a line would be too long for a command', async () => {
    const longest = 510 - 'AUTH XOAUTH2 '.length;
    const fits = 'x'.repeat((longest * 3) / 4 - `user=${USERNAME}\x01auth=Bearer \x01\x01`.length);
    const inOne = `${offering('XOAUTH2')}
      C: AUTH XOAUTH2 ${xoauth2(fits)}${TAKEN}`;
    expect(await loggedIn(inOne, USERNAME, fits)).toBe(null);
    await server.stop();
    const asked = `${offering('XOAUTH2')}
      C: AUTH XOAUTH2
      S: 334 ${''}
      C: ${xoauth2(`${fits}xxx`)}${TAKEN}`;
    expect(await loggedIn(asked, USERNAME, `${fits}xxx`)).toBe(null);
  });

  // Gmail's own, developers.google.com/gmail/imap/xoauth2-protocol; RFC 7628 4.3.
  test.each([
    ['XOAUTH2', xoauth2(TOKEN), { status: '400', schemes: 'Bearer', scope: 'https://mail.google.com/' }, ''],
    ['OAUTHBEARER', bearer(USERNAME), { status: 'invalid_token', scope: 'mail' }, base64('\x01')],
  ])('acknowledges a refusal by %s, and keeps all the server said of it', async (mechanism, said, reason, answer) => {
    const script = `${offering(mechanism)}
      C: AUTH ${mechanism} ${said}
      S: 334 ${base64(JSON.stringify(reason))}
      C: ${answer}
      S: 535 5.7.8 Username and Password not accepted for ${said}`;
    expect(await loggedIn(script)).toEqual({
      kind: 'token-rejected',
      stage: 'auth',
      reply: {
        code: 535,
        enhanced: '5.7.8',
        text: `5.7.8 Username and Password not accepted for …\n${JSON.stringify(reason)}`,
      },
    });
  });

  test.each(['', base64('no object'), '%%%'])('keeps the refusal alone where %j came before it', async (challenge) => {
    const script = `${offering('XOAUTH2')}
      C: AUTH XOAUTH2 ${xoauth2(TOKEN)}
      S: 334 ${challenge}
      C: ${''}
      S: 535 5.7.8 No`;
    expect(await loggedIn(script)).toMatchObject({ kind: 'token-rejected', reply: { text: '5.7.8 No' } });
  });

  test.each([
    '535 5.7.3 Authentication unsuccessful [LO2P265CA0001.GBRP265.PROD.OUTLOOK.COM]',
    '500 5.5.6 SASL response limit exceeded',
    '504 5.7.4 Unrecognized authentication type',
    '535 5.7.8 Error: authentication failed: wrong password',
    '534 5.7.9 Application-specific password required.',
    '535 5.7.0 your password has expired',
  ])('has no password to be refused by %s', async (refusal) => {
    const script = `${offering('XOAUTH2')}
      C: AUTH XOAUTH2 ${xoauth2(TOKEN)}
      S: ${refusal}`;
    expect(await loggedIn(script)).toMatchObject({ kind: 'token-rejected', reply: { text: refusal.slice(4) } });
  });

  test.each([
    ['454 4.7.0 Temporary authentication failure', 'authentication-unavailable'],
    ['535 5.7.139 Authentication unsuccessful, account locked.', 'account-locked'],
    [
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
      'smtp-auth-off-for-tenant',
    ],
  ])('meets what a password would: %s', async (refusal, kind) => {
    const script = `${offering('XOAUTH2')}
      C: AUTH XOAUTH2 ${xoauth2(TOKEN)}
      S: ${refusal}`;
    expect(await loggedIn(script)).toMatchObject({ kind });
  });

  test('is not begun where only a password is taken', async () => {
    expect(await loggedIn(offering('PLAIN LOGIN'))).toMatchObject({
      kind: 'mechanism-not-offered',
      detail: 'PLAIN LOGIN',
    });
  });
});
