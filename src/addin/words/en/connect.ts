import type { MessageState } from '../../../domain/outbox.ts';
import type { Security } from '../../../domain/submission-server.ts';
import type { Step } from '../../../domain/verification.ts';
import type { By } from '../by.ts';
import type { Formats } from '../formats.ts';

/** Connecting a channel: what is typed, the five steps, and the test message. */
export const connectWords = (format: Formats, by: By) => ({
  title: (name: string) => `Connect ${name}`,
  byHandTitle: 'Connect a mail server',
  intro: (address: string) => `One password is all we need. You send as ${address}.`,
  byHandIntro: by(
    'Your provider’s help page knows these, and so does the IT department of a company.',
    'Your provider’s help page knows these.',
  ),
  password: 'Password',
  passwordHint: 'The one you sign in to your mailbox with.',
  passwordKept:
    'It goes to the mail server and is kept sealed, only to send with. It is never shown again, not even to you.',
  spaceAtEnd: 'It begins or ends with a space, which counts too. If you did not mean it, delete it.',
  appPasswordSteps: {
    google: [
      'Switch on 2-Step Verification in your Google account.',
      'Search your account for “App passwords”, create one for Postlane and paste it here.',
    ],
    other: {
      twoSteps: (provider: string) => `Switch on two-step verification in your ${provider} account, if it is off.`,
      create: 'Look for app passwords in its security settings, create one for Postlane and paste it here.',
    },
  },
  show: 'Show password',
  hide: 'Hide password',
  details: 'Details',
  host: 'Server',
  port: 'Port',
  security: 'Security',
  securities: {
    starttls: 'STARTTLS',
    tls: 'TLS from the start',
  } satisfies Record<Security, string>,
  username: 'User name',
  senderAddress: 'Sender address',
  senderName: 'Sender name',
  senderNameHint: 'What recipients see next to your address.',
  submit: 'Connect',
  proving: 'Checking your channel',
  interrupted: 'The last check was interrupted, so nothing was saved. Enter your password to start it again.',
  steps: {
    dns: 'Find the server',
    tcp: 'Reach it',
    tls: 'Secure the connection',
    auth: 'Sign in',
    sender: 'Send as you',
  } satisfies Record<Step, string>,
  stepState: { waiting: 'not yet', running: 'in progress', passed: 'passed', failed: 'failed' },
  took: (milliseconds: number) => format.span(milliseconds),
  saved: 'Your channel is ready',
  savedBody: (address: string, host: string) => `What you send with Postlane goes through ${host}, from ${address}.`,
  test: 'Send yourself a test message',
  testBody: 'The full proof: a real message from you to you.',
  testState: {
    queued: 'On its way to the server …',
    'in-flight': 'Being handed over …',
    held: 'Held: the channel needs a repair first.',
    accepted: 'Accepted. Look into your inbox in a moment.',
    refused: 'The server refused it.',
    uncertain: 'Handed over, but the server did not confirm it. Look into your inbox.',
    dropped: 'Set aside.',
  } satisfies Record<MessageState, string>,
  done: 'Done',
});
