import type { ConnectionFailureKind } from '../../../domain/failure.ts';
import type { By } from '../by.ts';
import type { WrittenTrouble } from '../trouble.ts';
import { LOOK } from './support.ts';

export const connectionFailures = (by: By): Record<ConnectionFailureKind, WrittenTrouble> => ({
  'name-not-found': {
    title: 'No mail server has this name',
    explanation: 'The name does not exist on the internet. Often it is one letter that went astray.',
    next: 'Check the spelling of the server name.',
    whoCan: 'you',
  },
  'name-lookup-failed': {
    title: 'The server name could not be looked up',
    explanation: 'The directory of internet names did not answer. The name itself may well be right.',
    next: 'Try again in a minute.',
    whoCan: 'nobody-wait',
  },
  'address-forbidden': {
    title: 'This server is inside a closed network',
    explanation: by(
      'The name leads to an address that Postlane may not call unless your company allows it.',
      'The name leads to an address that Postlane may not call unless whoever runs it allows it.',
    ),
    next: by(
      'Ask your IT department to allow this server for Postlane.',
      'Ask whoever runs Postlane to allow this server.',
    ),
    whoCan: by('it', 'operator'),
  },
  'connection-refused': {
    title: 'The server turned the call away',
    explanation: 'The computer is there, but nothing takes mail at this port.',
    next: 'Check the port. Most servers use 587 or 465.',
    whoCan: 'you',
  },
  'connection-timed-out': {
    title: 'No answer from the server',
    explanation: 'The call went out and nothing came back. Usually a firewall stands in between, or the port is wrong.',
    next: by(
      'Check the server name and port. If both are right, ask your IT department about the firewall.',
      'Check the server name and port. If both are right, ask your provider’s support.',
    ),
    whoCan: 'it',
  },
  'connection-lost': {
    title: 'The connection broke off',
    explanation: 'The server hung up in the middle of the conversation.',
    next: 'Try again in a minute.',
    whoCan: 'nobody-wait',
  },
  'not-a-mail-server': {
    title: 'This is not a mail server',
    explanation: 'Something answered, but it does not speak the language of mail.',
    next: 'Check the server name and port.',
    whoCan: 'you',
  },
  'tls-not-offered': {
    title: 'The server offers no protected connection',
    explanation: 'What you sign in with would cross the network for everyone to read, so Postlane did not send it.',
    next: by('Ask your IT department to switch on TLS, or for the server that has it.', LOOK),
    whoCan: 'it',
  },
  'tls-failed': {
    title: 'No protected connection came about',
    explanation: 'Both sides tried to agree on encryption and could not. What you sign in with was not sent.',
    next: by(
      'Choose the other kind of security under Details, or ask your IT department which one the server speaks.',
      'Choose the other kind of security under Details.',
    ),
    whoCan: 'you',
  },
  'certificate-untrusted': {
    title: 'The server cannot prove who it is',
    explanation: 'Its certificate was issued by someone we do not trust. What you sign in with was not sent.',
    next: by('Ask your IT department for a certificate from a public authority on this server.', LOOK),
    whoCan: 'it',
  },
  'certificate-wrong-name': {
    title: 'The server goes by another name',
    explanation: 'Its certificate is made out to a different server. What you sign in with was not sent.',
    next: by(
      'Ask your IT department for the exact server name and enter it under Details.',
      'Look for the exact server name in your provider’s help pages, and enter it under Details.',
    ),
    whoCan: by('it', 'you'),
  },
  'certificate-expired': {
    title: 'The server’s certificate has run out',
    explanation: 'It is no longer valid, so the server cannot prove who it is. What you sign in with was not sent.',
    next: by('Tell your IT department that the certificate needs renewing.', LOOK),
    whoCan: 'it',
  },
  'mechanism-not-offered': {
    title: 'The server offers no way in for you',
    explanation:
      'At this port it does not take what you sign in with, be it a password, a key or your account at Microsoft or Google.',
    next: by('Ask your IT department which server and port do.', LOOK),
    whoCan: 'it',
  },
  'default-channel-withdrawn': {
    title: 'The default channel is closed',
    explanation:
      'Whoever runs Postlane offers it no longer. Mail you have handed over waits here; nothing of it is lost.',
    next: by(
      'Set up a channel of your own, or ask whether it comes back.',
      'Set up a channel of your own, or ask whoever runs Postlane whether it comes back.',
    ),
    whoCan: by('it', 'operator'),
  },
  'credential-lost': {
    title: 'What you sign in with has to be given again',
    explanation:
      'Postlane cannot open what it kept of it any more, as after a database that was brought back. Nobody else can open it either.',
    next: 'Enter your password or key once more, or sign in again.',
    whoCan: 'you',
  },
});
