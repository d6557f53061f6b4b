import type { Formats } from '../formats.ts';

/** The rep changes the password, or what else a login takes, and has said so before. `secret` is what it is called. */
export const changeWords = (format: Formats) => ({
  begin: (secret: string) => `I am changing my ${secret}`,
  beginBody: (secret: string) =>
    `Mail waits while you do. So nothing signs in with the old ${secret}, and your account is not locked.`,

  title: (secret: string) => `Paused while you change your ${secret}`,
  body: 'Change it as usual, then enter the new one here. Until then nothing is sent.',
  waiting: (count: number) =>
    format.plural(count, { one: '# message waits meanwhile.', other: '# messages wait meanwhile.' }),
  enter: (secret: string) => `Enter the new ${secret}`,
  notChanged: 'I did not change it',
  over: 'Mail goes out again.',

  held: (secret: string) => `Postlane has your message safely. It goes out once you have entered the new ${secret}.`,
  heldUntil: (secret: string, when: string) =>
    `Postlane has your message safely. It goes out once you have entered the new ${secret}, ${when} at the earliest.`,
});
