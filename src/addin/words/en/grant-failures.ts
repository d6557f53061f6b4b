import type { GrantFailureKind } from '../../../domain/failure.ts';
import type { By } from '../by.ts';
import type { WrittenTrouble } from '../trouble.ts';
import { LOOK } from './support.ts';

/** A channel whose rep signed in, and whose service gives it no access any more, or not now. */
export const grantFailures = (by: By): Record<GrantFailureKind, WrittenTrouble> => ({
  'grant-revoked': {
    title: 'Your sign-in for sending was taken back',
    explanation:
      'Your account no longer lets Postlane send for you. That happens when a password is changed or reset, when all sessions are signed out, or when the permission is removed.',
    next: 'Sign in once more.',
    whoCan: 'you',
  },
  'grant-expired': {
    title: 'Your sign-in for sending has run out',
    explanation: by(
      'It was not used for long, or your company asks everyone to sign in again every so often.',
      'It was not used for long.',
    ),
    next: 'Sign in once more.',
    whoCan: 'you',
  },
  'consent-missing': {
    title: 'Postlane may not send for this account',
    explanation: 'The permission was not given, or was taken back.',
    next: by(
      'Sign in again and accept. If Microsoft or Google says that an administrator is needed, ask your IT department.',
      'Sign in again and accept.',
    ),
    whoCan: 'you',
  },
  'admin-consent-missing': {
    title: 'An administrator has to allow Postlane first',
    explanation: by(
      'Your company lets administrators decide which programs may send for its people. One of them agrees once, for everybody. Nothing is wrong with your account.',
      'The organisation that this account belongs to lets administrators decide which programs may send. Nothing is wrong with your account.',
    ),
    next: by(
      'Ask your IT department: the message has the link they need. Then sign in again.',
      'Send through another service, or sign in with another account.',
    ),
    whoCan: by('it', 'you'),
  },
  'sign-in-blocked': {
    title: by('A rule of your company stops the sign-in', 'A rule stops the sign-in'),
    explanation: 'Your password is fine. A policy on devices, places or second factors refuses what Postlane asks for.',
    next: by('Ask your IT department to allow Postlane for your account.', LOOK),
    whoCan: 'it',
  },
  'account-unavailable': {
    title: 'Your account cannot sign in',
    explanation: 'It is locked, switched off, or not among those who may use Postlane.',
    next: by('Ask your IT department to look at your account.', LOOK),
    whoCan: 'it',
  },
  'registration-refused': {
    title: 'Postlane itself is not let in',
    explanation: 'The way this Postlane is registered for signing in is out of order. It is not your account.',
    next: by(
      'Tell whoever runs Postlane at your company. Your mail waits meanwhile.',
      'Tell whoever runs Postlane. Your mail waits meanwhile.',
    ),
    whoCan: by('it', 'operator'),
  },
  'transport-not-offered': {
    title: 'Microsoft Graph is switched off here',
    explanation:
      'Your mail left by Microsoft Graph, and whoever runs this Postlane does not offer that any more. Nothing is wrong with your account.',
    next: 'Sign in once more, and your mail leaves by your mail server. If Microsoft Graph is offered again, your channel goes on by itself.',
    whoCan: 'you',
  },
  'sign-in-unavailable': {
    title: 'The sign-in service does not answer properly',
    explanation: 'Postlane asked it for access and got none just now.',
    next: 'Try again in a moment. Mail that waits is tried again by itself.',
    whoCan: 'nobody-wait',
  },
});
