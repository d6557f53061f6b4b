import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CONNECTION_FAILURES,
  DISPOSITION,
  REPLY_FAILURES,
  STAGES,
  type DeliveryFailure,
  type Stage,
} from '../../src/domain/failure.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/instant.ts';
import { pauseAfter, scopeOf } from '../../src/domain/pause.ts';

const NOW = 1_800_000_000_000;
const replied = (
  kind: (typeof REPLY_FAILURES)[number],
  stage: Stage,
  text = 'Please come back later',
): DeliveryFailure => ({ kind, stage, reply: { code: 451, enhanced: null, text } });
const met = (kind: (typeof CONNECTION_FAILURES)[number], stage: Stage): DeliveryFailure => ({
  kind,
  stage,
  host: 'smtp.example.com',
  port: 587,
  detail: null,
});

describe('whom a failure keeps waiting', () => {
  it.each<[string, DeliveryFailure, ReturnType<typeof scopeOf>]>([
    ['a server that is away: the mailbox', met('connection-refused', 'connect'), 'mailbox'],
    ['a connection lost in the middle of a message: that message', met('connection-lost', 'data'), 'message'],
    ['a connection lost after the final dot: the mailbox', met('connection-lost', 'after-data'), 'mailbox'],
    ['a connection lost at a recipient: that message', met('connection-lost', 'rcpt'), 'message'],
    [
      'a server that closes: the mailbox',
      { kind: 'temporarily-unavailable', stage: 'mail', reply: { code: 421, enhanced: null, text: 'Closing' } },
      'mailbox',
    ],
    ['too many connections, said to a message: the mailbox', replied('too-many-connections', 'mail'), 'mailbox'],
    ['throttling, said after the message: the mailbox', replied('throttled', 'after-data'), 'mailbox'],
    ['a used-up day: the mailbox', replied('mailbox-quota-exceeded', 'after-data'), 'mailbox'],
    ['a used-up day of the organisation: its tenant', replied('tenant-quota-exceeded', 'after-data'), 'tenant'],
    ['a login that cannot be checked now: the mailbox', replied('authentication-unavailable', 'auth'), 'mailbox'],
    ['trouble at the greeting: the mailbox', replied('temporarily-unavailable', 'greeting'), 'mailbox'],
    ['trouble with one message: that message', replied('temporarily-unavailable', 'after-data'), 'message'],
    ['a recipient put off: that message', replied('recipient-deferred', 'rcpt'), 'message'],
    ['a rejected password: nobody waits, the channel is broken', replied('password-rejected', 'auth'), 'message'],
    ['a refused message: nobody waits', replied('content-refused', 'after-data'), 'message'],
  ])('%s', (_, failure, scope) => {
    expect(scopeOf(failure)).toBe(scope);
  });
});

describe('a pause', () => {
  it.each<[string, DeliveryFailure, number[]]>([
    [
      'grows in steps while there is too much at once',
      replied('too-many-connections', 'mail'),
      [30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 15 * MINUTE],
    ],
    [
      'grows to hours while the server is away',
      met('connection-timed-out', 'connect'),
      [MINUTE, 3 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 2 * HOUR],
    ],
    ['asks each hour whether the window is open again', replied('mailbox-quota-exceeded', 'mail'), [HOUR, HOUR, HOUR]],
  ])('%s', (_, failure, waits) => {
    expect(waits.map((_wait, count) => pauseAfter(failure, count, NOW, 0))).toEqual(
      waits.map((wait) => ({ until: NOW + wait, because: failure })),
    );
  });

  it('lasts as long as the server says, shorter or longer than ours, up to a day', () => {
    const named = (text: string) => pauseAfter(replied('throttled', 'mail', text), 3, NOW, 0)?.until;
    expect([
      named('try again in 10 seconds'),
      named('try again in 45 minutes'),
      named('try again in 0 seconds'),
      named('try again in 999999 days'),
    ]).toEqual([NOW + 10 * SECOND, NOW + 45 * MINUTE, NOW + SECOND, NOW + DAY]);
  });

  it('is up to a fifth longer, so that a crowd does not come back at once', () => {
    const failure = replied('throttled', 'mail');
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(20), (spread, count) => {
        const wait = (one: number) => (pauseAfter(failure, count, NOW, one)?.until ?? NaN) - NOW;
        return wait(spread) >= wait(0) && wait(spread) <= wait(0) * 1.2 + 1;
      }),
    );
  });

  it('follows from nothing that is not waited out', () => {
    for (const stage of STAGES)
      for (const failure of [
        ...CONNECTION_FAILURES.map((kind) => met(kind, stage)),
        ...REPLY_FAILURES.map((kind) => replied(kind, stage)),
      ])
        if (!['retry', 'wait'].includes(DISPOSITION[failure.kind])) expect(pauseAfter(failure, 0, NOW, 0)).toBeNull();
  });
});
