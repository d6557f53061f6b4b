import type { Formats } from '../formats.ts';

/** What a colleague finds prepared, and a channel that is a team's; loaded with the screens that show it. */
export const preparedWords = (format: Formats) => ({
  title: 'Your team’s channel',
  reason: (by: string, domain: string) => `Recommended: ${by} shares it with everybody at ${domain}.`,
  /** Where recipients may refuse what goes by it, and the rep has another way. */
  offered: (by: string, domain: string) => `${by} shares it with everybody at ${domain}.`,
  through: (provider: string) => `Through ${provider}`,
  nothingToType: 'Nothing to type: no server, no password',
  lookedAfter: (by: string) => `${by} looks after it`,
  sharedLimits: 'Your team shares its limits',
  join: 'Send through it',
  joinOther: (provider: string, by: string) => `Send through ${provider}, shared by ${by}`,
  own: 'Set up a channel of my own instead',
  joined: 'You send with your team',
  joinedBody: (address: string) => `What you send with Postlane goes through your team’s channel, from ${address}.`,

  invited: 'This is prepared for you',
  /** Nobody is named once who prepared it is gone. */
  invitedBody: (by: string | null, provider: string) =>
    `${by ?? 'Your IT'} has filled in everything for ${provider}. You sign in, or enter your password, and that is all.`,
  connect: (provider: string) => `Connect ${provider}`,

  /** Where the rep is in the middle of setting up another. */
  meanwhile: (by: string | null) => `${by ?? 'Your IT'} has prepared a channel for you meanwhile.`,
  look: 'See what is prepared',

  /** Of a team's channel that does not work. */
  waits: (by: string) => `${by} looks after this channel and sees that it stands still. You need not do anything.`,
  changing: (by: string, secret: string) => `${by} is changing its ${secret}`,
  changingBody: 'Your mail waits meanwhile, and goes out by itself.',

  /** Once it is there no more. Who did it the server does not keep: who shared it, it does. */
  lost: (by: string) =>
    `Your team’s channel is there no more: it was removed, or is not shared with you any longer. ${by} shared it and can say why.`,
  unsent: (subjects: readonly string[]) =>
    subjects.length === 0
      ? 'No mail of yours was waiting there.'
      : format.plural(subjects.length, {
          one: `# message that waited there was not sent: ${format.list(subjects)}.`,
          other: `# messages that waited there were not sent: ${format.list(subjects)}.`,
        }),
  seen: 'Hide this',
});
