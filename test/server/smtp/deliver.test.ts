import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Attempt } from '../../../src/domain/outbox.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { deliver } from '../../../src/server/smtp/deliver.ts';
import { DELIVERY_TIMEOUTS, type Timeouts } from '../../../src/server/smtp/timeouts.ts';
import { HOST, startOutside, type Outside } from './outside.ts';
import { linesOf, startScripted, type ScriptedServer } from './scripted-server.ts';

const credential = { kind: 'password', username: 'lena@firma.example', password: 'Sonnenblume-7' } as const;
const PLAIN = Buffer.from(`\0${credential.username}\0${credential.password}`).toString('base64');

const loggedIn = (...extensions: string[]): string => `
  * tls
  S: 220 smtp.firma.example ESMTP
  C: EHLO [127.0.0.1]
  S: 250-smtp.firma.example
  ${extensions.map((line) => `S: 250-${line}`).join('\n')}
  S: 250 AUTH PLAIN
  C: AUTH PLAIN ${PLAIN}
  S: 235 2.7.0 accepted`;
const ONE_RECIPIENT = `
  C: MAIL FROM:<lena@firma.example>
  S: 250 2.1.0 OK
  C: RCPT TO:<kunde@example.com>
  S: 250 2.1.5 OK`;
const INVITED = `${loggedIn()}${ONE_RECIPIENT}
  C: DATA
  S: 354 go ahead`;
const MESSAGE = 'Subject: Hi\r\n\r\n.dot\r\nGruss\r\n';
const HEARD = `
  C: Subject: Hi
  C: ${''}
  C: ..dot
  C: Gruss`;
const QUIT = `
  C: QUIT
  S: 221 2.0.0 bye`;

let outside: Outside;
let server: ScriptedServer | undefined;
beforeAll(async () => {
  outside = await startOutside();
});
afterEach(() => server?.stop());
afterAll(() => outside.stop());

interface Wish {
  to?: string[];
  from?: string;
  content?: () => AsyncIterable<Uint8Array>;
  bytes?: number;
  timeouts?: Partial<Timeouts>;
}

async function delivered(
  script: string,
  { to = ['kunde@example.com'], from = 'lena@firma.example', content, bytes = MESSAGE.length, timeouts }: Wish = {},
): Promise<{ attempt: Attempt; transcript: string }> {
  server = await startScripted(script, await outside.certificate());
  const attempt = await deliver(
    {
      channel: { server: serverAt(HOST, 465) },
      credential,
      envelope: { mailFrom: from, rcptTo: to },
      content: content ?? (() => pieces(MESSAGE)),
      bytes,
    },
    { egress: outside.egressTo(server.port), timeouts: { ...DELIVERY_TIMEOUTS, ...timeouts } },
  );
  return { attempt, transcript: await server.transcript() };
}

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text, 'utf8');
}

const asPlayed = (script: string): string => linesOf(script).join('\n');

describe('a message that is accepted', () => {
  test('goes over the wire to the letter', async () => {
    const script = `${loggedIn('SIZE 1000', '8BITMIME', 'PIPELINING')}${ONE_RECIPIENT.replace('example>', 'example> SIZE=28')}
      C: DATA
      S: 354 go ahead${HEARD}
      C: .
      S: 250 2.0.0 queued as 4711${QUIT}`;
    const { attempt, transcript } = await delivered(script);
    expect(transcript).toBe(asPlayed(script));
    expect(attempt).toEqual({
      ended: 'accepted',
      reply: { code: 250, enhanced: '2.0.0', text: '2.0.0 queued as 4711' },
      refused: [],
    });
  });

  test('for some of its recipients names the others', async () => {
    const script = `${loggedIn()}
      C: MAIL FROM:<lena@firma.example>
      S: 250 OK
      C: RCPT TO:<kunde@example.com>
      S: 250 OK
      C: RCPT TO:<weg@example.com>
      S: 550 5.1.1 no such user
      C: RCPT TO:<voll@example.com>
      S: 452 4.2.2 mailbox full
      C: DATA
      S: 354 go ahead${HEARD}
      C: .
      S: 250 OK${QUIT}`;
    const { attempt } = await delivered(script, {
      to: ['kunde@example.com', 'weg@example.com', 'no address', 'voll@example.com'],
    });
    expect(attempt).toMatchObject({ ended: 'accepted' });
    expect(
      attempt.ended === 'accepted' && attempt.refused.map(({ recipient, failure }) => [recipient, failure.kind]),
    ).toEqual([
      ['no address', 'recipient-refused'],
      ['weg@example.com', 'recipient-refused'],
      ['voll@example.com', 'recipient-deferred'],
    ]);
  });

  test('with an address beyond ASCII is announced so', async () => {
    const script = `${loggedIn('SMTPUTF8', '8BITMIME')}
      C: MAIL FROM:<lena@firma.example> BODY=8BITMIME SMTPUTF8
      S: 250 OK
      C: RCPT TO:<jürgen@xn--mller-kva.example>
      S: 250 OK
      C: DATA
      S: 354 go ahead${HEARD}
      C: .
      S: 250 OK${QUIT}`;
    const { attempt, transcript } = await delivered(script, { to: ['jürgen@müller.example'] });
    expect(transcript).toBe(asPlayed(script));
    expect(attempt.ended).toBe('accepted');
  });
});

describe('a message that is refused', () => {
  test('for every recipient fails as the first was', async () => {
    const script = `${loggedIn()}
      C: MAIL FROM:<lena@firma.example>
      S: 250 OK
      C: RCPT TO:<a@example.com>
      S: 550 5.1.1 no such user
      C: RCPT TO:<b@example.com>
      S: 550 5.1.10 not here
      C: RSET
      S: 250 OK${QUIT}`;
    const { attempt, transcript } = await delivered(script, { to: ['a@example.com', 'b@example.com'] });
    expect(transcript).toBe(asPlayed(script));
    expect(attempt).toMatchObject({
      ended: 'failed',
      failure: { kind: 'recipient-refused', reply: { enhanced: '5.1.1' } },
    });
    expect(attempt.ended === 'failed' && attempt.refused).toHaveLength(2);
  });

  test.each([
    [
      'at MAIL FROM',
      `${loggedIn()}\nC: MAIL FROM:<lena@firma.example>\nS: 552 5.3.4 too big${QUIT}`,
      'message-too-large',
      'mail',
    ],
    [
      'at DATA',
      `${loggedIn()}${ONE_RECIPIENT}\nC: DATA\nS: 451 4.3.0 not now${QUIT}`,
      'temporarily-unavailable',
      'data',
    ],
    ['after the dot', `${INVITED}${HEARD}\nC: .\nS: 552 5.3.4 too big${QUIT}`, 'message-too-large', 'after-data'],
    [
      'after the dot, for now',
      `${INVITED}${HEARD}\nC: .\nS: 432 4.3.2 Concurrent connections limit exceeded${QUIT}`,
      'too-many-connections',
      'after-data',
    ],
    [
      'by a server that goes down',
      `${loggedIn()}\nC: MAIL FROM:<lena@firma.example>\nS: 250 OK\nC: RCPT TO:<kunde@example.com>\nS: 421 4.3.2 going down\n* end`,
      'temporarily-unavailable',
      'rcpt',
    ],
  ])('%s fails so, and safely', async (_, script, kind, stage) => {
    const { attempt } = await delivered(script);
    expect(attempt).toMatchObject({ ended: 'failed', failure: { kind, stage } });
  });

  test('by its size is not even begun', async () => {
    const script = `${loggedIn('SIZE 20')}${QUIT}`;
    const { attempt, transcript } = await delivered(script);
    expect(attempt).toMatchObject({
      ended: 'failed',
      failure: { kind: 'message-too-large', reply: { code: null, enhanced: '5.3.4' } },
    });
    expect(transcript).toBe(asPlayed(script));
  });

  test('by an address the server cannot take is not even begun', async () => {
    const { attempt } = await delivered(`${loggedIn()}${QUIT}`, { to: ['jürgen@example.com'] });
    expect(attempt).toMatchObject({
      ended: 'failed',
      failure: { kind: 'recipient-refused', reply: { enhanced: '5.6.7' } },
    });
  });

  test.each([[[]], [['<a@b.example>', 'a@b.example\r\nDATA']]])(
    'by having nobody to go to (%j) is not even begun',
    async (to) => {
      const script = `${loggedIn()}${QUIT}`;
      const { attempt, transcript } = await delivered(script, { to });
      expect(attempt).toMatchObject({ ended: 'failed', failure: { kind: 'recipient-refused' } });
      expect(transcript).toBe(asPlayed(script));
    },
  );
});

describe('a connection that breaks', () => {
  test.each([
    ['before the data', `${loggedIn()}\nC: MAIL FROM:<lena@firma.example>\n* reset`, 'mail'],
    ['at the invitation', `${loggedIn()}${ONE_RECIPIENT}\nC: DATA\n* end`, 'data'],
  ])('%s leaves the message safe', async (_, script, stage) => {
    const { attempt } = await delivered(script);
    expect(attempt).toMatchObject({ ended: 'failed', failure: { kind: 'connection-lost', stage } });
  });

  test('in the data leaves the message safe', async () => {
    const script = `${INVITED}\nC: Subject: Hi\n* reset`;
    const { attempt } = await delivered(script, {
      content: async function* () {
        yield Buffer.from('Subject: Hi\r\n');
        await server?.transcript();
        yield Buffer.from('\r\nGruss\r\n');
      },
    });
    expect(attempt).toMatchObject({ ended: 'failed', failure: { kind: 'connection-lost', stage: 'data' } });
  });

  test.each([
    ['after the dot', `${INVITED}${HEARD}\nC: .\n* end`, 'connection-lost'],
    ['rudely after the dot', `${INVITED}${HEARD}\nC: .\n* reset`, 'connection-lost'],
    ['with half a reply', `${INVITED}${HEARD}\nC: .\nS! "250-2.0.0 que"\n* end`, 'connection-lost'],
    ['with a reply that is none', `${INVITED}${HEARD}\nC: .\nS! "OK fine\\r\\n"`, 'not-a-mail-server'],
    ['with a reply out of place', `${INVITED}${HEARD}\nC: .\nS: 354 go on`, 'not-a-mail-server'],
    ['by never replying', `${INVITED}${HEARD}\nC: .\n* silence`, 'connection-timed-out'],
  ])('%s leaves the message uncertain', async (_, script, kind) => {
    const { attempt } = await delivered(script, { timeouts: { dataEnd: 50 } });
    expect(attempt).toMatchObject({ ended: 'uncertain', failure: { kind, stage: 'after-data' } });
  });

  test('while saying goodbye changes nothing', async () => {
    const { attempt } = await delivered(`${INVITED}${HEARD}\nC: .\nS: 250 2.0.0 OK\n* reset`);
    expect(attempt.ended).toBe('accepted');
  });
});

describe('a server that speaks in the middle of the data', () => {
  const interrupted = (words: string) =>
    delivered(`${INVITED}\nC: Subject: Hi\n${words}\n* silence`, {
      content: async function* () {
        yield Buffer.from('Subject: Hi\r\n');
        // Piece after piece until the server's word has come through.
        for (;;) {
          await new Promise((resolve) => setImmediate(resolve));
          yield Buffer.from('.\r\n');
        }
      },
    });

  test('to refuse, is believed', async () => {
    const { attempt } = await interrupted('S: 552 5.3.4 too big');
    expect(attempt).toMatchObject({ ended: 'failed', failure: { kind: 'message-too-large', stage: 'data' } });
  });

  test('to accept what it has not seen, is not', async () => {
    const { attempt } = await interrupted('S: 250 2.0.0 queued');
    expect(attempt).toMatchObject({ ended: 'failed', failure: { kind: 'not-a-mail-server', stage: 'data' } });
  });

  test('with two answers at once, does not get the message taken for accepted', async () => {
    const script = INVITED.replace('S: 354 go ahead', 'S! "354 go ahead\\r\\n250 2.0.0 queued\\r\\n"');
    const { attempt } = await delivered(`${script}\n* silence`);
    expect(attempt).toMatchObject({ ended: 'failed', failure: { kind: 'not-a-mail-server', stage: 'data' } });
  });
});

test('content that ends in an error of ours never gets its dot', async () => {
  const script = `${INVITED}\nC: Subject: Hi`;
  const { attempt, transcript } = await delivered(script, {
    content: async function* () {
      yield Buffer.from('Subject: Hi\r\n');
      throw new Error('the store is away');
    },
  });
  expect(attempt).toMatchObject({ ended: 'failed', failure: { kind: 'connection-lost', stage: 'data' } });
  expect(transcript).toBe(asPlayed(script));
});

test('content is not opened before the server asks for it', async () => {
  let opened = false;
  await delivered(`${loggedIn()}${ONE_RECIPIENT}\nC: DATA\nS: 554 no${QUIT}`, {
    content: () => {
      opened = true;
      return pieces(MESSAGE);
    },
  });
  expect(opened).toBe(false);
});
