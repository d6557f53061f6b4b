import { describe, expect, it } from '@jest/globals';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import { MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { carried, claimed, failedBy, lost, NOW, refusal } from './carry-stage.ts';

const ONE = ['read a', 'log in', 'begin a', 'send a', 'accepted a'];
const REST = ['more: ', 'rest 2 s', 'quit', 'end'];

describe('carrying mail', () => {
  it('says that a message begins to leave before its first byte does, and settles it at once when no other follows', async () => {
    expect((await carried()).done).toEqual([...ONE, ...REST]);
  });

  it('says while a message is on the wire that the next one begins, and in one breath that the one before is accepted', async () => {
    expect((await carried({ first: [claimed('a'), claimed('b'), claimed('c'), claimed('d')] })).done).toEqual([
      ...['read a b c d', 'log in', 'begin a', 'begin b', 'send a', 'go ahead with b', 'more: '],
      ...['accepted a, begin c', 'send b', 'go ahead with c'],
      ...['accepted b, begin d', 'send c', 'go ahead with d'],
      ...['send d', 'accepted c', 'accepted d', ...REST],
    ]);
  });

  it('says that the next one begins only in its turn while a large one is on the wire', async () => {
    const { done } = await carried({ first: [claimed('a', { bytes: 65_537 }), claimed('b')] });
    expect(done.filter((what) => !what.startsWith('go ahead'))).toEqual([
      ...['read b', 'log in', 'begin a', 'open a', 'send a', 'more: ', 'accepted a, begin b', 'send b', 'accepted b'],
      ...REST,
    ]);
  });

  it('takes it back of one that was to begin, when the one before ends the conversation', async () => {
    const ends = { a: [failedBy(refusal('throttled', 'data'))] };
    const { done } = await carried({ first: [claimed('a'), claimed('b')], ends });
    expect(done.slice(0, 5)).toEqual(['read a b', 'log in', 'begin a', 'begin b', 'send a']);
    expect(done.slice(-3)).toEqual(['take back b', 'quit', 'end']);
  });

  it('does not keep what it knows of a message for as long as the next one takes to begin', async () => {
    const { done } = await carried({ first: [claimed('a'), claimed('b')], needs: { sleep: async () => {} } });
    expect(done).toContain('accepted a');
  });

  it('takes more while there is some, and rests for a short while when there is none', async () => {
    const { done } = await carried({
      more: [
        { messages: [claimed('b')], nextAt: null },
        { messages: [], nextAt: null },
        { messages: [claimed('c')], nextAt: null },
      ],
      rests: [true, false],
    });
    expect(done).toEqual([
      ...ONE,
      ...['more: b', 'read b', 'begin b', 'send b', 'accepted b', 'more: ', 'rest 2 s'],
      ...['more: c', 'read c', 'begin c', 'send c', 'accepted c', ...REST],
    ]);
  });

  it('stays while the next message is due soon, and not when it is due late', async () => {
    const soon = await carried({ more: [{ messages: [], nextAt: NOW + 15 * SECOND }] });
    expect(soon.done.slice(ONE.length)).toEqual(['more: ', 'rest 15 s', ...REST]);
    const late = await carried({ more: [{ messages: [], nextAt: NOW + 25 * SECOND }] });
    expect(late.done.slice(ONE.length)).toEqual(REST);
  });

  it('does not wait for ever for a moment that comes no nearer, nor ask for it in a tight loop', async () => {
    const { done } = await carried({ needs: { more: async () => ({ messages: [], nextAt: NOW + 1 }) } });
    expect(done.slice(ONE.length)).toEqual([
      ...Array.from({ length: 1_000 }, () => 'rest 0.02 s'),
      'rest 2 s',
      'quit',
      'end',
    ]);
  });

  it.each([12, 5])('asks once for more before the last of %s are sent', async (count) => {
    const first = Array.from({ length: count }, (_, index) => claimed(`m${index}`));
    const { done } = await carried({ first, more: [{ messages: [claimed('z')], nextAt: null }] });
    expect(done.indexOf('more: z')).toBeLessThan(done.indexOf('send m2'));
    expect(done.filter((what) => what.startsWith('send'))).toHaveLength(count + 1);
    const none = await carried({ first });
    const untilLast = none.done.slice(0, none.done.indexOf(`send m${count - 1}`));
    expect(untilLast.filter((what) => what.startsWith('more'))).toEqual(['more: ']);
  });

  it('ends when another’s turn has come', async () => {
    expect((await carried({ more: ['over'] })).done).toEqual([...ONE, 'over', 'quit', 'end']);
  });

  it('replaces a connection that turns out stale, and the attempt is still the first', async () => {
    const { done } = await carried({ first: [claimed('a'), claimed('b')], ends: { b: ['stale'] } });
    expect(done.filter((what) => !what.startsWith('go ahead'))).toEqual([
      ...['read a b', 'log in', 'begin a', 'begin b', 'send a', 'more: ', 'quit', 'log in'],
      ...['send b', 'accepted a', 'accepted b', ...REST],
    ]);
  });

  it.each([
    ['when the password was changed meanwhile', async () => false],
    ['when nobody can say whether it was', () => Promise.reject(new Error('The database is away.'))],
  ])('ends with its connection %s, and tries the old one on no other', async (_when, mayLogInAgain) => {
    const first = [claimed('a'), claimed('b')];
    const { done } = await carried({ first, ends: { b: ['stale'] }, needs: { mayLogInAgain } });
    expect(done.filter((what) => !what.startsWith('go ahead'))).toEqual([
      ...['read a b', 'log in', 'begin a', 'begin b', 'send a', 'more: ', 'quit', 'accepted a', 'take back b', 'end'],
    ]);
  });

  it('settles one message by a login that fails, and lets go the rest', async () => {
    const rejected = refusal('password-rejected', 'auth');
    const { done } = await carried({ first: [claimed('a'), claimed('b')], openings: [rejected] });
    expect(done).toEqual(['read a b', 'held a', 'end']);
  });

  it('pauses the mailbox by a server that is away, longer each time, and lets go the rest', async () => {
    const away: DeliveryFailure = { kind: 'connection-refused', stage: 'connect', host: 'h', port: 587, detail: null };
    const first = [claimed('a'), claimed('b')];
    expect((await carried({ first, openings: [away] })).done).toContain('queued a, paused for 60 s');
    const again = await carried({ first, openings: [away], conversation: { pauses: 2 } });
    expect(again.done).toEqual(['read a b', 'queued a, paused for 600 s', 'end']);
  });

  it('writes down what it knows before what comes after, and ends by what pauses', async () => {
    const { done } = await carried({
      first: [claimed('a'), claimed('b'), claimed('c')],
      ends: { b: [failedBy(refusal('throttled', 'mail'))] },
    });
    expect(done.slice(-4)).toEqual(['accepted a', 'queued b, paused for 30 s', 'quit', 'end']);
  });

  it('pauses for a short while again when the server has looked at a message since', async () => {
    const { done } = await carried({
      conversation: { pauses: 3 },
      first: [claimed('a'), claimed('b')],
      ends: { a: [failedBy(refusal('content-refused', 'data'))], b: [failedBy(refusal('throttled', 'mail'))] },
    });
    expect(done).toContain('queued b, paused for 30 s');
  });

  it('goes on after a message that is refused, and pauses by one that is uncertain', async () => {
    const { done } = await carried({
      first: [claimed('a'), claimed('b'), claimed('c')],
      ends: {
        a: [failedBy(refusal('content-refused', 'data'))],
        b: [{ ended: 'uncertain', failure: { ...lost, stage: 'after-data' }, refused: [] }],
      },
    });
    expect(done.filter((what) => /^(refused|uncertain|accepted)/.test(what))).toEqual([
      'refused a',
      'uncertain b, paused for 60 s',
    ]);
    expect(done.slice(-2)).toEqual(['quit', 'end']);
  });

  it('lets nothing leave when the lease is lost, and ends', async () => {
    const { done, faults } = await carried({
      first: [claimed('a'), claimed('b')],
      needs: { handOver: async () => false, letGo: async () => false },
    });
    expect(done).toEqual(['read a b', 'log in', 'quit', 'end']);
    expect(faults).toEqual([new Error('The lease is lost.')]);
  });

  it('gives the mail back when the credential does not open: an operator’s matter, no login is tried', async () => {
    const fault = new Error('The credential key "k1" is not configured.');
    const { done, faults } = await carried({ needs: { openCredential: () => Promise.reject(fault) } });
    expect(done).toEqual(['let go a for 10 min', 'end']);
    expect(faults).toEqual([fault]);
  });

  it('breaks the channel whose credential’s key is destroyed, and asks no server', async () => {
    const { done, faults } = await carried({
      first: [claimed('a'), claimed('b')],
      needs: { openCredential: async () => null },
    });
    expect(done).toEqual(['read a b', 'held a', 'end']);
    expect(faults).toEqual([]);
  });

  it('reads what is small ahead, no more of it than a megabyte, and what is large in its turn', async () => {
    const small = Array.from({ length: 20 }, (_, index) => claimed(`s${index}`, { bytes: 60_000 }));
    const { done } = await carried({ first: [claimed('large', { bytes: 65_537 }), ...small] });
    const reads = done.filter((what) => what.startsWith('read')).map((what) => what.split(' ').length - 1);
    expect(reads[0]).toBe(17);
    expect(reads.reduce((sum, one) => sum + one)).toBe(20);
    expect(done.filter((what) => what.startsWith('open'))).toEqual(['open large']);
  });

  it('opens a content in its turn when it could not be read ahead', async () => {
    const { done } = await carried({ needs: { readSmall: () => Promise.reject(new Error('away')) } });
    expect(done.slice(0, 4)).toEqual(['log in', 'begin a', 'open a', 'send a']);
  });

  it('lets a message go whose content does not open, and blames no server for it: the others go on', async () => {
    const fault = new Error('The content is gone.');
    const { done, faults } = await carried({
      first: [claimed('a', { bytes: 65_537 }), claimed('b')],
      needs: {
        async *openContent() {
          yield await Promise.reject<Uint8Array>(fault);
        },
      },
    });
    expect(faults).toEqual([fault]);
    expect(done).toEqual([
      ...['read b', 'log in', 'begin a', 'let go a for 10 min', 'more: ', 'quit', 'log in'],
      ...['begin b', 'send b', 'accepted b', ...REST],
    ]);
  });

  it('begins no message while the store is away, and writes the one before again until the store has it', async () => {
    let calls = 0;
    const said: string[] = [];
    const { done, faults } = await carried({
      first: [claimed('a'), claimed('b')],
      needs: {
        async handOver(next, settled) {
          calls += 1;
          if (calls >= 2 && calls <= 5) throw new Error('The database restarts.');
          said.push([settled?.held.id, next?.id].join());
          return true;
        },
      },
    });
    expect(said).toEqual([',a', 'a,']);
    expect(done).toContain('let go b for 1 min');
    expect(done.filter((what) => what.startsWith('send'))).toEqual(['send a']);
    expect(faults).toHaveLength(2);
  });

  it('leaves a message to whoever takes it over when the store never hears, and gives nothing back', async () => {
    const slept: number[] = [];
    const result = carried({
      needs: {
        settle: () => Promise.reject(new Error('The database is gone.')),
        endConversation: () => Promise.reject(new Error('It was given back.')),
        async sleep(milliseconds) {
          slept.push(milliseconds);
        },
      },
      ends: { a: [failedBy(lost)] },
    });
    await expect(result).rejects.toThrow('The database is gone.');
    expect(slept.reduce((sum, one) => sum + one, 0)).toBe(10 * MINUTE);
  });
});
