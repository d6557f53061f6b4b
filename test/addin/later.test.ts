import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '../../src/domain/instant.ts';
import { MAY_WAIT } from '../../src/domain/outbox.ts';
import { fieldsAt, momentOf, presetsAt, slipOf } from '../../src/addin/parts/later.ts';

/** A moment of this machine's own calendar; 2026-11-20 is a Friday. */
const local = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();
const offered = (now: number) => presetsAt(now).map(({ preset, at }) => [preset, at]);

/** What our own code says where the clock on the wall is another one. */
function inZone<T>(zone: string, expression: string): T {
  const at = new URL('../../src/addin/parts/later.ts', import.meta.url).href;
  const script = `const later = await import(${JSON.stringify(at)}); console.log(JSON.stringify(${expression}));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TZ: zone, NODE_OPTIONS: '' },
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as T;
}

describe('the usual moments to send later', () => {
  it('on a Friday morning are the next hour, the afternoon, tomorrow and Monday', () => {
    expect(offered(local(20, 10, 42))).toEqual([
      ['in-an-hour', local(20, 11, 42)],
      ['this-afternoon', local(20, 14)],
      ['tomorrow-morning', local(21, 8)],
      ['monday-morning', local(23, 8)],
    ]);
  });

  it('leave out an afternoon that has begun, and say Monday once', () => {
    expect(offered(local(22, 13, 30))).toEqual([
      ['in-an-hour', local(22, 14, 30)],
      ['monday-morning', local(23, 8)],
    ]);
  });

  it('on a Monday mean the next one', () => {
    expect(offered(local(23, 7)).at(-1)).toEqual(['monday-morning', local(30, 8)]);
  });

  it('go on into the next year', () => {
    const tomorrow = presetsAt(new Date(2026, 11, 31, 18).getTime()).find(
      ({ preset }) => preset === 'tomorrow-morning',
    );
    expect(tomorrow?.at).toBe(new Date(2027, 0, 1, 8).getTime());
  });

  it('are at eight on the wall after a night in which the clock is changed', () => {
    // The night before 28 March 2027 has 23 hours in Berlin.
    const eight = inZone<{ at: number }[]>('Europe/Berlin', 'later.presetsAt(Date.UTC(2027, 2, 27, 17))');
    expect(eight.map(({ at }) => new Date(at).toISOString())).toContain('2027-03-28T06:00:00.000Z');
  });
});

describe('a moment of one’s own', () => {
  it('comes back from the fields as it went in', () => {
    expect(momentOf(fieldsAt(local(9, 8, 5)))).toBe(local(9, 8, 5));
    expect(fieldsAt(local(9, 8, 5))).toEqual({ date: '2026-11-09', time: '08:05' });
  });

  it('in an hour that the clock leaves out is the one after it', () => {
    const at = inZone<number>('Europe/Berlin', "later.momentOf({ date: '2027-03-28', time: '02:30' })");
    expect(new Date(at).toISOString()).toBe('2027-03-28T01:30:00.000Z');
    expect(inZone('Europe/Berlin', `later.fieldsAt(${String(at)})`)).toEqual({ date: '2027-03-28', time: '03:30' });
  });

  it.each([
    [null, 'empty'],
    [local(20, 10), 'past'],
    [local(20, 10) + MINUTE, null],
    [local(20, 10) + MAY_WAIT, null],
    [local(20, 10) + MAY_WAIT + HOUR, 'too-far'],
  ])('%p is %p', (at, slip) => {
    expect(slipOf(at, local(20, 10))).toBe(slip);
    expect(MAY_WAIT).toBe(30 * DAY);
  });

  it('is none while the fields are not filled in', () => {
    expect(momentOf({ date: '', time: '08:00' })).toBeNull();
  });
});
