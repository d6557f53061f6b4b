import type { Formats } from '../formats.ts';
import { consentWords } from './consent.ts';

/** What an administrator sees of the whole company. */
export const companyWords = (format: Formats) => ({
  title: 'Your company',
  team: 'Share a channel with your team',
  openPolicies: 'What your people may use',

  passwords: (count: number, all: number) =>
    format.plural(all, {
      one: `${format.number(count)} of # channel still uses a password`,
      other: `${format.number(count)} of # channels still use a password`,
    }),
  none: 'Nobody has a password that should go',
  noneBody:
    'At Microsoft 365 and wherever else one can sign in, every channel here sends by a sign-in, or there is none yet.',
  moveOver:
    'Each person moves over alone, with one click in the pane: waiting mail, history and settings stay. What you can do is to allow it, and to tell them.',

  consent: 'Allow signing in for everybody',
  consentBody:
    'Microsoft may ask an administrator before people can let Postlane send. Agree once, and nobody is asked again.',
  permits: 'It permits',
  permitsNot: 'It does not permit',
  consentTerms: consentWords,
  openConsent: 'Open Microsoft’s page',
  copyConsent: 'Copy the link',
  consentText: 'Link for an administrator',

  list: 'Who they are',
  since: (day: string) => `password since ${day}`,
  used: (ago: string) => `last sent ${ago}`,
  unused: 'nothing sent lately',
  sendsAs: (address: string) => `sends as ${address}`,
  signsInAs: (login: string) => `signs in as ${login}`,
  more: (count: number) => format.plural(count, { one: 'Show # more', other: 'Show # more' }),
  copyList: 'Copy all for a spreadsheet',
  listText: 'List for a spreadsheet',
  columns: {
    name: 'Name',
    address: 'Address',
    sender: 'Sends as',
    login: 'User name',
    provider: 'Provider',
    since: 'Password since',
    ends: 'Password ends',
    used: 'Last sent',
  },
});
