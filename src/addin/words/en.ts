import type { Con, EvidenceSource, Pro } from '../../domain/recommendation.ts';
import type { NoHost } from '../host/host.ts';
import { cloudWords } from './en/clouds.ts';
import { connectionFailures } from './en/connection-failures.ts';
import { forbiddenWords } from './en/forbidden.ts';
import { grantFailures } from './en/grant-failures.ts';
import { healthWords } from './en/health.ts';
import type { ItQuestion } from './en/it-message.ts';
import { noticeWords } from './en/notice.ts';
import { paneFailures } from './en/pane-failures.ts';
import { replyFailures } from './en/reply-failures.ts';
import { signIn } from './en/sign-in.ts';
import { signInToSendWords } from './en/sign-in-to-send.ts';
import { sinceProven } from './en/since-proven.ts';
import type { Formats } from './formats.ts';
import type { TroubleKind, TroubleWords, WhoCan } from './trouble.ts';

/** What the first screen says, and what may have to be said on any, in English. Other languages have the same shape: `FirstWords`. */
export const en = (format: Formats) => ({
  format,

  common: {
    back: 'Back',
    cancel: 'Cancel',
    tryAgain: 'Try again',
    signIn: 'Sign in',
    serverWords: 'The server’s own words',
    technical: 'For support',
    loading: 'One moment …',
    copying: 'Copying …',
    copied: 'Copied.',
    copyByHand: 'Outlook lets nothing be copied from here by a click. Copy this by hand:',
    toCompany: 'Your company’s channels',
    askIt: 'Ask your IT department',
    askItOpened: 'A prepared message has opened in Outlook.',
    askItCopy: 'Outlook opens no new message from here. Copy this one into an email to your IT department:',
    askItFailed: 'The message could not be loaded. Try again once you are connected.',
    askItText: 'Message to your IT department',
    whoCan: {
      you: 'You can fix this',
      it: 'Your IT department can fix this',
      'nobody-wait': 'This passes by itself',
    } satisfies Record<WhoCan, string>,
  },

  failures: { ...connectionFailures, ...replyFailures, ...grantFailures, ...paneFailures } satisfies Record<
    TroubleKind,
    TroubleWords
  >,
  forbidden: forbiddenWords(format),
  sinceProven,
  health: healthWords(format),
  signIn,
  signInToSend: signInToSendWords,

  outside: {
    'outside-outlook': {
      title: 'Postlane lives in Outlook',
      body: 'It gives you a delivery channel of your own and sends your mail through it, right from the message you are writing.',
      how: 'Open Outlook, choose or write a message, and select Postlane in the ribbon.',
    },
    'host-silent': {
      title: 'Outlook does not answer',
      body: 'The pane is here, but Outlook did not tell it whose mailbox this is.',
      how: 'Load the pane again. If it stays so, close the message and open it anew.',
    },
  } satisfies Record<NoHost, { title: string; body: string; how: string }>,

  broken: {
    title: 'Something went wrong in this pane',
    body: 'Your mail is not affected: what was handed over goes on by itself, and your draft is still there.',
    reload: 'Load the pane again',
  },

  start: {
    title: 'Send through a channel of your own',
    mailbox: 'Your mailbox',
    channel: (provider: string) => `Send through ${provider}`,
    clouds: cloudWords,
    inCloud: (provider: string, cloud: string) => `${provider} (${cloud})`,
    ownServer: (host: string) => `Send through ${host}`,
    /** The end of a sentence that begins with what it is a reason for. */
    reason: {
      organisation: () => 'your company’s IT has filled it in',
      'account-type': (provider: string) => `your mailbox lives in ${provider}`,
      'known-domain': (provider: string) => `your address belongs to ${provider}`,
      autoconfig: () => 'your company publishes this server for mail programs',
      srv: () => 'your company’s DNS names this server',
      mx: (provider: string) => `your company’s mail arrives at ${provider}`,
      'mail-host': () => 'whoever receives your company’s mail publishes this server for mail programs',
      'isp-database': () => 'Thunderbird’s list of mail providers names this server',
    } satisfies Record<Exclude<EvidenceSource, 'guess'>, (provider: string) => string>,
    recommended: (reason: string) => `Recommended: ${reason}.`,
    because: (reason: string) => `Because ${reason}.`,
    guessed: (complete: boolean) =>
      `${complete ? 'Nobody names your company’s mail server.' : 'Nobody has named your company’s mail server so far.'} This one has a name that is often right, and it answers with a valid certificate. Still, that is a guess: use it only if it is your company’s.`,
    foundAt: (name: string) => `Found at ${name}`,
    isThisYours: (host: string) => `Is ${host} your mail server?`,
    itIsOurs: 'Yes, this is my company’s server',
    prosLabel: 'What speaks for it',
    pros: {
      easy: 'Easy: one password',
      'no-password': 'Easy: no password to type',
      'outlives-password': 'A changed password leaves it alone',
      'everyone-has-it': 'Everyone with an account has it',
      'own-reputation': 'Your company’s reputation',
      'of-the-company': 'Bound to your company’s domain, not to one person',
      'copy-in-sent-items': 'Copies in Sent Items',
    } satisfies Record<Pro, string>,
    consLabel: 'What to know',
    cons: {
      throttled: 'May be slowed down',
      'each-sets-up': 'Each person sets it up',
      'breaks-on-password-change': 'A changed password breaks it',
      'needs-app-password': 'Needs an app password',
      'no-copy-in-sent-items': 'No copy in Sent Items',
      'may-refuse-programs':
        'Doubtful: the mail server lets no program send for some personal mailboxes. The check tells.',
    } satisfies Record<Con, string>,
    ending: (provider: string, day: string) =>
      `${provider} turns passwords off by default on ${format.day(day)}. IT may allow them again.`,
    setUp: 'Set up',
    another: 'Send through another service',
    choose: 'Choose a service',
    searching: 'Looking for your mail server …',
    incomplete: 'Not every source answered in time. You can look again.',
    lookAgain: 'Look again',
    nothing: 'We found no mail server for your address',
    nothingBody: 'That is common. Your IT department knows the service or server: choose it, or enter it by hand.',
    refused: (provider: string) => `${provider} takes no passwords from other programs`,
    refusedBody: (provider: string) =>
      `That is why there is nothing to recommend for this mailbox: ${provider} ended password sign-in for sending. If you have a mailbox elsewhere, you can send through its server.`,
  },

  notice: noticeWords,

  /** Loaded at the click that asks for it: no screen waits for the longest of all sentences. */
  itMessage: async (question: ItQuestion) => {
    const { itMessageWords } = await import(/* webpackChunkName: "it-message" */ './en/it-message.ts');
    return itMessageWords(format)(question);
  },
});

/** The shape every language fills. */
export type FirstWords = ReturnType<typeof en>;
