import { describe, expect, test } from '@jest/globals';
import type { Session } from '../../../src/server/smtp/session.ts';
import type { Transmission } from '../../../src/server/smtp/route.ts';
import {
  ACCEPTED,
  ASKED,
  DATA,
  FIRST,
  GRANTED,
  HEARD,
  ONE_RECIPIENT,
  PIPELINED,
  QUIT,
  loggedIn,
  message,
  pieces,
  stageDeliveries,
} from './delivery-stage.ts';
import { asPlayed } from './scripted-server.ts';

const { opened, transcript } = stageDeliveries();

/** Sends messages one after another, each told of the next, and says goodbye. */
async function sendAll(session: Session, messages: Transmission[]) {
  const attempts = [];
  for (const [index, each] of messages.entries()) attempts.push(await session.send(each, messages[index + 1] ?? null));
  await session.quit();
  return attempts;
}

describe('a server with PIPELINING', () => {
  test('hears an envelope in one go, and the next with the end of the content before it', async () => {
    const script = `${PIPELINED}${ASKED}${GRANTED}${HEARD}
      C: .${ASKED}
      S: 250 2.0.0 queued as 1${GRANTED}${HEARD}
      C: .
      S: 250 2.0.0 queued as 2${QUIT}`;
    const attempts = await sendAll(await opened(script), [message(), message()]);
    expect(await transcript()).toBe(asPlayed(script));
    expect(attempts).toMatchObject([
      { ended: 'accepted', reply: { text: '2.0.0 queued as 1' } },
      { ended: 'accepted', reply: { text: '2.0.0 queued as 2' } },
    ]);
  });

  test('hears the next envelope at its own time when it is not known before', async () => {
    const script = `${PIPELINED}${FIRST}${FIRST}${QUIT}`;
    const session = await opened(script);
    expect(await session.send(message(), null)).toMatchObject({ ended: 'accepted' });
    expect(await session.send(message(), null)).toMatchObject({ ended: 'accepted' });
    await session.quit();
    expect(await transcript()).toBe(asPlayed(script));
  });

  test('gets a large content piece by piece, and its end with the next envelope', async () => {
    const line = `${'x'.repeat(998)}\r\n`;
    const large = message({ content: () => pieces(line.repeat(100), line.repeat(100)) });
    const script = `${PIPELINED}${ASKED}${GRANTED}
      ${`C: ${line.trim()}\n`.repeat(200)}
      C: .${ASKED}
      S: 250 OK${GRANTED}${HEARD}${ACCEPTED}${QUIT}`;
    const attempts = await sendAll(await opened(script), [large, message()]);
    expect(await transcript()).toBe(asPlayed(script));
    expect(attempts).toMatchObject([{ ended: 'accepted' }, { ended: 'accepted' }]);
  });

  test('answers for each recipient by itself', async () => {
    const script = `${PIPELINED}
      C: MAIL FROM:<lena@firma.example>
      C: RCPT TO:<kunde@example.com>
      C: RCPT TO:<weg@example.com>
      C: RCPT TO:<voll@example.com>
      C: DATA
      S: 250 OK
      S: 250 OK
      S: 550 5.1.1 no such user
      S: 452 4.2.2 mailbox full
      S: 354 go ahead${HEARD}${ACCEPTED}${QUIT}`;
    const to = ['kunde@example.com', 'weg@example.com', 'voll@example.com'];
    const [attempt] = await sendAll(await opened(script), [message({ to })]);
    expect(attempt).toMatchObject({
      ended: 'accepted',
      refused: [
        { recipient: 'weg@example.com', reply: { code: 550 } },
        { recipient: 'voll@example.com', reply: { code: 452 } },
      ],
    });
  });

  test('that refuses everyone and asks for the content all the same gets an empty one, and the next message after it', async () => {
    const script = `${PIPELINED}${ASKED}
      S: 250 OK
      S: 550 5.1.1 no such user
      S: 354 go ahead
      C: .
      S: 554 5.5.1 no valid recipients
      C: RSET${ASKED}
      S: 250 OK${GRANTED}${HEARD}${ACCEPTED}${QUIT}`;
    const attempts = await sendAll(await opened(script), [message(), message()]);
    expect(await transcript()).toBe(asPlayed(script));
    expect(attempts).toMatchObject([
      { ended: 'failed', failure: { kind: 'recipient-refused', reply: { enhanced: '5.1.1' } }, refused: [{}] },
      { ended: 'accepted' },
    ]);
  });

  test('that refuses the sender is not believed about recipients', async () => {
    const script = `${PIPELINED}${ASKED}
      S: 550 5.7.60 cannot send as this sender
      S: 503 5.5.1 need MAIL first
      S: 503 5.5.1 need MAIL first${QUIT}`;
    const [attempt] = await sendAll(await opened(script), [message()]);
    expect(await transcript()).toBe(asPlayed(script));
    expect(attempt).toMatchObject({ ended: 'failed', failure: { stage: 'mail', reply: { code: 550 } }, refused: [] });
  });

  test('that refuses the sender, takes a recipient and asks for the content gets nothing more', async () => {
    const script = `${PIPELINED}${ASKED}
      S: 550 5.7.1 not you
      S: 250 OK
      S: 354 go ahead`;
    const session = await opened(script);
    expect(await session.send(message(), message())).toMatchObject({ ended: 'failed', failure: { stage: 'mail' } });
    expect(session.usable).toBe(false);
    expect(await transcript()).toBe(asPlayed(script));
  });

  test('that refuses a content has heard the next envelope, and is held to it', async () => {
    const script = `${PIPELINED}${ASKED}${GRANTED}${HEARD}
      C: .${ASKED}
      S: 554 5.7.1 spam${GRANTED}${HEARD}${ACCEPTED}${QUIT}`;
    const attempts = await sendAll(await opened(script), [message(), message()]);
    expect(await transcript()).toBe(asPlayed(script));
    expect(attempts).toMatchObject([
      { ended: 'failed', failure: { stage: 'after-data', reply: { code: 554 } } },
      { ended: 'accepted' },
    ]);
  });

  test('that says more than it was asked gets no content', async () => {
    const script = `${PIPELINED}${ASKED}${GRANTED}
      S: 250 2.0.0 queued
      * silence`;
    const session = await opened(
      script.replace('S: 354 go ahead\n      S: 250 2.0.0 queued', 'S! "354 go ahead\\r\\n250 2.0.0 queued\\r\\n"'),
    );
    expect(await session.send(message(), null)).toMatchObject({
      ended: 'failed',
      failure: { kind: 'not-a-mail-server', stage: 'data' },
    });
    expect(session.usable).toBe(false);
  });
});

describe('a server without PIPELINING', () => {
  test('hears one command at a time, however well the next message is known', async () => {
    const one = `${ONE_RECIPIENT}${DATA}${HEARD}${ACCEPTED}`;
    const script = `${loggedIn()}${one}${one}${QUIT}`;
    const attempts = await sendAll(await opened(script), [message(), message()]);
    expect(await transcript()).toBe(asPlayed(script));
    expect(attempts).toMatchObject([{ ended: 'accepted' }, { ended: 'accepted' }]);
  });

  test('forgets a refused message before the next', async () => {
    const script = `${loggedIn()}
      C: MAIL FROM:<lena@firma.example>
      S: 250 OK
      C: RCPT TO:<kunde@example.com>
      S: 550 5.1.1 no such user
      C: RSET
      S: 250 OK${ONE_RECIPIENT}${DATA}${HEARD}${ACCEPTED}${QUIT}`;
    const attempts = await sendAll(await opened(script), [message(), message()]);
    expect(await transcript()).toBe(asPlayed(script));
    expect(attempts).toMatchObject([{ ended: 'failed' }, { ended: 'accepted' }]);
  });
});
