import { expect, it } from '@jest/globals';
import { inOrder, inSendingOrder, type Ordered } from '../../src/domain/channel-order.ts';

const channel = (name: string, facts: Partial<Ordered> = {}) => ({
  name,
  ...{ isDefault: false, credential: 'password' as const, forbiddenBy: null, createdAt: 1 },
  ...facts,
});
const DEFAULT = channel('default', { isDefault: true, createdAt: 3 });
const FORBIDDEN = channel('default', { isDefault: true, createdAt: 3, forbiddenBy: 'hosts' });
const OLD = channel('old');
const NEW = channel('new', { createdAt: 2 });
const OPERATORS = channel('operator’s', { credential: 'operator', createdAt: 0 });

it.each([
  ['the default', [OPERATORS, NEW, OLD, DEFAULT], ['default', 'old', 'new', 'operator’s']],
  [
    'any that is allowed, where the default is not',
    [FORBIDDEN, NEW, OLD, OPERATORS],
    ['old', 'new', 'operator’s', 'default'],
  ],
  ['the operator’s, where no other is allowed', [FORBIDDEN, OPERATORS], ['operator’s', 'default']],
  ['the default, where none is allowed', [channel('old', { forbiddenBy: 'hosts' }), FORBIDDEN], ['default', 'old']],
])('a draft goes first by %s', (_which, channels, names) => {
  expect(inSendingOrder(channels).map(({ name }) => name)).toEqual(names);
});

it('shows the default first, allowed or not', () => {
  expect(inOrder([OLD, FORBIDDEN])).toEqual([FORBIDDEN, OLD]);
});
