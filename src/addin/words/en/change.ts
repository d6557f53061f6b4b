import type { Formats } from '../formats.ts';

/** The rep changes the password, and has said so before. */
export const changeWords = (format: Formats) => ({
  begin: 'I am changing my password',
  beginBody: 'Mail waits while you do. So nothing signs in with the old password, and your account is not locked.',

  title: 'Paused while you change your password',
  body: 'Change it as usual, then enter the new one here. Until then nothing is sent.',
  waiting: (count: number) =>
    format.plural(count, { one: '# message waits meanwhile.', other: '# messages wait meanwhile.' }),
  enter: 'Enter the new password',
  notChanged: 'I did not change it',
  over: 'Mail goes out again.',

  held: 'Postlane has your message safely. It goes out once you have entered the new password.',
  heldUntil: (when: string) =>
    `Postlane has your message safely. It goes out once you have entered the new password, ${when} at the earliest.`,
});
