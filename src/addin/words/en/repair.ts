import type { Formats } from '../formats.ts';

/** Mending a channel in place: for each of the three moments at which a password, or what else a login takes, is entered anew. `secret` is what it is called. */
export const repairWords = (format: Formats) => ({
  title: {
    broken: () => 'Repair your channel',
    changing: (secret: string) => `Enter your new ${secret}`,
    working: (secret: string) => `Enter a new ${secret}`,
  },
  /** `cause` is the title of what broke it. */
  brokenIntro: (cause: string, host: string, secret: string) =>
    `${cause}. Enter the ${secret} that ${host} takes now. The same five checks run again; everything else stays.`,
  intro: {
    changing: (host: string) =>
      `Have you changed it? Enter the new one for ${host}. It is checked, then your mail goes out again.`,
    working: (host: string) => `Enter the one for ${host}. The same five checks run again; everything else stays.`,
  },
  other: (secret: string) => `If you have another ${secret} by now, enter it here.`,
  submit: { broken: 'Repair', changing: 'Check and go on', working: 'Check and keep' },
  done: {
    broken: () => 'Your channel works again',
    changing: (secret: string) => `Your new ${secret} works`,
    working: (secret: string) => `Your new ${secret} works`,
  },
  going: (count: number) =>
    format.plural(count, { one: '# waiting message goes out now.', other: '# waiting messages go out now.' }),
  nothingWaited: 'Everything else is as it was. No mail was waiting.',
});
