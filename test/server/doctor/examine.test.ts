import { describe, expect, it } from '@jest/globals';
import { examine, saidBy, type Check } from '../../../src/server/doctor/examine.ts';
import { ok } from '../../../src/server/doctor/finding.ts';

const check = (about: string, run: Check['run'], lasts = 100_000): Check => ({ about, lasts, run });

describe('examining', () => {
  it('goes on whatever becomes of one, and tells in the order of the checks', async () => {
    const aborted: string[] = [];
    const findings = await examine([
      check('slow', () => new Promise((resolve) => setTimeout(resolve, 30, [ok('slow', 'There.')]))),
      check('throws', () => {
        throw new Error('no such thing.');
      }),
      check('rejects', () => Promise.reject(new Error('gone'))),
      check(
        'silent',
        (signal) =>
          new Promise(() => {
            signal.addEventListener('abort', () => aborted.push('silent'));
          }),
        20,
      ),
      check('quick', () => [ok('quick', 'One.'), ok('quick', 'Two.')]),
    ]);
    expect(findings.map(({ about, verdict, found }) => `${about} ${verdict} ${found}`)).toEqual([
      'slow ok There.',
      'throws mend It could not be looked at: no such thing.',
      'rejects mend It could not be looked at: gone.',
      'silent mend There is no answer after 0 seconds.',
      'quick ok One.',
      'quick ok Two.',
    ]);
    expect(aborted).toEqual(['silent']);
  });

  it('looks at everything side by side', async () => {
    let arrived = 0;
    let release = (): void => undefined;
    const all = new Promise<void>((resolve) => (release = resolve));
    const waits = (about: string): Check =>
      check(about, async () => {
        arrived += 1;
        if (arrived === 3) release();
        await all;
        return [ok(about, 'There.')];
      });
    expect(await examine([waits('one'), waits('two'), waits('three')])).toHaveLength(3);
  });

  it('tells what went wrong at each of several addresses', () => {
    expect(saidBy(new AggregateError([new Error('refused at ::1'), new Error('refused at 127.0.0.1')]))).toBe(
      'refused at ::1; refused at 127.0.0.1',
    );
  });
});
