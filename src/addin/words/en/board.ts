import type { Formats } from '../formats.ts';

/** A name and an address, in a line; '' for what there is not. */
const mailbox = (name: string, address: string): string =>
  name !== '' && address !== '' ? `${name} (${address})` : name || address;

/** What an administrator sees of all channels of the company, and does to one. */
export const boardWords = (format: Formats) => ({
  title: 'All channels',
  open: 'Look after all channels',
  channels: (count: number) => format.plural(count, { one: '# channel', other: '# channels' }),
  needHelp: (count: number) =>
    count === 0 ? 'None needs help' : format.plural(count, { one: '# needs help', other: '# need help' }),
  notAllowed: (count: number) => format.plural(count, { one: '# is not allowed', other: '# are not allowed' }),
  ending: (count: number, day: string) =>
    format.plural(count, {
      one: `# is on a password that ends on ${format.day(day)}`,
      other: `# are on a password that ends on ${format.day(day)}`,
    }),
  none: 'Nobody in your company has connected a channel yet',

  show: 'Show',
  shows: {
    all: 'All',
    broken: 'Those that need help',
    forbidden: 'Those that are not allowed',
    ending: 'Those on a password that ends',
  },
  find: 'Address begins with',
  list: 'The channels',
  nothing: 'No channel is like that.',
  more: 'Show more',

  person: mailbox,
  asTyped: (who: string) => `${who}, as they typed it`,
  typed: 'Your directory’s name for this person has not been heard yet: this is a sender that they typed themselves.',
  sendsAs: (name: string, address: string) => `Sends as ${mailbox(name, address)}`,
  otherAddress: 'This is not the person’s own address.',
  unproven: 'Nobody has shown yet that this person may write from there: nothing leaves but the code.',
  signedInAs: (account: string) => `by a sign-in as ${account}`,
  joined: 'by a channel that a colleague shares',
  shared: (colleagues: number) =>
    colleagues === 0
      ? 'shared with a team that nobody has joined yet'
      : format.plural(colleagues, {
          one: 'shared with a team: # colleague sends through it',
          other: 'shared with a team: # colleagues send through it',
        }),

  working: 'Works',
  broken: (told: string, when: string) => `Needs help since ${when}. Its rep is told: “${told}”`,
  forbidden: (policy: string) => `Not allowed by “${policy}”: it takes no new message`,
  stopped: (when: string) => `Paused by an administrator since ${when}`,
  held: (when: string, secret: string) => `Paused by its rep since ${when}, to change the ${secret}`,
  credential: { password: (secret: string) => `by ${secret}`, 'sign-in': () => 'by a sign-in' },
  ends: (day: string) => `password ends on ${format.day(day)}`,
  used: (ago: string) => `last sent ${ago}`,
  unused: 'nothing sent lately',
  waiting: (count: number) => format.plural(count, { one: '# message waits', other: '# messages wait' }),

  manage: 'Pause or remove',
  pause: 'Pause',
  pauseTitle: 'Pause this channel?',
  pauseBody:
    'Nothing leaves it, or what else this person sends with the same login, until you or another administrator lets it go again. What this person connects meanwhile at the same server or from the same address is paused too, under any user name; each is let go separately. The person is told so, and cannot undo it.',
  pauseYes: 'Pause it',
  resume: 'Let mail go again',
  remove: 'Remove',
  removeTitle: 'Remove this channel?',
  removeBody: (waiting: number) =>
    waiting === 0
      ? 'Its credential is destroyed at once. The person can connect a new one at any time.'
      : format.plural(waiting, {
          one: 'Its credential is destroyed at once, and # waiting message is not sent. The person can connect a new one at any time.',
          other:
            'Its credential is destroyed at once, and # waiting messages are not sent. The person can connect a new one at any time.',
        }),
  removeColleagues: (count: number, waiting: number) =>
    format.plural(count, {
      one: '# colleague sends through it too: that channel goes with it',
      other: '# colleagues send through it too: their channels go with it',
    }) +
    (waiting === 0
      ? '.'
      : format.plural(waiting, {
          one: ', and # waiting message there is not sent.',
          other: ', and # waiting messages there are not sent.',
        })),
  removeYes: 'Remove channel',
  no: 'Leave it as it is',
  leaves: (who: string) => `${who} leaves the company`,
  done: {
    paused: (address: string) => `${address} is paused.`,
    resumed: (address: string) => `${address} is no longer paused.`,
    removed: (address: string) => `The channel of ${address} is removed.`,
  },
});
