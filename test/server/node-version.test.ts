import { expect, it } from '@jest/globals';
import { nodeFault } from '../../src/server/node-version.ts';

it('takes Node 24 and what comes after it, and says what an older one is', () => {
  expect(['v24.0.0', 'v24.21.0', 'v100.1.0'].map(nodeFault)).toEqual([null, null, null]);
  expect(nodeFault('v22.19.0')).toBe('Postlane needs Node 24 or later; this is v22.19.0.');
});
