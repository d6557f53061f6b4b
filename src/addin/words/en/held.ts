import type { Formats } from '../formats.ts';

/** Mail that had waited for more than a day when its channel worked again: it goes only by the rep's word. */
export const heldWords = (format: Formats) => ({
  title: 'Mail that waited',
  body: (count: number) =>
    format.plural(count, {
      one: '# message had waited for more than a day when your channel worked again. Do you still want to send it?',
      other:
        '# messages had waited for more than a day when your channel worked again. Do you still want to send them?',
    }),
  handedOver: 'Handed over to you by your IT: a colleague wrote it who has left.',
  bodyHandedOver: (count: number) =>
    format.plural(count, {
      one: '# message waits for your word: it waited for more than a day, or a colleague left it to you. Send it?',
      other:
        '# messages wait for your word: they waited for more than a day, or a colleague left them to you. Send them?',
    }),
  elsewhere: (count: number, address: string) =>
    format.plural(count, {
      one: `# message that a colleague left to you waits for your word, in your channel ${address}.`,
      other: `# messages that a colleague left to you wait for your word, in your channel ${address}.`,
    }),
  lookElsewhere: (address: string) => `Look at what waits in ${address}`,
  send: 'Send it',
  sendAll: (count: number) => `Send all ${format.number(count)}`,
  dropAll: 'Don’t send any',
  dropTitle: (count: number) => `Don’t send any of the ${format.number(count)}?`,
  dropBody: 'Their text is erased from Postlane and can’t be brought back.',
  dropYes: 'Erase them',
  dropNo: 'Let them wait',
  sent: (count: number) => format.plural(count, { one: '# message is going out.', other: '# messages are going out.' }),
  dropped: (count: number) =>
    format.plural(count, { one: '# message is not sent.', other: '# messages are not sent.' }),

  waits: (count: number) =>
    format.plural(count, {
      one: '# message waited for more than a day. It goes only if you still want that.',
      other: '# messages waited for more than a day. They go only if you still want that.',
    }),
  waitsHandedOver: (count: number) =>
    format.plural(count, {
      one: '# message waits for your word: it waited for more than a day, or a colleague left it to you.',
      other: '# messages wait for your word: they waited for more than a day, or a colleague left them to you.',
    }),
  look: 'Look at what waited',

  mine: 'Do you still want to send it?',
  mineBody: 'Your channel works again, but this message has waited for more than a day. It goes only by your word.',
  several: 'Your channel works again, but these messages have waited for more than a day. They go only by your word.',

  left: 'Do you want to send it?',
  leftBody:
    'A colleague who has left wrote this message, and your IT handed it over to you. It goes only by your word.',
  leftSeveral:
    'A colleague who has left wrote these messages, and your IT handed them over to you. They go only by your word.',
});
