import { describe, expect, it } from '@jest/globals';
import { DAY } from '../../src/domain/instant.ts';
import { MAIL_AUTHENTICATION } from '../../src/domain/mail-authentication.ts';
import { PROVIDERS } from '../../src/domain/provider.ts';
import { GRAPH } from '../../src/domain/transport.ts';

interface Fact {
  id: string;
  asOf: string;
}

const FACTS: Fact[] = [
  ...Object.values(PROVIDERS),
  { id: 'Microsoft Graph', asOf: GRAPH.asOf },
  ...Object.entries(MAIL_AUTHENTICATION).map(([id, { asOf }]) => ({ id: `mail authentication of ${id}`, asOf })),
];

/** Those that were last looked up more than a year ago. */
const stale = (facts: readonly Fact[], today: number) =>
  facts.filter(({ asOf }) => today - Date.parse(asOf) > 366 * DAY).map(({ id, asOf }) => `${id} (${asOf})`);

describe('facts about providers', () => {
  it('were looked up within a year: the rows named here want another look, and their asOf the day of it', () => {
    expect(stale(FACTS, Date.now())).toEqual([]);
  });

  it('grow old', () => {
    const facts = [
      { id: 'one', asOf: '2026-11-20' },
      { id: 'another', asOf: '2027-01-05' },
    ];
    const lastDay = Date.parse('2027-11-21');
    expect(stale(facts, lastDay)).toEqual([]);
    expect(stale(facts, lastDay + DAY)).toEqual(['one (2026-11-20)']);
    expect(stale(facts, lastDay + 90 * DAY)).toEqual(['one (2026-11-20)', 'another (2027-01-05)']);
  });

  it('have the day on which they were looked up, and none that is still to come', () => {
    expect(FACTS.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['gmail', 'Microsoft Graph', 'mail authentication of microsoft365']),
    );
    for (const { asOf } of FACTS) {
      expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(Date.parse(asOf)).toBeLessThanOrEqual(Date.now());
    }
  });
});
