import type { FirstWords } from '../en.ts';
import type { TroubleWords } from '../trouble.ts';

const SUPPORT = 'your provider’s support';

type Tables = Pick<FirstWords, 'failures' | 'sinceProven' | 'common' | 'start'>;

/** What is said otherwise to who has the mailbox alone, with no company and no IT department: there is the provider's support. */
export function withoutCompany({ failures, sinceProven, common, start }: Tables): Tables {
  return {
    failures: {
      ...asOfSupport(failures),
      'password-expired': {
        ...failures['password-expired'],
        explanation: 'It was right once, but your provider asks for a new one now.',
        next: 'Change your password at your provider, then enter the new one here.',
      },
      'password-sign-in-off': {
        ...failures['password-sign-in-off'],
        explanation: 'Your provider has stopped taking passwords for sending. Yours may be perfectly right.',
        next: 'Where you may sign in instead, do that; otherwise send through another service.',
        whoCan: 'you',
      },
      'smtp-auth-off-for-mailbox': {
        ...failures['smtp-auth-off-for-mailbox'],
        explanation:
          'Your password may be perfectly right. Your provider lets programs send only where that is switched on.',
        next: 'Look in your mailbox’s settings for sending by other programs (SMTP), and switch it on.',
        whoCan: 'you',
      },
      'sender-refused': {
        ...failures['sender-refused'],
        next: 'Use the address of your own mailbox as sender.',
      },
      'tls-failed': { ...failures['tls-failed'], next: 'Choose the other kind of security under Details.' },
      'grant-expired': { ...failures['grant-expired'], explanation: 'It was not used for long.' },
      'consent-missing': { ...failures['consent-missing'], next: 'Sign in again and accept.' },
      internal: {
        ...failures.internal,
        next: 'Try again. If it stays so, tell whoever runs Postlane the reference below.',
      },
    },
    sinceProven: asOfSupport(sinceProven),
    common: {
      ...common,
      askIt: `Ask ${SUPPORT}`,
      askItCopy: `Outlook opens no new message from here. Copy this one into an email to ${SUPPORT}:`,
      askItText: `Message to ${SUPPORT}`,
      whoCan: { ...common.whoCan, it: 'Your provider’s support can help' },
    },
    start: {
      ...start,
      nothingBody:
        'That is common. Your provider’s help page knows the service or server: choose it, or enter it by hand.',
      pros: { ...start.pros, 'own-reputation': 'Your own provider’s reputation' },
    },
  };
}

/** Whatever an IT department would mend, or be asked of in the end. */
function asOfSupport<Table extends Partial<FirstWords['failures']>>(table: Table): Table {
  const said = Object.entries(table).map(([kind, words]: [string, TroubleWords]) => [kind, told(words)]);
  return Object.fromEntries(said) as Table;
}

function told(words: TroubleWords): TroubleWords {
  if (words.whoCan === 'it') return { ...words, next: 'Look at your provider’s help pages, or ask its support.' };
  return words.next.includes('IT department')
    ? { ...words, next: 'Try again in a while. If it stays so, ask your provider’s support.' }
    : words;
}
