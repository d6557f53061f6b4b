import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CONNECTION_FAILURES, DISPOSITION, REPLY_FAILURES, type DeliveryFailure } from '../../src/domain/failure.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/instant.ts';
import {
  GIVE_UP_AFTER,
  GIVE_UP_WAITING_AFTER,
  isSettled,
  MAY_DROP,
  MAY_RELEASE,
  MAY_RESCHEDULE,
  MESSAGE_STATES,
  settle,
  type Attempt,
} from '../../src/domain/outbox.ts';
import { parseReply } from '../../src/domain/reply.ts';

const NOW = 1_800_000_000_000;
const FRESH = { tryingSince: NOW, attempts: 1, reachedSome: false };
const failing = (kind: (typeof REPLY_FAILURES)[number], words = '451 later'): DeliveryFailure => ({
  kind,
  stage: 'rcpt',
  reply: parseReply(words),
});
const failed = (failure: DeliveryFailure): Attempt => ({ ended: 'failed', failure, refused: [] });

describe('after an attempt', () => {
  it('a message the server took is accepted, though it refused one recipient', () => {
    const refused = [
      { recipient: 'gone@example.com', reply: parseReply('550 5.1.1 unknown'), failure: failing('recipient-refused') },
    ];
    expect(settle({ ended: 'accepted', reply: parseReply('250 ok'), refused }, FRESH, NOW, 0)).toEqual({
      state: 'accepted',
    });
  });

  it('a message without an answer is uncertain, whatever broke', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CONNECTION_FAILURES),
        fc.nat(40),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (kind, attempts, spread) => {
          const failure: DeliveryFailure = {
            kind,
            stage: 'after-data',
            host: 'smtp.example.com',
            port: 587,
            detail: null,
          };
          return (
            settle(
              { ended: 'uncertain', failure, refused: [] },
              { ...FRESH, tryingSince: NOW - attempts * HOUR, attempts },
              NOW,
              spread,
            ).state === 'uncertain'
          );
        },
      ),
    );
  });

  it('each failure leads where its disposition says', () => {
    const states = { break: 'held', refuse: 'refused', retry: 'queued', wait: 'queued' } as const;
    for (const kind of REPLY_FAILURES) {
      expect([kind, settle(failed(failing(kind)), FRESH, NOW, 0).state]).toEqual([kind, states[DISPOSITION[kind]]]);
    }
  });

  it.each([
    [['recipient-refused', 'recipient-deferred'], 'queued', 'recipient-deferred'],
    [['recipient-deferred', 'recipient-refused'], 'queued', 'recipient-deferred'],
    [['recipient-deferred', 'authentication-required'], 'held', 'authentication-required'],
    [['recipient-refused', 'recipient-refused'], 'refused', 'recipient-refused'],
  ] as const)('of recipients all refused by %j, the message is %s by %s', (kinds, state, kind) => {
    const refused = kinds.map((one) => {
      const failure = failing(one);
      return { recipient: `${one}@example.com`, reply: parseReply('450 later'), failure };
    });
    const attempt: Attempt = { ended: 'failed', failure: failing(kinds[0]), refused };
    expect(settle(attempt, FRESH, NOW, 0)).toMatchObject({ state, because: { kind } });
  });

  it('a message refused for its content is over, though one recipient was only put off', () => {
    const failure: DeliveryFailure = { kind: 'content-refused', stage: 'after-data', reply: parseReply('554 spam') };
    const refused = [
      { recipient: 'a@example.com', reply: parseReply('450 later'), failure: failing('recipient-deferred') },
    ];
    expect(settle({ ended: 'failed', failure, refused }, FRESH, NOW, 0)).toMatchObject({
      state: 'refused',
      because: failure,
    });
  });

  it('a failure that breaks the channel holds the message', () => {
    expect(settle(failed(failing('password-rejected')), FRESH, NOW, 0)).toMatchObject({ state: 'held' });
  });
});

describe('of a message that some recipients have', () => {
  const acceptedBut = (...kinds: (typeof REPLY_FAILURES)[number][]): Attempt => ({
    ended: 'accepted',
    reply: parseReply('250 ok'),
    refused: kinds.map((kind) => {
      const failure = failing(kind);
      return { recipient: `${kind}@example.com`, reply: parseReply('450 later'), failure };
    }),
  });

  it.each([
    [['recipient-deferred'], 'recipient-deferred', MINUTE],
    [['recipient-refused', 'throttled'], 'throttled', MINUTE],
    [['recipient-deferred', 'mailbox-quota-exceeded'], 'mailbox-quota-exceeded', HOUR],
    [['too-many-recipients', 'too-many-recipients'], 'too-many-recipients', 0],
    [['sender-blocked'], 'sender-blocked', MINUTE],
  ] as const)('those put off by %j are tried again', (kinds, kind, wait) => {
    expect(settle(acceptedBut(...kinds), FRESH, NOW, 0)).toMatchObject({
      state: 'queued',
      dueAt: NOW + wait,
      because: { kind },
    });
  });

  it('the rest is given up when a day is over, and the message stays accepted', () => {
    const old = { ...FRESH, tryingSince: NOW - DAY };
    expect(settle(acceptedBut('recipient-deferred'), old, NOW, 0)).toEqual({ state: 'accepted' });
    const later = failed(failing('recipient-deferred'));
    expect(settle(later, { ...old, reachedSome: true }, NOW, 0)).toEqual({ state: 'accepted' });
    expect(settle(later, old, NOW, 0).state).toBe('refused');
  });

  it('the rest may be refused, and the message stays accepted', () => {
    expect(settle(failed(failing('recipient-refused')), { ...FRESH, reachedSome: true }, NOW, 0)).toEqual({
      state: 'accepted',
    });
  });
});

describe('another try', () => {
  it.each([
    [1, 1 * MINUTE],
    [2, 3 * MINUTE],
    [3, 10 * MINUTE],
    [4, 30 * MINUTE],
    [5, 1 * HOUR],
    [6, 2 * HOUR],
    [7, 4 * HOUR],
    [20, 4 * HOUR],
  ])('after attempt %i comes in %i milliseconds', (attempts, wait) => {
    expect(settle(failed(failing('temporarily-unavailable')), { ...FRESH, attempts }, NOW, 0)).toMatchObject({
      state: 'queued',
      dueAt: NOW + wait,
    });
  });

  it('is spread by a fifth at most', () => {
    expect(settle(failed(failing('temporarily-unavailable')), FRESH, NOW, 1)).toMatchObject({
      dueAt: NOW + 72 * SECOND,
    });
  });

  it('waits an hour for a window of the provider', () => {
    expect(settle(failed(failing('mailbox-quota-exceeded')), FRESH, NOW, 0)).toMatchObject({ dueAt: NOW + HOUR });
  });

  it('waits as long as the server asks, when that is longer', () => {
    expect(settle(failed(failing('throttled', '450 4.7.1 Try again in 15 minutes')), FRESH, NOW, 0)).toMatchObject({
      dueAt: NOW + 15 * MINUTE,
    });
    expect(settle(failed(failing('throttled', '450 4.7.1 Try again in 5 seconds')), FRESH, NOW, 0)).toMatchObject({
      dueAt: NOW + MINUTE,
    });
  });

  it('is not made when it would come more than a day after the first', () => {
    const old = { ...FRESH, tryingSince: NOW - GIVE_UP_AFTER + MINUTE };
    expect(settle(failed(failing('temporarily-unavailable')), old, NOW, 0).state).toBe('queued');
    expect(
      settle(failed(failing('temporarily-unavailable')), { ...old, tryingSince: old.tryingSince - 1 }, NOW, 0).state,
    ).toBe('refused');
    expect(settle(failed(failing('throttled', '450 Try again in 2 days')), FRESH, NOW, 0).state).toBe('refused');
  });

  it('is made for days when a day’s window has to open first', () => {
    const full = failed(failing('mailbox-quota-exceeded'));
    const since = (age: number) => settle(full, { ...FRESH, tryingSince: NOW - age, attempts: 25 }, NOW, 0).state;
    expect([since(DAY), since(3 * DAY - HOUR), since(3 * DAY)]).toEqual(['queued', 'queued', 'refused']);
  });

  it('lies always ahead, and never beyond our patience since the first', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...REPLY_FAILURES),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(4 * DAY),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (kind, attempts, age, spread) => {
          const tried = { ...FRESH, tryingSince: NOW - age, attempts };
          const settlement = settle(failed(failing(kind)), tried, NOW, spread);
          const patience = DISPOSITION[kind] === 'wait' ? GIVE_UP_WAITING_AFTER : GIVE_UP_AFTER;
          return settlement.state !== 'queued' || (settlement.dueAt > NOW && settlement.dueAt <= NOW - age + patience);
        },
      ),
    );
  });
});

describe('a state', () => {
  it('that is settled cannot be dropped, released or put off', () => {
    for (const state of MESSAGE_STATES.filter(isSettled))
      expect([MAY_DROP[state], MAY_RELEASE[state], MAY_RESCHEDULE[state]]).toEqual([false, false, false]);
  });

  it('in flight is nobody’s to touch', () => {
    expect([MAY_DROP['in-flight'], MAY_RELEASE['in-flight'], MAY_RESCHEDULE['in-flight']]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('that is uncertain goes again only by the rep’s word', () => {
    expect([isSettled('uncertain'), MAY_RELEASE.uncertain]).toEqual([false, true]);
  });

  it('has another time to leave while it waits for its turn or its channel, and no other', () => {
    expect(MESSAGE_STATES.filter((state) => MAY_RESCHEDULE[state])).toEqual(['queued', 'held']);
  });
});
