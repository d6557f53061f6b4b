import { describe, expect, it } from '@jest/globals';
import type { Owner } from '../../../src/domain/channel.ts';
import type { Named } from '../../../src/domain/directory.ts';
import { MINUTE } from '../../../src/domain/instant.ts';
import { meetPeople } from '../../../src/server/use-cases/meet-people.ts';

const ADA: Owner = { tenantId: 'firma', objectId: 'ada' };

describe('how those who ask are called', () => {
  function door() {
    const noted: [string, Named][] = [];
    let now = 0;
    const { meet, forget } = meetPeople({
      async note({ objectId }, named) {
        noted.push([objectId, named]);
      },
      clock: () => now,
    });
    return {
      noted,
      forget,
      at: (moment: number, name: string | null, owner = ADA) => ((now = moment), meet({ owner, name, address: null })),
    };
  }
  const called = (noted: [string, Named][]) => noted.map(([who, { name }]) => `${who} ${String(name)}`);

  it('is noted once a minute, and at once when it is another', async () => {
    const { at, noted } = door();
    await at(0, 'Ada');
    await at(MINUTE - 1, 'Ada');
    await at(MINUTE - 1, 'Ada Lamp');
    await at(MINUTE - 1, 'Ada');
    await at(2 * MINUTE - 1, 'Ada');
    expect(called(noted)).toEqual(['ada Ada', 'ada Ada Lamp', 'ada Ada', 'ada Ada']);
  });

  it('is noted at once of who was removed and comes back', async () => {
    const { at, forget, noted } = door();
    await at(0, 'Ada');
    forget(ADA);
    await at(1, 'Ada');
    expect(called(noted)).toEqual(['ada Ada', 'ada Ada']);
  });

  it('is each person’s own, and each organisation’s', async () => {
    const { at, noted } = door();
    for (const owner of [ADA, { ...ADA, objectId: 'bea' }, { ...ADA, tenantId: 'elsewhere' }]) await at(0, null, owner);
    expect(called(noted)).toEqual(['ada null', 'bea null', 'ada null']);
  });

  it('is noted once more where that did not work', async () => {
    let fails = true;
    let count = 0;
    const { meet } = meetPeople({
      async note() {
        count += 1;
        if (fails) throw new Error('the database is away');
      },
      clock: () => 0,
    });
    await expect(meet({ owner: ADA, name: null, address: null })).rejects.toThrow('away');
    fails = false;
    for (let times = 0; times < 2; times += 1) await meet({ owner: ADA, name: null, address: null });
    expect(count).toBe(2);
  });
});
