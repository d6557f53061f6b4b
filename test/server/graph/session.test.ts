import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '../../../src/domain/outbox.ts';
import { MINUTE } from '../../../src/domain/instant.ts';
import { openSession } from '../../../src/server/graph/session.ts';
import { HOST } from '../smtp/outside.ts';
import {
  GRAPH,
  HEADER,
  LOGIN,
  MESSAGE,
  message,
  NOW,
  pieces,
  says,
  stageGraph,
  type Behaviour,
} from './graph-stage.ts';

const stage = stageGraph();
const failure = (attempt: Attempt) => (attempt.ended === 'accepted' ? null : attempt.failure);
const body = (): string => Buffer.from(stage.heard[1]?.body ?? '', 'base64').toString('utf8');

describe('a session at Graph', () => {
  it('shows its token once, and sends MIME in base64', async () => {
    const session = await stage.opened(says(202, undefined, { 'request-id': '6bba4f1c' }));
    const attempt = await session.send(message());
    expect(attempt).toEqual({
      ended: 'accepted',
      reply: { code: 202, enhanced: null, text: 'Accepted\nrequest-id: 6bba4f1c' },
      refused: [],
    });
    await session.quit();
    expect(session.usable).toBe(false);
    expect(stage.heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1.0/me/sendMail',
      'POST /v1.0/me/sendMail',
    ]);
    expect(stage.heard[0]?.body).toBe('*');
    expect(stage.heard[1]?.headers).toMatchObject({
      host: HOST,
      authorization: 'Bearer token-of-lena',
      'content-type': 'text/plain',
      'content-length': String(Math.ceil(MESSAGE.length / 3) * 4),
    });
    expect(body()).toBe(MESSAGE);
  });

  it('sends any number of pieces of any length, whole', async () => {
    const text = 'Lämpchen, '.repeat(20_000);
    const all = `${HEADER}\r\n${text}`;
    const content = () => pieces('From: lena@firma.ex', ...cut(all.slice(19), 7_001));
    const bytes = Buffer.byteLength(all);
    expect(await stage.delivered(says(202), { content, bytes })).toMatchObject({ ended: 'accepted' });
    expect(body()).toBe(all);
  });

  it('names exactly those whom the message goes to', async () => {
    const to = ['kunde@example.com', 'hidden@example.com'];
    await stage.delivered(says(202), { to });
    expect(body()).toBe(`Bcc: hidden@example.com\r\n${MESSAGE}`);
  });

  it('names nobody when it goes to a part of its recipients', async () => {
    await stage.delivered(says(202), { to: ['hidden@example.com'] });
    expect(body()).toMatch(/^Bcc: hidden@example\.com\r\nTo: undisclosed-recipients:;\r\nFrom: /);
    expect(body()).not.toMatch('kunde@example.com');
  });

  it('sends to the others when one recipient is no address', async () => {
    const attempt = await stage.delivered(says(202), { to: ['kunde@example.com', 'nobody'] });
    expect(attempt).toMatchObject({ ended: 'accepted', refused: [{ recipient: 'nobody' }] });
    expect(body()).toBe(MESSAGE);
  });

  it('asks nobody about a message that is too large, or has no recipient', async () => {
    const large = await stage.delivered(says(202), { bytes: 2_900_001 });
    expect(failure(large)).toMatchObject({ kind: 'message-too-large', reply: { code: null } });
    expect(failure(await stage.delivered(says(202), { to: ['nobody'] }))).toMatchObject({ kind: 'recipient-refused' });
    expect(stage.heard).toHaveLength(1);
  });

  it('is to be opened anew after four minutes, sooner than its token ends', async () => {
    const session = await stage.opened(says(202));
    stage.now = NOW + 4 * MINUTE - 1;
    expect(session.usable).toBe(true);
    stage.now = NOW + 4 * MINUTE;
    expect(session.usable).toBe(false);
  });
});

describe('a session that is not to be had', () => {
  const opening = async (token: Behaviour, kind?: 'untrusted' | 'wrong-name') => {
    const egress = await stage.start(says(202), { token, ...(kind && { kind }) });
    const opened = await openSession(GRAPH, LOGIN, { egress, clock: () => NOW });
    return opened.ok ? null : opened.failure;
  };

  it.each([
    [says(401, { code: 'InvalidAuthenticationToken', message: 'expired' }), 'token-rejected', 'auth'],
    [says(403, { code: 'ErrorAccessDenied' }), 'token-rejected', 'auth'],
    [says(404, { code: 'MailboxNotEnabledForRESTAPI' }), 'mailbox-unavailable', 'auth'],
    [says(202), 'authentication-unavailable', 'auth'],
    [says(302, undefined, { location: `https://${HOST}/elsewhere` }), 'authentication-unavailable', 'auth'],
    [says(429, undefined, { 'retry-after': '20' }), 'throttled', 'after-data'],
    [(request) => request.socket.destroy(), 'connection-lost', 'auth'],
  ] satisfies [Behaviour, string, string][])('says why', async (token, kind, at) => {
    expect(await opening(token)).toMatchObject({ kind, stage: at });
    expect(stage.heard).toHaveLength(1);
  });

  it.each([
    ['untrusted', 'certificate-untrusted'],
    ['wrong-name', 'certificate-wrong-name'],
  ] as const)('shows no token to whom has a certificate that is %s', async (kind, why) => {
    expect(await opening(says(400), kind)).toMatchObject({ kind: why });
    expect(stage.heard).toEqual([]);
  });

  it('has no place inside the network', async () => {
    const egress = await stage.start(says(202));
    const inside = { host: '10.0.0.7', port: 443 } as const;
    const opened = await openSession(inside, LOGIN, { egress, clock: () => NOW });
    expect(opened).toMatchObject({ ok: false, failure: { kind: 'address-forbidden' } });
    expect(stage.heard).toEqual([]);
  });
});

describe('a message that Graph refuses', () => {
  it.each([
    [403, 'ErrorSendAsDenied', 'send-as-denied', 'mail'],
    [403, 'ErrorAccountSuspend', 'sender-blocked', 'after-data'],
    [400, 'ErrorInvalidRecipients', 'recipient-refused', 'rcpt'],
    [401, 'InvalidAuthenticationToken', 'token-rejected', 'auth'],
  ])('by %d %s is %s', async (status, code, kind, at) => {
    const attempt = await stage.delivered(says(status, { code, message: 'In its own words.' }));
    expect(attempt).toEqual({
      ended: 'failed',
      failure: { kind, stage: at, reply: { code: status, enhanced: null, text: `${code}: In its own words.` } },
      refused: [],
    });
  });

  it.each([429, 503])('for now, by %d, waits as long as it says', async (status) => {
    const attempt = await stage.delivered(says(status, { code: 'Busy' }, { 'retry-after': '20' }));
    expect(attempt).toMatchObject({ ended: 'failed', failure: { reply: { text: /^Retry-After: 20 seconds\n/ } } });
  });

  it('is followed nowhere', async () => {
    const attempt = await stage.delivered(says(307, undefined, { location: `https://${HOST}/elsewhere` }));
    expect(attempt).toMatchObject({ ended: 'failed', failure: { kind: 'temporarily-unavailable' } });
    expect(stage.heard).toHaveLength(2);
  });

  it('before it has come whole has not been taken, and the rest stays here', async () => {
    const early: Behaviour = (request, response) => {
      request.once('data', () => response.writeHead(500, { connection: 'close' }).end());
    };
    const attempt = await stage.delivered(early, endless());
    expect(attempt).toMatchObject({ ended: 'failed', failure: { kind: 'temporarily-unavailable' } });
  });

  it('says no more than 64 kB of it, and never our token', async () => {
    const huge: Behaviour = (request, response) => {
      request.resume().once('end', () => {
        response.writeHead(403);
        response.write('x'.repeat(10_000_000));
        response.end();
      });
    };
    expect(failure(await stage.delivered(huge))).toMatchObject({ kind: 'sending-forbidden' });
    const echo = await stage.delivered(says(400, { code: 'New', message: `What is token-of-lena?\r\nAnd\0why?` }));
    expect(failure(echo)).toMatchObject({ kind: 'rejected', reply: { text: 'New: What is …? And why?' } });
  });

  it('does so by its status alone when the rest does not come', async () => {
    const halting: Behaviour = (request, response) => {
      request.resume().once('end', () => response.writeHead(403, { 'content-length': '100' }).write('{"error":'));
    };
    const attempt = await stage.delivered(halting, { timeouts: { rest: 50 } });
    expect(failure(attempt)).toMatchObject({ kind: 'sending-forbidden' });
  });
});

describe('a message whose fate is not known', () => {
  it.each([500, 502, 504, 200])('is uncertain: Graph had it, and said %d', async (status) => {
    expect(await stage.delivered(says(status))).toMatchObject({
      ended: 'uncertain',
      failure: { stage: 'after-data', reply: { code: status } },
    });
  });

  it('is uncertain when the connection is lost after its last byte', async () => {
    const attempt = await stage.delivered((request) => request.resume().once('end', () => request.socket.destroy()));
    expect(attempt).toMatchObject({ ended: 'uncertain', failure: { kind: 'connection-lost', stage: 'after-data' } });
  });

  it('is uncertain when no answer comes', async () => {
    const attempt = await stage.delivered((request) => request.resume(), { timeouts: { answer: 50 } });
    expect(attempt).toMatchObject({ ended: 'uncertain', failure: { kind: 'connection-timed-out' } });
  });
});

describe('a message that is not handed over', () => {
  const gone = { kind: 'connection-lost', stage: 'data' };

  it('goes again when the connection is lost in its midst', async () => {
    const cutting: Behaviour = (request) => void request.once('data', () => request.socket.destroy());
    expect(await stage.delivered(cutting, endless())).toMatchObject({ ended: 'failed', failure: gone });
  });

  it('goes again when it is too long on its way', async () => {
    const content = async function* () {
      yield Buffer.from(MESSAGE);
      await new Promise(() => undefined);
    };
    const attempt = await stage.delivered(says(202), { content, timeouts: { upload: 100 } });
    expect(attempt).toMatchObject({ ended: 'failed', failure: { kind: 'connection-timed-out', stage: 'data' } });
  });

  it.each([
    ['breaks off on our side', () => breaking(), MESSAGE.length],
    ['breaks off before its header ends', () => breaking('From: x'), MESSAGE.length],
    ['is shorter than was said', () => pieces(MESSAGE), MESSAGE.length + 3],
    ['is longer than was said', () => pieces(MESSAGE), MESSAGE.length - 3],
  ])('leaves no whole request when it %s', async (_how, content, bytes) => {
    const whole: string[] = [];
    const attempt = await stage.delivered(
      (request, response) => request.resume().once('end', () => whole.push('whole') && response.writeHead(202).end()),
      { content, bytes },
    );
    expect(attempt).toMatchObject({ ended: 'failed', failure: gone });
    expect(whole).toEqual([]);
  });

  it('holds back its last byte until everything before it is taken', async () => {
    let go = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (go = resolve));
    const attempt = stage.delivered(
      (request, response) => {
        request.once('data', () => go());
        request.once('end', () => response.writeHead(202).end());
      },
      {
        content: async function* () {
          yield Buffer.from(MESSAGE.slice(0, -4));
          await waiting;
          yield Buffer.from(MESSAGE.slice(-4));
        },
      },
    );
    expect(await attempt).toMatchObject({ ended: 'accepted' });
    expect(body()).toBe(MESSAGE);
  });
});

describe('a token that ends in the middle', () => {
  it('is stale after it was good, and refused when it never was', async () => {
    let taken = 0;
    const session = await stage.opened((request, response) => {
      taken += 1;
      says(taken === 1 ? 202 : 401)(request, response);
    });
    expect(await session.send(message())).toMatchObject({ ended: 'accepted' });
    expect(await session.send(message())).toBe('stale');
    expect(session.usable).toBe(false);
    const first = await stage.opened(says(401));
    expect(await first.send(message())).toMatchObject({ ended: 'failed', failure: { kind: 'token-rejected' } });
  });
});

it('a session that is called off while it opens is not opened', async () => {
  const stop = new AbortController();
  const egress = await stage.start(says(202), { token: () => stop.abort() });
  const opened = await openSession(GRAPH, LOGIN, { egress, clock: () => NOW, signal: stop.signal });
  expect(opened).toMatchObject({ ok: false, failure: { kind: 'connection-lost' } });
});

function cut(text: string, length: number): string[] {
  return text.match(new RegExp(`[^]{1,${String(length)}}`, 'g')) ?? [];
}

/** A message of which there is more than the network takes at once. */
function endless() {
  const bytes = 2_800_000;
  const content = async function* () {
    yield Buffer.from(`${HEADER}\r\n`);
    for (let left = bytes - HEADER.length - 2; left > 0; left -= 50_000)
      yield Buffer.alloc(Math.min(left, 50_000), 'x');
  };
  return { content, bytes };
}

async function* breaking(...first: string[]): AsyncGenerator<Uint8Array> {
  yield* pieces(...(first.length > 0 ? first : [`${HEADER}\r\n`]));
  throw new Error('the content is gone');
}
