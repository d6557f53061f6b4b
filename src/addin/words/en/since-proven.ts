import type { TroubleKind, TroubleWords } from '../trouble.ts';

/** What is said otherwise of a channel that worked until now: it was proven, so something has changed since. */
export const sinceProven: Partial<Record<TroubleKind, TroubleWords>> = {
  'password-rejected': {
    title: 'Your password is no longer accepted',
    explanation: 'It was right when your channel was proven. Perhaps it has been changed since.',
    next: 'Enter your current password.',
    whoCan: 'you',
  },
  'app-password-required': {
    title: 'An app password is needed now',
    explanation:
      'The password that worked until now is no longer enough. Programs need one made just for them, as after 2-Step Verification was switched on.',
    next: 'Create an app password in your account’s security settings and enter it here.',
    whoCan: 'you',
  },
  'certificate-untrusted': {
    title: 'The server’s certificate has changed',
    explanation:
      'When your channel was proven, the server showed a good one. The one it shows now was issued by someone we do not trust, so your password was not sent.',
    next: 'Ask your IT department whether this change was meant to be.',
    whoCan: 'it',
  },
  'certificate-wrong-name': {
    title: 'The server’s certificate has changed to another name',
    explanation:
      'When your channel was proven, the certificate bore this server’s name. It no longer does, so your password was not sent.',
    next: 'Ask your IT department whether the server has moved, or should show another certificate.',
    whoCan: 'it',
  },
  'certificate-expired': {
    title: 'The server’s certificate has run out since',
    explanation:
      'It was good when your channel was proven, and has not been renewed in time. Your password was not sent.',
    next: 'Tell your IT department that the certificate needs renewing.',
    whoCan: 'it',
  },
  'tls-not-offered': {
    title: 'The server no longer offers a protected connection',
    explanation:
      'It did when your channel was proven. Without one everyone on the network could read your password, so it was not sent.',
    next: 'Ask your IT department to switch TLS on again.',
    whoCan: 'it',
  },
  'mechanism-not-offered': {
    title: 'The server no longer takes passwords',
    explanation: 'It did when your channel was proven. Now it offers no way to sign in with one at this port.',
    next: 'Ask your IT department which server and port take a password.',
    whoCan: 'it',
  },
};
