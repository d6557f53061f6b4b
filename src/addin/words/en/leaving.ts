import type { Formats } from '../formats.ts';

/** Somebody leaves the company, by an administrator's word; or takes along and deletes what is the own. */
export const leavingWords = (format: Formats) => ({
  title: (who: string) => `${who} leaves`,
  has: 'What Postlane has of this person',
  channel: (sendsAs: string, at: string) => `${sendsAs}, at ${at}`,
  waits: (count: number) =>
    count === 0 ? 'No mail waits.' : format.plural(count, { one: '# message waits.', other: '# messages wait.' }),
  underWay: (count: number) =>
    format.plural(count, {
      one: '# message is on its way, and comes to its end.',
      other: '# messages are on their way, and come to their end.',
    }),
  records: (count: number) =>
    format.plural(count, { one: '# record of a message sent before.', other: '# records of messages sent before.' }),

  mail: 'The mail that waits',
  mailFrom: (from: string, recipients: number) =>
    format.plural(recipients, { one: `from ${from} to # recipient`, other: `from ${from} to # recipients` }),
  written: (when: string) => `written ${when}`,
  leavesAt: (when: string) => `meant for ${when}`,
  others: (count: number) => format.plural(count, { one: 'and # more', other: 'and # more' }),
  decide: 'What becomes of it?',
  drop: 'It is not sent, and its text is erased',
  handOver: 'A colleague decides about each message',
  handOverTo: 'Who',
  handOverBody:
    'It keeps its sender, and nothing of it is sent before the colleague says so. Here are those who can send from the same address.',
  nobody: 'Nobody else can send from the same address, so it cannot be handed over.',

  remove: 'Remove this person',
  sure: (who: string) => `Remove everything of ${who}?`,
  sureBody: 'Credentials and sign-ins are destroyed, and records are erased, at once and for good.',
  sureDropped: (count: number) =>
    count === 0
      ? 'No mail waits.'
      : format.plural(count, {
          one: '# message that waits is not sent, and its text is erased.',
          other: '# messages that wait are not sent, and their text is erased.',
        }),
  sureHandedOver: (count: number, who: string) =>
    format.plural(count, {
      one: `# message that waits goes to ${who}, who decides about it.`,
      other: `# messages that wait go to ${who}, who decides about each.`,
    }),
  stillLetIn:
    'This locks nobody out: until Entra lets this person in no more, they can connect a channel anew, and join one that a team shares.',
  sureColleagues: (count: number, waiting: number) =>
    format.plural(count, {
      one: '# colleague sends through a channel of this person: that channel goes too',
      other: '# colleagues send through channels of this person: their channels go too',
    }) +
    (waiting === 0
      ? '.'
      : format.plural(waiting, {
          one: ', and # waiting message there is not sent.',
          other: ', and # waiting messages there are not sent.',
        })),
  yes: 'Remove everything',
  no: 'Not yet',
  done: (who: string) => `${who} is removed`,
  doneBody: (channels: number) =>
    format.plural(channels, {
      one: '# channel is gone, with its credential.',
      other: '# channels are gone, with their credentials.',
    }),
  dropped: (count: number) =>
    format.plural(count, { one: '# message is not sent.', other: '# messages are not sent.' }),
  handedOver: (count: number, who: string) =>
    format.plural(count, {
      one: `# message waits for ${who} to decide.`,
      other: `# messages wait for ${who} to decide.`,
    }),
  back: 'To all channels',

  own: 'Your data',
  ownBody:
    'All that Postlane knows of you, as one file: your channels and their history, the addresses you have proven, and a record of each message, with all times in UTC. No password is in it, and no text of a mail.',
  export: 'Export my data',
  file: 'postlane.json',
  erase: 'Delete everything of mine',
  eraseTitle: 'Delete everything of yours?',
  eraseBody: (channels: number) =>
    format.plural(channels, {
      one: 'Your channel goes with its credential, mail that waits is not sent, and all records are erased. This cannot be undone.',
      other:
        'Your # channels go with their credentials, mail that waits is not sent, and all records are erased. This cannot be undone.',
    }),
  eraseColleagues: (count: number) =>
    format.plural(count, {
      one: '# colleague sends through a channel of yours: that channel goes too, and mail that waits there is not sent.',
      other:
        '# colleagues send through channels of yours: their channels go too, and mail that waits there is not sent.',
    }),
  eraseYes: 'Delete everything',
  eraseNo: 'Keep it',
  erased: 'Everything of yours is deleted',
  erasedBody: (channels: number) =>
    channels === 0
      ? 'There was no channel of yours, and no record is left.'
      : format.plural(channels, {
          one: '# channel is gone, with its credential, and so are all records.',
          other: '# channels are gone, with their credentials, and so are all records.',
        }),
  anew: 'Begin anew',
  eraseStopped: 'Your IT paused a channel of yours. You can delete everything once they have let it go again.',
});
