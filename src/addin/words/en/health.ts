import type { Formats } from '../formats.ts';

/** Whether the channel works, and what is done when it does not. Moments come as `format.when` says them. */
export const healthWords = (format: Formats) => ({
  badge: {
    working: 'Working',
    changing: 'Paused',
    stopped: 'Paused by IT',
    forbidden: 'Not allowed by IT',
    broken: 'Needs a repair',
    /** What passes by itself needs none. */
    passing: 'On hold',
  },
  checked: (ago: string) => `checked ${ago}`,
  pausedSince: (when: string) => `paused since ${when}`,
  brokenSince: (when: string) => `not working since ${when}`,

  checkAgain: 'Check again',
  otherPassword: (secret: string) => `Enter another ${secret}`,
  byItself: (when: string) => `Postlane checks by itself, next ${when}, and goes on when it works.`,
  byItselfSoon: 'Postlane checks by itself in a moment, and goes on when it works.',
  notByItself: 'Postlane does not check this one by itself. Select Check again once it is over.',
  waiting: (count: number) =>
    format.plural(count, {
      one: '# message waits until it works again.',
      other: '# messages wait until it works again.',
    }),

  back: (when: string) => `Your channel has been working again since ${when}.`,
  going: (count: number) =>
    format.plural(count, { one: '# waiting message is going out.', other: '# waiting messages are going out.' }),
});
