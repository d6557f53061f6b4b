import type { PausingKind } from '../../../domain/pause.ts';
import type { By } from '../by.ts';

/** Why nothing leaves for a while, in one line, and what that means. `until` is a moment such as `14:05`. */
export interface PauseWords {
  title: (until: string) => string;
  body: (until: string) => string;
}

const slower: PauseWords = {
  title: (until) => `Your provider is slowing you down until ${until}`,
  body: () => 'Other programs may be using your connections. Your mail is safe and goes on by itself.',
};
const signIns: PauseWords = {
  title: (until) => `Your provider takes no sign-in from you until ${until}`,
  body: () => 'There were too many, perhaps from other programs too. Your mail is safe and goes on by itself.',
};
const away: PauseWords = {
  title: () => 'Your mail server can’t be reached just now',
  body: (until) => `Your mail is safe with Postlane, which tries again at ${until}.`,
};
const outOfOrder: PauseWords = {
  title: () => 'Your mail server is out of order just now',
  body: (until) => `It says so itself. Your mail is safe with Postlane, which tries again at ${until}.`,
};
const patience: PauseWords = {
  title: (until) => `Your mail server asks for patience until ${until}`,
  body: () => 'A rule of the mail service holds your mail back for now. It goes on by itself.',
};

const noAccess: PauseWords = {
  title: () => 'Postlane gets no access to your account just now',
  body: (until) => `You do not need to sign in again. Your mail is safe, and Postlane asks again at ${until}.`,
};

/** What the rep is told of each kind of failure that keeps the whole mailbox waiting. */
export const pauseWords = (by: By): Record<PausingKind, PauseWords> => ({
  throttled: slower,
  'tenant-throttled': {
    title: (until) =>
      by(
        `Your provider is slowing your whole company down until ${until}`,
        `The provider is slowing the whole organisation down until ${until}`,
      ),
    body: () => 'It is not only you: nobody’s mail is taken. Yours is safe and goes on by itself.',
  },
  'too-many-connections': slower,
  'too-many-logins': signIns,
  'name-not-found': away,
  'name-lookup-failed': away,
  'connection-refused': away,
  'connection-timed-out': away,
  'connection-lost': away,
  'not-a-mail-server': away,
  'tls-failed': away,
  'authentication-unavailable': outOfOrder,
  'temporarily-unavailable': outOfOrder,
  'policy-deferred': patience,
  'sender-deferred': patience,
  'recipient-deferred': patience,
  'too-many-recipients': patience,
  'sign-in-unavailable': noAccess,
  'mailbox-quota-exceeded': {
    title: () => 'Your mailbox has reached the provider’s limit for 24 hours',
    body: (until) =>
      `Your mail is safe, and goes out as soon as the provider takes it again. We ask at ${until}, then hourly.`,
  },
  'tenant-quota-exceeded': {
    title: () =>
      by(
        'Your whole organisation has reached the provider’s limit for 24 hours',
        'The whole organisation has reached the provider’s limit for 24 hours',
      ),
    body: (until) =>
      `It is not only you: nobody’s mail is taken. Yours is safe, and goes out when there is room. We ask at ${until}, then hourly.`,
  },
});
