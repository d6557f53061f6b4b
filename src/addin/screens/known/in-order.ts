import type { Channel } from '../../../contract/shapes.ts';

/** The rep's default first, then the others as they came; the operator's last, unless the rep chose it. */
export const inOrder = (channels: readonly Channel[]): Channel[] =>
  [...channels].sort((a, b) => rank(a) - rank(b) || a.createdAt - b.createdAt);

const rank = ({ isDefault, credential }: Channel): number => (isDefault ? 0 : credential === 'operator' ? 2 : 1);
