import { describe, expect, test } from '@jest/globals';
import type { StepReport } from '../../../src/domain/verification.ts';
import { verify } from '../../../src/server/smtp/verify.ts';
import { ADDRESS, HOST } from './outside.ts';
import { asPlayed } from './scripted-server.ts';
import {
  LOGGED_IN,
  PASSWORD,
  PLAIN,
  READY,
  TLS_BEGUN,
  USERNAME,
  candidateAt,
  failureOf,
  shape,
  stageVerifications,
} from './verification-stage.ts';

const { verified, play, transcript, connections, names, stopServer } = stageVerifications();
const base64 = (text: string): string => Buffer.from(text).toString('base64');

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
    expect(play.transcript).toBe(asPlayed(script));
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
    const before = names().asked.get(`A ${HOST}`) ?? 0;
    await verified(script);
    expect(names().asked.get(`A ${HOST}`)).toBe(before + 1);
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
    expect(play.transcript).toBe(asPlayed(implicit));
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
    expect(connections()).toBe(1);
    expect(play.transcript).toBe(asPlayed(rejected));
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
    const play = await verified(`${READY}\nC: AUTH PLAIN ${PLAIN}\n* silence`, { timeouts: { command: 2_000 } });
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
    expect(failureOf(play)).toMatchObject({ kind: 'send-as-denied', stage: 'mail' });
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
      expect(play.transcript).toBe(asPlayed(LOGGED_IN));
    },
  );
});

describe('a name or an address', () => {
  test('that does not exist fails the first step', async () => {
    const play = await verified('S: 220 hi', { host: 'smtp.nowhere.example' });
    expect(shape(play)).toBe('dns started, dns failed');
    expect(failureOf(play)).toMatchObject({ kind: 'name-not-found', stage: 'connect' });
  });

  test('where nobody listens fails the second', async () => {
    const candidate = candidateAt(HOST);
    const egress = await play('S: 220 hi');
    await stopServer();
    const steps = verify(
      candidate,
      { kind: 'password', username: USERNAME, password: PASSWORD },
      { egress, clock: () => 0 },
    );
    const reports: StepReport[] = [];
    for await (const report of steps) reports.push(report);
    expect(reports.at(-1)).toMatchObject({ step: 'tcp', outcome: 'failed', failure: { kind: 'connection-refused' } });
  });
});

test('leaving a verification hangs up', async () => {
  const egress = await play(`${TLS_BEGUN}\n* silence`);
  const candidate = candidateAt(HOST);
  const steps = verify(
    candidate,
    { kind: 'password', username: USERNAME, password: PASSWORD },
    { egress, clock: () => 0 },
  );
  for await (const report of steps) if (report.step === 'tcp' && report.outcome === 'passed') break;
  expect(await transcript()).toBe('S: 220 smtp.firma.example ESMTP');
});

test('a server with a name in the DNS greets by it', async () => {
  const egress = await play('S: 220 hi\nC: EHLO postlane.firma.example\nS: 550 5.7.1 no');
  const steps = verify(
    candidateAt(HOST),
    { kind: 'password', username: USERNAME, password: PASSWORD },
    { egress: { ...egress, clientName: 'postlane.firma.example' }, clock: () => 0 },
  );
  const reports: StepReport[] = [];
  for await (const report of steps) reports.push(report);
  expect(await transcript()).toContain('C: EHLO postlane.firma.example');
});
