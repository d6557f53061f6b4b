import { describe, expect, test } from '@jest/globals';
import { HEARD, INVITED, ONE_RECIPIENT, QUIT, loggedIn, pieces, stageDeliveries, MESSAGE } from './delivery-stage.ts';
import { asPlayed } from './scripted-server.ts';

const { delivered } = stageDeliveries();

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
      S: 550 5.1.10 not here${QUIT}`;
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

describe('a server that answers each command just in time', () => {
  const SLOW = 1_500;

  test('is given up as a whole, safely', async () => {
    const { attempt } = await delivered(`${loggedIn()}${ONE_RECIPIENT}\n* silence`, { patience: () => SLOW });
    expect(attempt).toMatchObject({
      ended: 'failed',
      failure: { kind: 'connection-timed-out', stage: 'data', detail: 'the attempt took too long' },
    });
  });

  test('is waited for after the final dot, as long as that takes', async () => {
    const { attempt } = await delivered(`${INVITED}${HEARD}\nC: .\n* silence`, {
      patience: () => SLOW,
      timeouts: { dataEnd: 2 * SLOW },
    });
    expect(attempt).toMatchObject({ ended: 'uncertain', failure: { detail: 'no reply in time' } });
  });
});
