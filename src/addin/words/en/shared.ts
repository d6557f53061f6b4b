import type { Formats } from '../formats.ts';

/** The operator's channel, for who has nothing else. */
export const sharedWords = (format: Formats) => ({
  name: 'Default channel',
  offer: 'If you have nothing else',
  offerBody: 'Whoever runs Postlane has a channel for those who have none of their own. There is nothing to type.',
  pros: { nothingToType: 'No server, no password', outlivesPassword: 'A changed password leaves it alone' },
  cons: {
    reputation: 'Shared reputation: your mail goes out with other people’s',
    few: (perDay: number) => `To ${format.number(perDay)} people a day at most`,
    noCopy: 'No copy in Sent Items',
  },
  use: 'Use the default channel',
  onlyFor: (address: string | null) =>
    address === null
      ? 'There is a default channel too, but it carries only the address you sign in with, and your sign-in names none: no code and no proven domain stands in for it.'
      : `There is a default channel too, but it carries only the address you sign in with, ${address}: no code and no proven domain opens it for another.`,
  notYours: (address: string) =>
    `The default channel carries only the address you sign in with, and that is not ${address}: no code and no proven domain changes that. Set up a channel of your own.`,
  failed: 'The default channel could not be set up',
  note: (perDay: number) =>
    `This is the default channel: your mail goes out with other people’s, and what one of them does harms the others. It takes mail to ${format.number(perDay)} people a day from you. A channel of your own has neither.`,
  ownInstead: 'Set up a channel of your own',
  share: 'Your part, recipients in 24 hours',
  shareBody: 'What still waits counts too.',
  route: 'This is the default channel: your mail goes out with other people’s.',
  overShare: (count: number, limit: number) =>
    `The draft is for ${format.number(count)} people; the default channel takes ${format.number(limit)} a day from you. Send it to fewer, or set up a channel of your own.`,
});
