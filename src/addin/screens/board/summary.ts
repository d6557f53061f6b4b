import type { Board } from '../../../contract/shapes.ts';
import type { Shape } from '../../parts/Pictogram.tsx';
import type { Words } from '../../words/words.ts';

/** How the company's channels do, in a line: `22 channels · 3 need help · 2 are not allowed · 9 are on a password that ends on 31 December 2026`. */
export function summaryOf({ board }: Words, { channels, broken, forbidden, ending, endsOn }: Board['counts']): string {
  return [
    board.channels(channels),
    board.needHelp(broken),
    ...(forbidden > 0 ? [board.notAllowed(forbidden)] : []),
    ...(ending > 0 && endsOn !== null ? [board.ending(ending, endsOn)] : []),
  ].join(' · ');
}

/** A channel that needs somebody's hand is marked; a check is for those that all work and are allowed. */
export const summaryShape = ({ broken, forbidden }: Board['counts']): Shape =>
  broken > 0 || forbidden > 0 ? 'warning' : 'check';
