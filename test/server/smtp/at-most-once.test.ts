import { describe, expect, test } from '@jest/globals';
import { DATA, HEARD, INVITED, ONE_RECIPIENT, loggedIn, pieces, stageDeliveries } from './delivery-stage.ts';
import { asPlayed } from './scripted-server.ts';

const { delivered, transcript } = stageDeliveries();

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
        yield* pieces('Subject: Hi\r\n', '\r\n');
        await transcript();
        yield* pieces('Gruss\r\n');
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
    const { attempt } = await delivered(script, { timeouts: { dataEnd: 2_000 } });
    expect(attempt).toMatchObject({ ended: 'uncertain', failure: { kind, stage: 'after-data' } });
  });

  test('after the dot still tells who was refused before', async () => {
    const script = `${loggedIn()}${ONE_RECIPIENT}
      C: RCPT TO:<weg@example.com>
      S: 550 5.1.1 no such user${DATA}${HEARD}
      C: .
      * end`;
    const { attempt } = await delivered(script, { to: ['kunde@example.com', 'weg@example.com'] });
    expect(attempt).toMatchObject({ ended: 'uncertain', refused: [{ recipient: 'weg@example.com' }] });
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
      yield* pieces('Subject: Hi\r\n', 'never seen\r\n');
      throw new Error('the store is away');
    },
  });
  expect(attempt).toMatchObject({ ended: 'failed', failure: { kind: 'connection-lost', stage: 'data' } });
  expect(transcript).toBe(asPlayed(script));
});
