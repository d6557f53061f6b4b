import type { Formats } from '../formats.ts';

/** What will happen to a draft, and what to know before. Moments come as `format.when` says them. */
export const forecastWords = (format: Formats) => ({
  now: 'goes out now',
  about: (time: string) => `about ${time}`,
  at: (when: string) => `goes out ${when}`,
  after: (others: number) => format.plural(others, { one: 'after # other', other: 'after # others' }),
  whenRepaired: 'goes out after the repair',
  whenRepairedAt: (when: string) => `goes out after the repair, ${when} at the earliest`,
  whenChanged: 'goes out once you have entered the new password',
  whenChangedAt: (when: string) => `goes out once you have entered the new password, ${when} at the earliest`,
  whenResumed: 'goes out once your IT lets mail go again',
  whenResumedAt: (when: string) => `goes out once your IT lets mail go again, ${when} at the earliest`,
  pace: (wait: string, perMinute: number) => `${wait} at ${format.number(perMinute)} a minute`,
  done: (when: string) => `done ${when}`,
  used: (used: number, limit: number) => `${format.number(used)} of ${format.number(limit)} used today`,
  last: (count: number, when: string) =>
    format.plural(count, { one: `the last # leaves ${when}`, other: `the last # leave ${when}` }),

  nearMinute: (limit: number) => `This nearly fills the ${format.number(limit)} messages your provider takes a minute.`,
  nearDay: (limit: number) =>
    `This brings you close to the ${format.number(limit)} recipients your provider takes in 24 hours.`,
  overMinute: (limit: number, waits: string) =>
    `Your provider takes ${format.number(limit)} messages a minute. ${waits}`,
  overDay: (limit: number, waits: string) =>
    `Your provider takes ${format.number(limit)} recipients in 24 hours. ${waits}`,
  theRest: (when: string) => `The rest waits until ${when} and goes by itself.`,
  allOfIt: (when: string) => `It waits until ${when} and goes by itself.`,
  bulk: 'Your channel is made for single mails. So many at once may be slowed down, or get your mailbox blocked: a newsletter service is made for that.',
});
