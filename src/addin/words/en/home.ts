import type { MessageState } from '../../../domain/outbox.ts';
import type { Formats } from '../formats.ts';

export const homeWords = (format: Formats) => ({
  title: 'Your channel',
  team: 'Your team’s channel',
  ofTeam: (by: string) => `shared by ${by}`,
  sendDraft: 'Send this draft',
  repair: 'Repair',
  newPassword: (secret: string) => `Enter a new ${secret}`,
  away: (title: string, ago: string) => `${title}. This is how things stood ${ago}.`,
  polling: (seconds: number) => `Live updates are interrupted; checking every ${format.number(seconds)} seconds.`,

  use: 'Today’s use',
  useOfTeam: 'The team’s use today',
  recipients: 'Recipients in 24 hours',
  perMinute: 'Messages in this minute',
  of: (used: number, limit: number) => `${format.number(used)} of ${format.number(limit)}`,
  unlimited: (used: number) => `${format.number(used)}, no limit known`,
  reported: (count: number) =>
    format.plural(count, {
      one: '# of them was sent by Outlook itself.',
      other: '# of them were sent by Outlook itself.',
    }),
  near: 'Nearly used up. What goes over the limit waits.',
  full: 'Used up. Mail waits until there is room again.',
  fullUntil: (moment: string) => `Used up. Mail waits until about ${moment}.`,

  recent: 'Last messages',
  none: 'Nothing sent yet. Open a draft and select Postlane to send it from here.',
  noSubject: '(no subject)',
  state: {
    queued: 'Waiting for its turn',
    'in-flight': 'Being handed over',
    held: 'Held',
    accepted: 'Accepted',
    refused: 'Refused',
    uncertain: 'Uncertain',
    dropped: 'Set aside',
  } satisfies Record<MessageState, string>,
  partly: (reached: number, all: number) => `Accepted for ${format.number(reached)} of ${format.number(all)}`,
  to: (first: string, others: number) =>
    others === 0 ? first : format.plural(others, { one: `${first} and # other`, other: `${first} and # others` }),
  uncertain:
    'The message was handed over, but no confirmation came back. Did it arrive? If you are not sure, ask a recipient.',
  arrived: 'It arrived',
  sendAgain: 'Send it again',
  refused: (count: number) =>
    format.plural(count, { one: 'Refused by the server:', other: '# refused by the server:' }),

  stopped: 'Not sent, because you stopped it:',

  senderName: 'Sender name',
  save: 'Save',
  manage: 'Manage this channel',
  remove: 'Remove',
  removeTitle: 'Remove this channel?',
  removeBody: {
    team: (waiting: number) =>
      waiting === 0
        ? 'You send through your team’s channel no more. No mail is waiting. You can join again at any time.'
        : format.plural(waiting, {
            one: 'You send through your team’s channel no more, and # waiting message will not be sent.',
            other: 'You send through your team’s channel no more, and # waiting messages will not be sent.',
          }),
    password: (waiting: number, secret: string) =>
      waiting === 0
        ? `The stored ${secret} is erased. No mail is waiting. You can connect again at any time.`
        : format.plural(waiting, {
            one: `The stored ${secret} is erased, and # waiting message will not be sent.`,
            other: `The stored ${secret} is erased, and # waiting messages will not be sent.`,
          }),
    'sign-in': (waiting: number) =>
      waiting === 0
        ? 'What your sign-in gave to Postlane is erased. No mail is waiting. You can connect again at any time.'
        : format.plural(waiting, {
            one: 'What your sign-in gave to Postlane is erased, and # waiting message will not be sent.',
            other: 'What your sign-in gave to Postlane is erased, and # waiting messages will not be sent.',
          }),
    operator: (waiting: number) =>
      waiting === 0
        ? 'No mail is waiting. You can use the default channel again at any time.'
        : format.plural(waiting, {
            one: '# waiting message will not be sent. You can use the default channel again at any time.',
            other: '# waiting messages will not be sent. You can use the default channel again at any time.',
          }),
  },
  removeColleagues: (count: number) =>
    format.plural(count, {
      one: '# colleague sends through it too: that channel goes with it.',
      other: '# colleagues send through it too: their channels go with it.',
    }),
  removeYes: 'Remove channel',
  removeNo: 'Keep it',
  another: 'Add another channel',
  channels: 'Channel',
});
