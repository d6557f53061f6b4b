import type { Formats } from '../formats.ts';

/** Mail that waits. Moments come as `format.when` says them. */
export const queueWords = (format: Formats) => ({
  title: 'Waiting',
  scheduled: 'Scheduled',
  left: (left: number, all: number) => `${format.number(left)} of ${format.number(all)} still to go`,
  retrying: (count: number) =>
    format.plural(count, { one: '# message waits for another try.', other: '# messages wait for another try.' }),
  soon: 'done within a minute',
  about: (wait: string, when: string) => `about ${wait}, done about ${when}`,
  doneAt: (when: string) => `done about ${when}`,
  leaving: 'Mail is going out.',
  gone: 'All that was waiting has left.',
  more: (count: number) => `Show ${format.number(count)} more`,

  goesOut: (when: string) => `Goes out ${when}`,
  notBefore: (when: string) => `goes out ${when} at the earliest`,
  nextTry: (when: string) => `Next try ${when}`,
  tried: (attempts: number) => format.plural(attempts, { one: 'tried once', other: 'tried # times' }),
  triedUntil: (when: string) => `Postlane tries again by itself, until ${when}.`,
  triedAgain: 'Postlane tries again by itself.',
  reached: (reached: number, all: number) =>
    `${format.number(reached)} of ${format.number(all)} recipients have it already.`,
  ahead: (count: number) =>
    format.plural(count, { one: '# message goes before it.', other: '# messages go before it.' }),
  draftStays: 'You can close this message and keep the draft. Outlook’s own Send would send it a second time.',

  sendNow: 'Send now',
  another: 'Another time …',
  later: 'Send later …',
  cancel: 'Leave it as it is',
  drop: 'Don’t send it',
  stop: 'Stop trying',
  dropTitle: 'Don’t send this message?',
  dropBody: 'Its text is erased from Postlane and can’t be brought back.',
  dropRestBody: 'Those who have it keep it; the others don’t get it. Its text is erased from Postlane.',
  dropYes: 'Erase it',
  dropNo: 'Let it wait',
});
