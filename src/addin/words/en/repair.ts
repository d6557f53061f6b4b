import type { Formats } from '../formats.ts';

/** Mending a channel in place: for each of the three moments at which a password is entered anew. */
export const repairWords = (format: Formats) => ({
  title: {
    broken: 'Repair your channel',
    changing: 'Enter your new password',
    working: 'Enter a new password',
  },
  /** `cause` is the title of what broke it. */
  brokenIntro: (cause: string, host: string) =>
    `${cause}. Enter the password that ${host} takes now. The same five checks run again; everything else stays.`,
  intro: {
    changing: (host: string) =>
      `Have you changed it? Enter the new one for ${host}. It is checked, then your mail goes out again.`,
    working: (host: string) => `Enter the one for ${host}. The same five checks run again; everything else stays.`,
  },
  other: 'If you have another password by now, enter it here.',
  submit: { broken: 'Repair', changing: 'Check and go on', working: 'Check and keep' },
  done: {
    broken: 'Your channel works again',
    changing: 'Your new password works',
    working: 'Your new password works',
  },
  going: (count: number) =>
    format.plural(count, { one: '# waiting message goes out now.', other: '# waiting messages go out now.' }),
  nothingWaited: 'Everything else is as it was. No mail was waiting.',
});
