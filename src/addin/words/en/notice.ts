import type { Taken } from '../../launch-event/fate.ts';
import type { Standing } from '../../launch-event/standing.ts';
import { secretNames } from './secret-names.ts';

/**
 * What Outlook itself shows for us: bars on a message, and the question before it sends. A room of its own, since the
 * launch event carries these words and no others; its engine may have no Intl.
 */
export const noticeWords = {
  /** At most 150 characters: Outlook takes no more. */
  bar({ state, secret, waiting }: Standing): string {
    const wait = waiting === 0 ? 'mail through Postlane waits' : `${messages(waiting)} in Postlane`;
    switch (state) {
      case 'password-refused':
        return `Your mail server no longer takes your ${secretNames[secret]}, and ${wait} until you enter the new one.`;
      case 'sign-in-over':
        return `Your sign-in for sending no longer counts, and ${wait} until you sign in again.`;
      case 'held-back':
        return `You are keeping your mail back to change your ${secretNames[secret]}, and ${wait} until you have.`;
      case 'stopped':
        return `Your IT paused your delivery channel, and ${wait} until they let it go again.`;
      default:
        return `Your delivery channel is broken, and ${wait} until it is repaired.`;
    }
  },
  /** Where Outlook shows no button, which says where to go. At most 150 characters. */
  barWithoutButton({ state, secret, waiting }: Standing): string {
    const wait = waiting === 0 ? 'Mail waits' : capital(messages(waiting));
    switch (state) {
      case 'password-refused':
        return `Your mail server no longer takes your ${secretNames[secret]}. ${wait}. Select Postlane above to enter the new one.`;
      case 'sign-in-over':
        return `Your sign-in for sending no longer counts. ${wait}. Select Postlane above to sign in again.`;
      case 'held-back':
        return `You are keeping your mail back to change your ${secretNames[secret]}. ${wait}. Select Postlane above when you have.`;
      case 'stopped':
        return `Your IT paused your delivery channel. ${wait} until they let it go again.`;
      default:
        return `Your delivery channel is broken. ${wait}. Select Postlane above to see what to do.`;
    }
  },
  /** At most 30 characters. */
  barButton({ state, secret }: Standing): string {
    if (state === 'sign-in-over') return 'Sign in again';
    return state === 'broken' || state === 'stopped' ? 'See what to do' : `Enter the new ${secretNames[secret]}`;
  },
  /** At most 500 characters. */
  question({ state, secret, waiting }: Standing): string {
    const wait = waiting === 0 ? 'mail through Postlane waits until it is repaired' : messages(waiting);
    return `Your delivery channel is broken: ${wait}.${because(state, secret)} You can still send this message with Outlook’s own Send.`;
  },
  /** About a draft that was handed over before. At most 500 characters. */
  again: (taken: Taken): string => AGAIN[taken],
  /** At most 20 characters. */
  questionButton: 'Open Postlane',
};

const AGAIN: Record<Taken, string> = {
  sent: 'Postlane has already sent this message. Outlook’s own Send would send it a second time.',
  waiting:
    'Postlane already has this message, and it waits there to go out. Outlook’s own Send would send it a second time. If you would rather send it here, stop it in Postlane first.',
  uncertain:
    'Postlane handed this message over, and nobody knows yet whether it arrived. Outlook’s own Send may send it a second time.',
  unknown:
    'This draft was handed to Postlane before, but we can’t look up what became of it just now. Outlook’s own Send may send it a second time.',
};

function because(state: Standing['state'], secret: Standing['secret']): string {
  if (state === 'sign-in-over') return ' Your sign-in for sending no longer counts.';
  return state === 'password-refused' ? ` Your mail server no longer takes your ${secretNames[secret]}.` : '';
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const messages = (count: number): string => (count === 1 ? '1 message waits' : `${count} messages wait`);
