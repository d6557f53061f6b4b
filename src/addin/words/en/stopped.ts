import type { Formats } from '../formats.ts';

/** An administrator of the rep's company paused the channel: only they can let mail go again. */
export const stoppedWords = (format: Formats) => ({
  title: 'Your IT paused this channel',
  body: (when: string) =>
    `Nothing has gone out since ${when}. Mail waits until your IT lets it go again, and only they can. Ask them why.`,
  waiting: (count: number) =>
    format.plural(count, { one: '# message waits meanwhile.', other: '# messages wait meanwhile.' }),
  repaired: 'The repair worked',
  noRemoval: 'You can remove it once your IT has let it go again.',
  held: 'Postlane has your message safely. It goes out once your IT lets mail go again.',
  heldUntil: (when: string) =>
    `Postlane has your message safely. It goes out once your IT lets mail go again, ${when} at the earliest.`,
});
