import type { Formats } from '../formats.ts';

/** An administrator of the rep's company paused the channel: only they can let mail go again. */
export const stoppedWords = (format: Formats) => ({
  title: 'Your IT paused this channel',
  body: (when: string) =>
    `Nothing has gone out since ${when}. Mail waits until your IT lets it go again, and only they can. Ask them why.`,
  /** Of one that was connected while another was paused. */
  bodyWith: (when: string) =>
    `Another channel of yours, at the same server or from the same address, has been paused since ${when}, and this one with it. Mail waits until your IT lets it go again, and only they can. Ask them why.`,
  reach: 'It counts for whatever you connect at the same server or from the same address, under any user name.',
  /** Before such a one is connected. */
  there:
    'Your IT paused a channel of yours at this server or from this address. What you connect here is paused with it, under any user name, until they let it go again.',
  waiting: (count: number) =>
    format.plural(count, { one: '# message waits meanwhile.', other: '# messages wait meanwhile.' }),
  repaired: 'The repair worked',
  noRemoval: 'You can remove it once your IT has let it go again.',
  held: 'Postlane has your message safely. It goes out once your IT lets mail go again.',
  heldUntil: (when: string) =>
    `Postlane has your message safely. It goes out once your IT lets mail go again, ${when} at the earliest.`,
});
