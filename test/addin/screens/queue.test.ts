import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '../../../src/domain/instant.ts';
import type { Message } from '../../../src/contract/shapes.ts';
import { queueOf } from '../../../src/addin/screens/home/queue.ts';
import { accepted, aMessage, NOW, throttled } from '../fakes/mail.ts';

const waiting = (id: string, change: Partial<Message> = {}) => aMessage({ id, dueAt: NOW, ...change });
const left = (id: string, queuedAt: number, settledAt: number, change: Partial<Message> = {}) =>
  aMessage({ ...accepted(aMessage()), id, attempts: 1, queuedAt, settledAt, ...change });
const ids = (messages: readonly Message[]) => messages.map(({ id }) => id).join();

describe('a queue', () => {
  it('is told apart by what each message waits for', () => {
    const queue = queueOf(
      [
        waiting('second', { queuedAt: NOW - 2, dueAt: NOW - 2 }),
        waiting('first', { queuedAt: NOW - 3, dueAt: NOW - 3 }),
        waiting('on the wire', { queuedAt: NOW - 1, state: 'in-flight' }),
        waiting('tried', { because: throttled, attempts: 1, dueAt: NOW + MINUTE }),
        waiting('monday', { sendAt: NOW + 3 * HOUR, dueAt: NOW + 3 * HOUR }),
        waiting('tonight', { sendAt: NOW + HOUR, dueAt: NOW + HOUR }),
        waiting('held', { state: 'held' }),
        waiting('unclear', { state: 'uncertain' }),
        left('long ago', 1, 2),
        left('just now', 1, 3),
      ],
      NOW,
    );
    expect(ids(queue.leaving)).toBe('on the wire,first,second');
    expect(ids(queue.retrying)).toBe('tried');
    expect(ids(queue.scheduled)).toBe('tonight,monday');
    expect(ids(queue.stuck)).toBe('held,unclear');
    expect(ids(queue.settled)).toBe('just now,long ago');
  });

  it('counts what has left since nothing was waiting, but for a breath', () => {
    const queue = queueOf(
      [
        waiting('c', { queuedAt: NOW - 5 * SECOND }),
        left('b', NOW - 8 * SECOND, NOW - 4 * SECOND),
        left('a', NOW - 10 * SECOND, NOW - 7 * SECOND),
        left('just before', NOW - 16 * SECOND, NOW - 15 * SECOND),
        left('before', NOW - 60 * SECOND, NOW - 50 * SECOND),
      ],
      NOW,
    );
    expect(queue.gone).toBe(3);
  });

  it('does not reach back to when a message was queued that took several tries, or one that was scheduled', () => {
    const queue = queueOf(
      [
        waiting('now', { queuedAt: NOW - 5 * SECOND }),
        left('tried for hours', NOW - 3 * HOUR, NOW - 4 * SECOND, { attempts: 4 }),
        left('scheduled', NOW - 3 * HOUR, NOW - 4 * SECOND, { sendAt: NOW - 6 * SECOND }),
        left('another', NOW - 2 * HOUR, NOW - HOUR),
      ],
      NOW,
    );
    expect(queue.gone).toBe(2);
  });

  it('has lost nothing to count by what the rep dropped', () => {
    const dropped = left('dropped', NOW - 8 * SECOND, NOW - SECOND, { state: 'dropped' });
    expect(queueOf([waiting('a', { queuedAt: NOW - 5 * SECOND }), dropped], NOW).gone).toBe(0);
  });

  it('has a message that was put off again once its time has come', () => {
    const putOff = waiting('put off', { because: throttled, attempts: 1, dueAt: NOW + MINUTE });
    expect(ids(queueOf([putOff], NOW + MINUTE).leaving)).toBe('put off');
  });

  it('has nothing gone when nothing waits', () => {
    expect(queueOf([left('a', 1, 2)], NOW).gone).toBe(0);
  });
});
