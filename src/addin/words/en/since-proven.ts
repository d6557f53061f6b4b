import type { By } from '../by.ts';
import type { TroubleKind, WrittenTrouble } from '../trouble.ts';
import { LATER, LOOK } from './support.ts';

/** What is said otherwise of a channel that worked until now: it was proven, so something has changed since. */
export const sinceProven = (by: By): Partial<Record<TroubleKind, WrittenTrouble>> => ({
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
      'When your channel was proven, the server showed a good one. The one it shows now was issued by someone we do not trust, so nothing was sent there.',
    next: by('Ask your IT department whether this change was meant to be.', LOOK),
    whoCan: 'it',
  },
  'certificate-wrong-name': {
    title: 'The server’s certificate has changed to another name',
    explanation:
      'When your channel was proven, the certificate bore this server’s name. It no longer does, so nothing was sent there.',
    next: by('Ask your IT department whether the server has moved, or should show another certificate.', LOOK),
    whoCan: 'it',
  },
  'certificate-expired': {
    title: 'The server’s certificate has run out since',
    explanation: 'It was good when your channel was proven, and has not been renewed in time. Nothing was sent there.',
    next: by('Tell your IT department that the certificate needs renewing.', LOOK),
    whoCan: 'it',
  },
  'tls-not-offered': {
    title: 'The server no longer offers a protected connection',
    explanation:
      'It did when your channel was proven. Without one everyone on the network could read what you sign in with, so it was not sent.',
    next: by('Ask your IT department to switch TLS on again.', LOOK),
    whoCan: 'it',
  },
  'name-not-found': {
    title: 'Your mail server’s name is gone',
    explanation: 'It could be found when your channel was proven. Perhaps the server has moved.',
    next: by('Ask your IT department which server you send through now.', LOOK),
    whoCan: 'it',
  },
  'connection-refused': {
    title: 'Your mail server turned the call away',
    explanation: 'The computer is there, but takes no mail just now. It did when your channel was proven.',
    next: by('Try again in a while. If it stays so, ask your IT department.', LATER),
    whoCan: 'nobody-wait',
  },
  'connection-timed-out': {
    title: 'No answer from your mail server',
    explanation: 'It answered when your channel was proven. It may be down, or a firewall may stand in between now.',
    next: by('Try again in a while. If it stays so, ask your IT department.', LATER),
    whoCan: 'nobody-wait',
  },
  'not-a-mail-server': {
    title: 'Your mail server does not speak like one',
    explanation: 'Something answers in its place, but not in the language of mail.',
    next: by('Try again in a while. If it stays so, ask your IT department.', LATER),
    whoCan: 'nobody-wait',
  },
  'tls-failed': {
    title: 'No protected connection comes about any more',
    explanation:
      'One did when your channel was proven. This time both sides could not agree on encryption, so nothing was sent there.',
    next: by('Try again in a while. If it stays so, ask your IT department.', LATER),
    whoCan: 'nobody-wait',
  },
  'tls-required': {
    title: 'The server wants another kind of protected connection',
    explanation: 'What it took when your channel was proven is no longer enough.',
    next: by('Ask your IT department which port and security it speaks now.', LOOK),
    whoCan: 'it',
  },
  'mechanism-not-offered': {
    title: 'The server no longer takes what you sign in with',
    explanation:
      'It did when your channel was proven. Now it does not at this port, be it a password, a key or your account at Microsoft or Google.',
    next: by('Ask your IT department which server and port do.', LOOK),
    whoCan: 'it',
  },
});
