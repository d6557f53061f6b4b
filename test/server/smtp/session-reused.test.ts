import { describe, expect, test } from '@jest/globals';
import type { Session } from '../../../src/server/smtp/session.ts';
import {
  ACCEPTED,
  ASKED,
  FIRST,
  GRANTED,
  HEARD,
  PIPELINED,
  QUIT,
  message,
  pieces,
  stageDeliveries,
} from './delivery-stage.ts';
import { asPlayed } from './scripted-server.ts';

const { opened, transcript } = stageDeliveries();

describe('an envelope that went ahead', () => {
  const AHEAD = `${PIPELINED}${ASKED}${GRANTED}${HEARD}
    C: .${ASKED}
    S: 250 2.0.0 queued`;

  test.each([
    ['is given up by hanging up when there is no need of it', (session: Session) => session.quit(), undefined],
    [
      'is not taken for another message’s',
      (session: Session) => session.send(message({ to: ['x@y.example'] }), null),
      'stale',
    ],
  ])('%s', async (_, then, outcome) => {
    const script = `${AHEAD}${GRANTED}`;
    const session = await opened(script);
    await session.send(message(), message());
    expect(await then(session)).toBe(outcome);
    expect(session.usable).toBe(false);
    expect(await transcript()).toBe(asPlayed(script));
  });

  test('does not open the content before the message’s turn', async () => {
    const order: string[] = [];
    const telling = (name: string) =>
      message({
        content: () => {
          order.push(`opens ${name}`);
          return pieces('Subject: Hi\r\n\r\n.dot\r\nGruss\r\n');
        },
      });
    const session = await opened(`${AHEAD}${GRANTED}${HEARD}${ACCEPTED}${QUIT}`);
    const [first, second] = [telling('first'), telling('second')];
    await session.send(first, second);
    order.push('settles first');
    await session.send(second, null);
    await session.quit();
    expect(order).toEqual(['opens first', 'settles first', 'opens second']);
  });

  test.each([
    ['is dismissed', `${AHEAD}\nS: 421 4.7.0 too many messages\n* end`],
    ['is dismissed among its recipients', `${AHEAD}\nS: 250 OK\nS: 421 4.7.0 busy\n* end`],
    ['meets a closed connection', `${AHEAD}\n* end`],
    ['meets a broken connection', `${AHEAD}\nS: 250 OK\nS: 250 OK\n* reset`],
    [
      'is answered, but waited for no longer',
      `${AHEAD}\nS! "250 OK\\r\\n250 OK\\r\\n354 go\\r\\n421 4.4.2 too late\\r\\n"\n* silence`,
    ],
    ['meets silence', `${AHEAD}\n* silence`],
  ])('and %s makes no attempt', async (_, script) => {
    const session = await opened(script, { timeouts: { command: 2_000 } });
    const next = message();
    expect(await session.send(message(), next)).toMatchObject({ ended: 'accepted' });
    expect(await session.send(next, null)).toBe('stale');
    expect(session.usable).toBe(false);
  });

  test('goes down with a message that becomes uncertain', async () => {
    const session = await opened(`${PIPELINED}${ASKED}${GRANTED}${HEARD}\nC: .\n* end`);
    const next = message();
    expect(await session.send(message(), next)).toMatchObject({ ended: 'uncertain', failure: { stage: 'after-data' } });
    expect(session.usable).toBe(false);
    expect(await session.send(next, null)).toBe('stale');
  });
});

describe('a connection that has served before', () => {
  test.each([
    ['says 421 to the next message', `${ASKED}\nS: 421 4.4.2 idle too long\n* end`],
    ['says 421 unasked', `\nS: 421 4.4.2 idle too long\n* silence`],
    ['is closed', `\n* end`],
  ])('and %s, sends nothing of it', async (_, ending) => {
    const session = await opened(`${PIPELINED}${FIRST}${ending}`);
    let begun = false;
    await session.send(message(), null);
    const next = message({
      content: () => {
        begun = true;
        return pieces();
      },
    });
    expect(await session.send(next, null)).toBe('stale');
    expect([session.usable, begun]).toEqual([false, false]);
  });

  test('and says 421 to its content, has ended with it', async () => {
    const session = await opened(`${PIPELINED}${ASKED}${GRANTED}${HEARD}\nC: .\nS: 421 4.3.2 going down\n* silence`);
    expect(await session.send(message(), null)).toMatchObject({
      ended: 'failed',
      failure: { stage: 'after-data', reply: { code: 421 } },
    });
    expect(session.usable).toBe(false);
  });

  test('and spoke out of turn meanwhile, is not believed', async () => {
    const session = await opened(`${PIPELINED}${ASKED}${GRANTED}${HEARD}
      C: .
      S! "250 2.0.0 queued\\r\\n250 2.0.0 again\\r\\n"
      * silence`);
    expect(await session.send(message(), null)).toMatchObject({ ended: 'accepted' });
    expect(session.usable).toBe(false);
    expect(await session.send(message(), null)).toMatchObject({ failure: { kind: 'not-a-mail-server' } });
  });

  test('has done its share after a hundred messages', async () => {
    const again = `${HEARD}
      C: .${ASKED}
      S: 250 OK${GRANTED}`;
    const script = `${PIPELINED}${ASKED}${GRANTED}${again.repeat(99)}${HEARD}${ACCEPTED}${QUIT}`;
    const session = await opened(script);
    const messages = Array.from({ length: 101 }, () => message());
    for (const [index, each] of messages.slice(0, 100).entries()) {
      expect(session.usable).toBe(true);
      expect(await session.send(each, messages[index + 1] ?? null)).toMatchObject({ ended: 'accepted' });
    }
    expect(session.usable).toBe(false);
    expect(await session.send(message(), null)).toBe('stale');
    await session.quit();
    expect(await transcript()).toBe(asPlayed(script));
  });
});

test('a first message that meets a closed connection has failed', async () => {
  const session = await opened(`${PIPELINED}\n* end`);
  expect(await session.send(message(), null)).toMatchObject({ ended: 'failed', failure: { kind: 'connection-lost' } });
});

test('each message has a time of its own, by its size', async () => {
  const patience = (bytes: number) => (bytes === 99 ? 1_500 : 60_000);
  const session = await opened(`${PIPELINED}${FIRST}${ASKED}\nS: 250 OK\n* silence`, { patience });
  expect(await session.send(message(), null)).toMatchObject({ ended: 'accepted' });
  expect(await session.send(message({ bytes: 99 }), null)).toBe('stale');
});
