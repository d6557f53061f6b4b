import type { By } from '../by.ts';

/** What is said otherwise by where a login is, and where one logs in with what a service makes for programs: `key` is its own name for it. */
export const keyWords = (by: By) => ({
  failures: {
    'password-rejected': {
      title: (key: string) => `The ${key} was not accepted`,
      explanation: (key: string, service: string) =>
        `${service} did not take this ${key}. Perhaps it was not copied whole, counts no more, or may not send.`,
      next: (key: string, service: string) =>
        `Copy the ${key} once more from the account at ${service}, or make a new one there.`,
    },
    'authentication-required': {
      title: () => 'The server did not take the sign-in',
      explanation: () => 'It asks for a sign-in again before it takes any mail.',
      next: (key: string) => `Enter the ${key} again.`,
    },
  },
  sinceProven: {
    'password-rejected': {
      title: (key: string) => `Your ${key} is no longer accepted`,
      explanation: (key: string, service: string) =>
        `It was right when your channel was proven. Perhaps the ${key} was deleted at ${service} since, or may no longer send.`,
      next: (key: string) => `Enter the ${key} that counts now.`,
    },
  },
  /** Where an administrator filled the server in. */
  filledIn: by(
    'Your company’s IT has filled this server in for everybody. Ask them to look at it: they can change it.',
    'An administrator has filled this server in for everybody. Ask them to look at it: they can change it.',
  ),
  /** Where a service has regions, with accounts of their own. */
  region: (service: string, region: string) =>
    `${service} has several regions, and each takes only its own: look whether yours is “${region}”.`,
});
