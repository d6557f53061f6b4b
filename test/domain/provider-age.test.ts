import { describe, expect, it } from '@jest/globals';
import { DAY } from '../../src/domain/instant.ts';
import { PROVIDERS } from '../../src/domain/provider.ts';
import { GRAPH } from '../../src/domain/transport.ts';

const FACTS = [...Object.values(PROVIDERS), { id: 'Microsoft Graph', asOf: GRAPH.asOf }];

/** Those that were last looked up more than a year ago. */
const stale = (today: number) =>
  FACTS.filter(({ asOf }) => today - Date.parse(asOf) > 366 * DAY).map(({ id, asOf }) => `${id} (${asOf})`);

describe('facts about providers', () => {
  it('were looked up within a year: the rows named here want another look, and their asOf the day of it', () => {
    expect(stale(Date.now())).toEqual([]);
  });

  it('grow old', () => {
    const lastDay = Date.parse('2027-11-21');
    expect(stale(lastDay)).toEqual([]);
    expect(stale(lastDay + DAY)).toContain('gmail (2026-11-20)');
    expect(stale(lastDay + 30 * DAY)).toHaveLength(FACTS.length);
  });

  it('have the day on which they were looked up, and none that is still to come', () => {
    for (const { asOf } of FACTS) {
      expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(Date.parse(asOf)).toBeLessThanOrEqual(Date.now());
    }
  });
});
