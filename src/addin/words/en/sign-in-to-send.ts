import type { SignInService } from '../../../domain/credential.ts';

/** Letting Postlane send by signing in at the mailbox's own service, which comes by its name, instead of a password. */
export const signInToSendWords = {
  with: (service: string) => `Sign in with ${service}`,
  instead: (service: string) => `Sign in with ${service} instead`,
  again: 'Sign in again',
  passwordInstead: 'Use a password instead',
  intro: (service: string, address: string) =>
    `You sign in at ${service}, in a window of its own. Postlane sees no password. You send as ${address}.`,
  interrupted: 'The last check was interrupted, so nothing was saved. Sign in to start it again.',
  /** What is let, by whom: Google has no narrower permission. */
  leave: {
    microsoft: 'Microsoft then lets Postlane send as you, and nothing else. You can take that back in your account.',
    google:
      'Google knows only one permission for mail, which is for all of it. Postlane uses it to send, and for nothing else. You can take it back in your account.',
  } satisfies Record<SignInService, string>,

  waiting: 'Waiting for your sign-in',
  waitingBody: (service: string) => `Go on in ${service}’s window. It closes by itself, and your channel is checked.`,
  allow: 'Outlook may ask first whether the window may open. Select Allow.',

  mayBeMeant: 'If the account you signed in with may send for this mailbox, you can go on with it.',
  sendWith: (account: string) => `Send with ${account}`,
  sendsWith: (account: string) => `sends with ${account}`,

  /** Where a password that is changed ends what was granted; the service does not say which of the two it was. */
  ended: {
    title: (service: string) => `Your sign-in with ${service} has ended`,
    explanation: (service: string) =>
      `${service} ends it when the password of your ${service} account is changed, or the permission is removed there. No password is wrong, and Postlane asks for none.`,
  },

  repairTitle: 'Sign in again',
  /** `cause` is the title of what broke it. */
  brokenIntro: (cause: string) => `${cause}. Sign in, and the same five checks run again; everything else stays.`,
  moveIntro: (service: string) =>
    `Your channel then sends by your sign-in with ${service}, and no longer by your password. Waiting mail, history and settings stay.`,
  done: {
    broken: 'Your channel works again',
    changing: 'Your channel sends by your sign-in now',
    working: 'Your channel sends by your sign-in now',
  },

  wayOn: (service: string, day: string) =>
    `It does so by default on ${day}. Signing in with ${service} goes on after that: your channel moves over in place, with its waiting mail, history and settings.`,
};
