import { expect, it } from '@jest/globals';
import { GrantStore } from '../../../src/sandbox/identity/grant-store.ts';

it('ends what came of a grant, and leaves the sign-in that is under way', async () => {
  const everything = new Map();
  const tokens = new GrantStore('RefreshToken', everything);
  const underWay = new GrantStore('Interaction', everything);
  await tokens.upsert('first', { grantId: 'one' });
  await tokens.upsert('second', { grantId: 'two' });
  await underWay.upsert('first', { grantId: 'one' });

  await tokens.revokeByGrantId('one');

  expect(await tokens.find('first')).toBeUndefined();
  expect(await tokens.find('second')).toEqual({ grantId: 'two' });
  expect(await underWay.find('first')).toEqual({ grantId: 'one' });
});
