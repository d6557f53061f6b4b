import type { Instant } from '../../domain/instant.ts';
import type { BoardShow } from '../../domain/board.ts';
import type { ItemKind } from '../host/host.ts';
import type { Origin } from './connect/fields.ts';
import type { Erased } from './own/ErasedScreen.tsx';

/**
 * How a channel is mended: with another credential, for which the rep is asked; with a sign-in that begins at once, and may be
 * for sending by Graph; or with the one that is there.
 */
export type Mending = 'credential' | 'sign-in' | 'graph' | 'check';

/** Where the rep went. Null: nowhere yet, so the pane shows what fits the moment. */
export type Place =
  | { at: 'start' }
  | { at: 'prepared' }
  | { at: 'choose' }
  | { at: 'shared' }
  /** Resumed where the rep had left it before the pane was opened. */
  | { at: 'connect'; origin: Origin; isResumed?: true }
  | { at: 'home' }
  /** Everything of the rep's has just been deleted. */
  | { at: 'erased'; erased: Erased }
  | { at: 'company' }
  /** Whence, for the way back. */
  | { at: 'board'; show: BoardShow; from: 'company' | 'policies' }
  | { at: 'team' }
  | { at: 'policies' }
  | { at: 'send' }
  /** Another address by a channel's login; `address` is what a draft is from, if that is why. */
  | { at: 'sender'; channelId: string; address: string }
  /** `reopenedFor` is when the code was sent for which the pane opened there by itself. */
  | { at: 'prove-sender'; channelId: string; reopenedFor?: Instant }
  | { at: 'repair'; channelId: string; by: Mending };

/** Places that need no channel. */
const ANYTIME: readonly Place['at'][] = [
  'start',
  'prepared',
  'choose',
  'shared',
  'connect',
  'company',
  'board',
  'team',
  'policies',
  'erased',
];
/** Where a rep is in the middle of something, or of the company's lists. */
const STAYS: readonly Place['at'][] = [
  'prepared',
  'choose',
  'shared',
  'connect',
  'repair',
  'sender',
  'prove-sender',
  'company',
  'board',
  'team',
  'policies',
  'erased',
];

/** Where a rep begins, and is in the middle of nothing. */
export const TELLS_LOSS: readonly Place['at'][] = ['start', 'prepared', 'home', 'send'];

/** What to show: the rep's own choice as long as it makes sense, else home, or sending while a message is being written. */
export function whereTo(chosen: Place | null, channelIds: readonly string[], item: ItemKind): Place {
  if (chosen !== null && ANYTIME.includes(chosen.at)) return chosen;
  if (channelIds.length === 0) return { at: 'start' };
  if (chosen?.at === 'send') return item === 'message-compose' ? chosen : { at: 'home' };
  if (chosen?.at === 'repair' || chosen?.at === 'sender' || chosen?.at === 'prove-sender')
    return channelIds.includes(chosen.channelId) ? chosen : { at: 'home' };
  if (chosen !== null) return chosen;
  return { at: item === 'message-compose' ? 'send' : 'home' };
}

/** Another message was opened: whoever is in the middle of something stays there. */
export const afterItemChange = (chosen: Place | null): Place | null =>
  chosen !== null && STAYS.includes(chosen.at) ? chosen : null;
