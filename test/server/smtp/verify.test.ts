import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Candidate } from '../../../src/domain/channel.ts';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import type { Result } from '../../../src/domain/result.ts';
import { serverAt, type SubmissionPort } from '../../../src/domain/submission-server.ts';
import type { PassedVerification, StepReport } from '../../../src/domain/verification.ts';
import type { CertificateKind } from '../../../src/sandbox/certificates.ts';
import { VERIFICATION_TIMEOUTS, type Timeouts } from '../../../src/server/smtp/timeouts.ts';
import { verify } from '../../../src/server/smtp/verify.ts';
import { ADDRESS, HOST, startOutside, type Outside } from './outside.ts';
import { linesOf, startScripted, type ScriptedServer } from './scripted-server.ts';

const PASSWORD = 'Sonnenblume-7';
const USERNAME = 'lena@firma.example';
const PLAIN = Buffer.from(`\0${USERNAME}\0${PASSWORD}`).toString('base64');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const TLS_BEGUN = `
  S: 220 smtp.firma.example ESMTP
  C: EHLO [127.0.0.1]
  S: 250-smtp.firma.example
  S: 250 STARTTLS
  C: STARTTLS
  S: 220 2.0.0 go ahead
  * tls
  C: EHLO [127.0.0.1]`;
const READY = `${TLS_BEGUN}
  S: 250-smtp.firma.example
  S: 250-SIZE 36700160
  S: 250 AUTH PLAIN LOGIN`;
const LOGGED_IN = `${READY}
  C: AUTH PLAIN ${PLAIN}
  S: 235 2.7.0 accepted`;

let outside: Outside;
let server: ScriptedServer | undefined;
beforeAll(async () => {
  outside = await startOutside();
});
afterEach(() => server?.stop());
afterAll(() => outside.stop());

interface Play {
  reports: StepReport[];
  result: Result<PassedVerification, DeliveryFailure>;
  transcript: string;
}

async function verified(
  script: string,
  {
    certificate = 'good',
    port = 587,
    host = HOST,
    sender = USERNAME,
    timeouts = {},
  }: {
    certificate?: CertificateKind;
    port?: SubmissionPort;
    host?: string;
    sender?: string;
    timeouts?: Partial<Timeouts>;
  } = {},
): Promise<Play> {
  server = await startScripted(script, await outside.certificate(certificate));
  const candidate: Candidate = {
    providerId: 'custom',
    server: serverAt(host, port),
    username: USERNAME,
    sender: { name: 'Lena', address: sender },
  };
  let now = 1_000;
  const needs = {
    egress: outside.egressTo(server.port),
    clock: () => (now += 7),
    timeouts: { ...VERIFICATION_TIMEOUTS, ...timeouts },
  };
  const steps = verify(candidate, { kind: 'password', username: USERNAME, password: PASSWORD }, needs);
  const reports: StepReport[] = [];
  for (;;) {
    const next = await steps.next();
    if (next.done) return { reports, result: next.value, transcript: await server.transcript() };
    reports.push(next.value);
  }
}

const failureOf = ({ result }: Play): DeliveryFailure | null => (result.ok ? null : result.failure);
const shape = ({ reports }: Play): string => reports.map(({ step, outcome }) => `${step} ${outcome}`).join(', ');

describe('a verification that passes', () => {
  const script = `${LOGGED_IN}
    C: MAIL FROM:<lena@firma.example>
    S: 250 2.1.0 Sender OK
    C: RCPT TO:<lena@firma.example>
    S: 250 2.1.5 Recipient OK
    C: RSET
    S: 250 2.0.0 flushed
    C: QUIT
    S: 221 2.0.0 bye`;

  test('goes by the five steps, says each, sends nothing, and is the proof', async () => {
    const play = await verified(script);
    expect(play.transcript).toBe(linesOf(script).join('\n'));
    expect(shape(play)).toBe(
      'dns started, dns passed, tcp started, tcp passed, tls started, tls passed, auth started, auth passed, sender started, sender passed',
    );
    const details = play.reports.flatMap((report) => (report.outcome === 'passed' ? [report.detail] : []));
    expect(details).toEqual([
      ADDRESS,
      `${ADDRESS}, port 587`,
      expect.stringMatching(/^TLSv1\.3, certificate for smtp\.firma\.example, valid until \d{4}-\d\d-\d\d$/),
      'PLAIN',
      '250 2.1.5 Recipient OK',
    ]);
    expect(play.result).toMatchObject({ ok: true, value: { mechanism: 'PLAIN', advertisedBytes: 36_700_160 } });
  });

  test('resolves the name once', async () => {
    const before = outside.names.asked.get(`A ${HOST}`) ?? 0;
    await verified(script);
    expect(outside.names.asked.get(`A ${HOST}`)).toBe(before + 1);
  });

  test('speaks TLS from the first byte on port 465', async () => {
    const implicit = `
      * tls
      S: 220 smtp.firma.example ESMTP
      C: EHLO [127.0.0.1]
      S: 250-smtp.firma.example
      S: 250 AUTH LOGIN XOAUTH2
      C: AUTH LOGIN
      S: 334 VXNlcm5hbWU6
      C: ${base64(USERNAME)}
      S: 334 UGFzc3dvcmQ6
      C: ${base64(PASSWORD)}
      S: 235 2.7.0 Authentication successful
      C: MAIL FROM:<lena@firma.example>
      S: 250 OK
      C: RCPT TO:<lena@firma.example>
      S: 250 OK
      C: RSET
      S: 250 OK
      C: QUIT
      S: 221 bye`;
    const play = await verified(implicit, { port: 465 });
    expect(play.transcript).toBe(linesOf(implicit).join('\n'));
    expect(play.result).toMatchObject({ ok: true, value: { mechanism: 'LOGIN', advertisedBytes: null } });
  });

  test('forgets what the server could do before TLS', async () => {
    const stripped = `
      S: 220 smtp.firma.example ESMTP
      C: EHLO [127.0.0.1]
      S: 250-smtp.firma.example
      S: 250-AUTH PLAIN LOGIN
      S: 250 STARTTLS
      C: STARTTLS
      S: 220 go ahead
      * tls
      C: EHLO [127.0.0.1]
      S: 250-smtp.firma.example
      S: 250 AUTH GSSAPI NTLM`;
    const play = await verified(stripped);
    expect(failureOf(play)).toMatchObject({ kind: 'mechanism-not-offered', stage: 'auth', detail: 'GSSAPI NTLM' });
  });
});

describe('a certificate that is not right', () => {
  test.each([
    ['expired', 'certificate-expired'],
    ['wrong-name', 'certificate-wrong-name'],
    ['untrusted', 'certificate-untrusted'],
  ] as const)('ends it when %s', async (certificate, kind) => {
    for (const [port, script] of [
      [587, TLS_BEGUN],
      [465, '* tls'],
    ] as const) {
      const play = await verified(script, { certificate, port });
      expect(shape(play)).toBe('dns started, dns passed, tcp started, tcp passed, tls started, tls failed');
      expect(failureOf(play)).toMatchObject({ kind, host: HOST, port });
      await server?.stop();
    }
  });
});

describe('TLS that is not there', () => {
  test('ends it without a password when the server does not offer it', async () => {
    const script = `
      S: 220 smtp.firma.example ESMTP
      C: EHLO [127.0.0.1]
      S: 250-smtp.firma.example
      S: 250 AUTH PLAIN LOGIN`;
    const play = await verified(script);
    expect(failureOf(play)).toMatchObject({ kind: 'tls-not-offered', stage: 'starttls' });
    expect(play.transcript).toBe(linesOf(script).join('\n'));
  });

  test('ends it when the server will not begin', async () => {
    const play = await verified(
      TLS_BEGUN.replace('220 2.0.0 go ahead', '454 4.7.0 TLS not available').replace(/\n\s*\* tls[^]*/, ''),
    );
    expect(failureOf(play)).toMatchObject({ stage: 'starttls', reply: { code: 454, enhanced: '4.7.0' } });
  });

  test.each([
    ['a whole reply', 'S! "220 2.0.0 go ahead\\r\\n250 2.7.0 you are logged in\\r\\n"'],
    ['half a line', 'S! "220 2.0.0 go ahead\\r\\n250-evil"'],
  ])('ends it when %s is slipped in behind the answer to STARTTLS', async (_, slipped) => {
    const play = await verified(
      TLS_BEGUN.replace('S: 220 2.0.0 go ahead', slipped).replace(/\n\s*\* tls[^]*/, '\n* silence'),
    );
    expect(failureOf(play)).toMatchObject({ kind: 'tls-failed', stage: 'starttls' });
  });

  test('ends it when the port speaks no TLS at all', async () => {
    const play = await verified('S: 220 smtp.firma.example ESMTP', { port: 465 });
    expect(failureOf(play)).toMatchObject({ kind: 'tls-failed', stage: 'connect' });
  });

  test('ends it when the server hangs up in the handshake', async () => {
    const play = await verified(TLS_BEGUN.replace(/\* tls[^]*/, '* end'));
    expect(failureOf(play)).toMatchObject({ kind: 'tls-failed', stage: 'starttls' });
  });
});

describe('a login that fails', () => {
  const rejected = `${READY}
    C: AUTH PLAIN ${PLAIN}
    S: 535 5.7.8 Error: authentication failed`;

  test('is not tried again, in any other way', async () => {
    const play = await verified(rejected);
    expect(failureOf(play)).toMatchObject({
      kind: 'password-rejected',
      stage: 'auth',
      reply: { code: 535, enhanced: '5.7.8' },
    });
    expect(server?.connections).toBe(1);
    expect(play.transcript).toBe(linesOf(rejected).join('\n'));
  });

  test('keeps what was said out of the failure when the server repeats it', async () => {
    const play = await verified(
      rejected.replace('authentication failed', `authentication failed for ${PLAIN} (${PASSWORD})`),
    );
    expect(failureOf(play)).toMatchObject({ kind: 'password-rejected' });
    const told = JSON.stringify([play.reports, play.result]);
    expect(told).not.toContain(PASSWORD);
    expect(told).not.toContain(PLAIN);
  });

  test('ends it when the server goes silent', async () => {
    const play = await verified(`${READY}\nC: AUTH PLAIN ${PLAIN}\n* silence`, { timeouts: { command: 50 } });
    expect(failureOf(play)).toMatchObject({ kind: 'connection-timed-out', stage: 'auth' });
  });

  test('ends it when the server hangs up', async () => {
    const play = await verified(`${READY}\nC: AUTH PLAIN ${PLAIN}\n* reset`);
    expect(failureOf(play)).toMatchObject({ kind: 'connection-lost', stage: 'auth' });
  });
});

describe('a sender', () => {
  test('who is refused at MAIL FROM fails the last step', async () => {
    const play = await verified(
      `${LOGGED_IN}\nC: MAIL FROM:<lena@firma.example>\nS: 553 5.7.1 Sender address rejected: not owned by user`,
    );
    expect(shape(play)).toMatch(/auth passed, sender started, sender failed$/);
    expect(failureOf(play)).toMatchObject({ kind: 'sender-refused', stage: 'mail' });
  });

  test('with letters beyond ASCII needs a server that takes them', async () => {
    const play = await verified(LOGGED_IN, { sender: 'müller@firma.example' });
    expect(failureOf(play)).toMatchObject({ kind: 'sender-refused', reply: { code: null, enhanced: '5.6.7' } });
  });

  test('at a domain beyond ASCII goes by its ASCII form', async () => {
    const play = await verified(`${LOGGED_IN}\nC: MAIL FROM:<lena@xn--mller-kva.example>\nS: 550 5.7.60 no`, {
      sender: 'lena@müller.example',
    });
    expect(failureOf(play)).toMatchObject({ stage: 'mail', reply: { enhanced: '5.7.60' } });
  });

  test.each(['a@b.example>\r\nRSET', 'a b@c.example', 'nobody'])(
    'that is no address (%j) never reaches the wire',
    async (sender) => {
      const play = await verified(LOGGED_IN, { sender });
      expect(failureOf(play)).toMatchObject({ kind: 'sender-refused', reply: { code: null } });
      expect(play.transcript).toBe(linesOf(LOGGED_IN).join('\n'));
    },
  );
});

describe('whoever answers', () => {
  test.each([
    ['a web server', 'S! "HTTP/1.1 400 Bad Request\\r\\n\\r\\n"', 'not-a-mail-server'],
    ['a line without end', `S! "220 ${'x'.repeat(3_000)}"`, 'not-a-mail-server'],
    ['bytes of no language', 'S! "\\u0000\\u0001\\u0002\\r\\n"', 'not-a-mail-server'],
    ['two codes in one reply', 'S! "220-one\\r\\n554 two\\r\\n"', 'not-a-mail-server'],
    ['nobody for long', 'S! "22"\n* silence', 'connection-timed-out'],
    ['somebody who hangs up', '* end', 'connection-lost'],
  ])('%s, fails the tls step as what it is', async (_, script, kind) => {
    const play = await verified(script, { timeouts: { greeting: 50 } });
    expect(failureOf(play)).toMatchObject({ kind, stage: 'greeting', host: HOST, port: 587 });
    expect(shape(play)).toMatch(/tcp passed, tls started, tls failed$/);
  });

  test('drop by drop, does not keep us longer than the greeting may take', async () => {
    const drops = Array.from({ length: 40 }, () => 'S! "220-slow\\r\\n"').join('\n');
    const play = await verified(`${drops}\n* silence`, { timeouts: { greeting: 50 } });
    expect(failureOf(play)).toMatchObject({ kind: 'connection-timed-out', stage: 'greeting' });
  });

  test('with lines without number, is no mail server', async () => {
    const play = await verified(Array.from({ length: 200 }, () => 'S! "220-more\\r\\n"').join('\n'));
    expect(failureOf(play)).toMatchObject({ kind: 'not-a-mail-server', stage: 'greeting' });
  });

  test('before being asked, is not taken for the answer', async () => {
    const play = await verified(
      'S! "220 hello\\r\\n250-smtp.firma.example\\r\\n250 STARTTLS\\r\\n220 go\\r\\n"\n* silence',
    );
    expect(failureOf(play)).toMatchObject({ kind: 'not-a-mail-server', stage: 'ehlo' });
  });

  test('with 421, is heard', async () => {
    const play = await verified('S! "220 hello\\r\\n421 4.3.2 going down\\r\\n"\n* silence');
    expect(failureOf(play)).toMatchObject({ stage: 'ehlo', reply: { code: 421 } });
  });

  test('with 554 instead of a greeting, has the word', async () => {
    const play = await verified('S: 554 5.7.1 your address is on a list');
    expect(failureOf(play)).toMatchObject({ stage: 'greeting', reply: { code: 554 } });
  });

  test('in an older code page, is understood', async () => {
    const play = await verified(
      'S! "220 gr\u00fc\u00df Gott\\r\\n"\nC: EHLO [127.0.0.1]\nS! "550 5.7.1 f\u00fcr Sie nicht\\r\\n"',
    );
    expect(failureOf(play)).toMatchObject({ stage: 'ehlo', reply: { text: '5.7.1 f\ufffdr Sie nicht' } });
  });
});

describe('a name or an address', () => {
  test('that does not exist fails the first step', async () => {
    const play = await verified('S: 220 hi', { host: 'smtp.nowhere.example' });
    expect(shape(play)).toBe('dns started, dns failed');
    expect(failureOf(play)).toMatchObject({ kind: 'name-not-found', stage: 'connect' });
  });

  test('where nobody listens fails the second', async () => {
    const candidate: Candidate = {
      providerId: 'custom',
      server: serverAt(HOST, 587),
      username: USERNAME,
      sender: { name: '', address: USERNAME },
    };
    const closed = await startScripted('S: 220 hi', await outside.certificate());
    await closed.stop();
    const steps = verify(
      candidate,
      { kind: 'password', username: USERNAME, password: PASSWORD },
      { egress: outside.egressTo(closed.port), clock: () => 0 },
    );
    const reports: StepReport[] = [];
    for await (const report of steps) reports.push(report);
    expect(reports.at(-1)).toMatchObject({ step: 'tcp', outcome: 'failed', failure: { kind: 'connection-refused' } });
  });
});

test('leaving a verification hangs up', async () => {
  server = await startScripted(`${TLS_BEGUN}\n* silence`, await outside.certificate());
  const candidate: Candidate = {
    providerId: 'custom',
    server: serverAt(HOST, 587),
    username: USERNAME,
    sender: { name: '', address: USERNAME },
  };
  const steps = verify(
    candidate,
    { kind: 'password', username: USERNAME, password: PASSWORD },
    { egress: outside.egressTo(server.port), clock: () => 0 },
  );
  for await (const report of steps) if (report.step === 'tcp' && report.outcome === 'passed') break;
  expect(await server.transcript()).toBe('S: 220 smtp.firma.example ESMTP');
});
