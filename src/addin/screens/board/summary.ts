import type { Board } from '../../../contract/shapes.ts';
import type { Words } from '../../words/words.ts';

/** How the company's channels do, in a line: `22 channels · 3 need help · 9 are on a password that ends on 31 December 2026`. */
export function summaryOf({ board }: Words, { channels, broken, ending, endsOn }: Board['counts']): string {
  return [
    board.channels(channels),
    board.needHelp(broken),
    ...(ending > 0 && endsOn !== null ? [board.ending(ending, endsOn)] : []),
  ].join(' · ');
}
