import type { TroubleKind, WrittenTrouble } from '../trouble.ts';

const closed: WrittenTrouble = {
  title: 'Sending is switched off for your mailbox',
  explanation:
    'Your sign-in is right. Microsoft closes the mail server to programs for some personal mailboxes, and there is no switch to open it.',
  next: 'Send another way: by Microsoft Graph, where your Postlane offers that, or through another service.',
  whoCan: 'you',
};

/**
 * What is said otherwise of a personal mailbox at a service that lets some send by no program: nobody looks after it who
 * could switch anything, and everybody there signs in. Source: measured on Outlook.com, September 2026, by one author.
 */
export const personalWords: Partial<Record<TroubleKind, WrittenTrouble>> = {
  'smtp-auth-off-for-mailbox': closed,
  'smtp-auth-off-for-tenant': closed,
  'sending-forbidden': {
    title: 'Your account may not send just now',
    explanation:
      'Microsoft knows your sign-in, and yet takes no message from you. It may want to see you first, or the leave to send was taken back.',
    next: 'Sign in to your mailbox in a browser, and see whether Microsoft asks for something. Then check again here, or sign in once more.',
    whoCan: 'you',
  },
};
