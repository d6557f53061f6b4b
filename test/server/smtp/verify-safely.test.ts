import { describe, expect, test } from '@jest/globals';
import { verify } from '../../../src/server/smtp/verify.ts';
import { VERIFICATION_TIMEOUTS } from '../../../src/server/smtp/timeouts.ts';
import { HOST } from './outside.ts';
import { asPlayed } from './scripted-server.ts';
import { TLS_BEGUN, candidateAt, failureOf, shape, stageVerifications } from './verification-stage.ts';

const { verified, play, transcript, stopServer } = stageVerifications();

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
      await stopServer();
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
    expect(play.transcript).toBe(asPlayed(script));
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

describe('whoever answers', () => {
  test.each([
    ['a web server', 'S! "HTTP/1.1 400 Bad Request\\r\\n\\r\\n"', 'not-a-mail-server'],
    ['a line without end', `S! "220 ${'x'.repeat(3_000)}"`, 'not-a-mail-server'],
    ['bytes of no language', 'S! "\\u0000\\u0001\\u0002\\r\\n"', 'not-a-mail-server'],
    ['two codes in one reply', 'S! "220-one\\r\\n554 two\\r\\n"', 'not-a-mail-server'],
    ['nobody for long', 'S! "22"\n* silence', 'connection-timed-out'],
    ['somebody who hangs up', '* end', 'connection-lost'],
  ])('%s, fails the tls step as what it is', async (_, script, kind) => {
    const play = await verified(script, { timeouts: { greeting: 2_000 } });
    expect(failureOf(play)).toMatchObject({ kind, stage: 'greeting', host: HOST, port: 587 });
    expect(shape(play)).toMatch(/tcp passed, tls started, tls failed$/);
  });

  test('drop by drop, does not keep us longer than the greeting may take', async () => {
    const drops = Array.from({ length: 40 }, () => 'S! "220-slow\\r\\n"').join('\n');
    const play = await verified(`${drops}\n* silence`, { timeouts: { greeting: 1_000 } });
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

test('who leaves is hung up for at once, at a server that has not even said hello', async () => {
  const egress = await play('* silence');
  const leaving = new AbortController();
  const password = { kind: 'password', username: 'lena@firma.example', password: 'Sonnenblume-7' } as const;
  const needs = { egress, clock: () => 0, timeouts: VERIFICATION_TIMEOUTS };
  for await (const { step, outcome } of verify(candidateAt(HOST), password, needs, leaving.signal)) {
    if (step !== 'tls') continue;
    if (outcome === 'started') setImmediate(() => leaving.abort());
    else expect(outcome).toBe('failed');
  }
  expect(await transcript()).toBe('* silence');
});
