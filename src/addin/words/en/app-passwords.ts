/** What is said otherwise where a service takes no password but one that it makes for programs. */
export const appPasswordWords = {
  failures: {
    'password-rejected': {
      title: () => 'The app password was not accepted',
      explanation: (service: string) =>
        `${service} takes an app password here, and never the password that you sign in to your account with.`,
      next: () =>
        'Create an app password as described here, and paste it. If it is one already, create another: it may count no more.',
    },
  },
  sinceProven: {
    'password-rejected': {
      title: () => 'Your app password is no longer accepted',
      explanation: (service: string) =>
        `It was right when your channel was proven. Perhaps it was deleted at ${service} since, or the password of your account was changed.`,
      next: () => 'Create another app password and enter it here.',
    },
  },
  /** By which Google’s is told from another. */
  google: 'It has 16 letters.',
};
