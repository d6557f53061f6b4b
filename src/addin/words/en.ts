import type { Con, EvidenceSource, Pro } from '../../domain/recommendation.ts';
import type { NoHost } from '../host/host.ts';
import { cloudWords } from './en/clouds.ts';
import { forbiddenWords } from './en/forbidden.ts';
import type { ItQuestion } from './en/it-message.ts';
import { noticeWords } from './en/notice.ts';
import { paneFailures } from './en/pane-failures.ts';
import { signIn } from './en/sign-in.ts';
import type { By } from './by.ts';
import type { Formats } from './formats.ts';
import type { WhoCan } from './trouble.ts';

/** What the first screen says, and what may have to be said on any, in English: `by` whether who reads has a company or a mailbox alone. Other languages have the same shape: `FirstWords`. */
export const en = (format: Formats, by: By) => ({
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
    askIt: by('Ask your IT department', 'Ask your provider’s support'),
    askItOpened: 'A prepared message has opened in Outlook.',
    askItCopy: by(
      'Outlook opens no new message from here. Copy this one into an email to your IT department:',
      'Outlook opens no new message from here. Copy this one into an email to your provider’s support:',
    ),
    askItFailed: 'The message could not be loaded. Try again once you are connected.',
    askItText: by('Message to your IT department', 'Message to your provider’s support'),
    whoCan: {
      you: 'You can fix this',
      it: by('Your IT department can fix this', 'Your provider’s support can help'),
      operator: 'Whoever runs Postlane can fix this',
      'nobody-wait': 'This passes by itself',
    } satisfies Record<WhoCan, string>,
  },

  failures: paneFailures(by),
  otherAccount: (account: string, expected: string) => `You signed in as ${account}. This mailbox is ${expected}.`,
  tooSoon: (time: string) =>
    `It may be tried again at ${time}. Another password or key, or a new sign-in, need not wait.`,
  forbidden: forbiddenWords(format),
  signIn: signIn(by),

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
    connected: (provider: string, address: string) =>
      `${provider} is connected already, as ${address}. What else you may send through:`,
    /** The end of a sentence that begins with what it is a reason for. */
    reason: {
      organisation: () => 'your company’s IT has filled it in',
      'account-type': (provider: string) => `your mailbox lives in ${provider}`,
      'known-domain': (provider: string) => `your address belongs to ${provider}`,
      autoconfig: () =>
        by(
          'your company publishes this server for mail programs',
          'your provider publishes this server for mail programs',
        ),
      srv: () => by('your company’s DNS names this server', 'your provider’s DNS names this server'),
      mx: (provider: string) => by(`your company’s mail arrives at ${provider}`, `your mail arrives at ${provider}`),
      'mail-host': () =>
        by(
          'whoever receives your company’s mail publishes this server for mail programs',
          'whoever receives your mail publishes this server for mail programs',
        ),
      'isp-database': () => 'Thunderbird’s list of mail providers names this server',
    } satisfies Record<Exclude<EvidenceSource, 'guess'>, (provider: string) => string>,
    recommended: (reason: string) => `Recommended: ${reason}.`,
    because: (reason: string) => `Because ${reason}.`,
    guessed: (complete: boolean) =>
      `${complete ? by('Nobody names your company’s mail server.', 'Nobody names your mail server.') : by('Nobody has named your company’s mail server so far.', 'Nobody has named your mail server so far.')} This one has a name that is often right, and it answers with a valid certificate. Still, that is a guess: use it only if it is ${by('your company’s', 'your provider’s')}.`,
    foundAt: (name: string) => `Found at ${name}`,
    isThisYours: (host: string) => `Is ${host} your mail server?`,
    itIsOurs: by('Yes, this is my company’s server', 'Yes, this is my provider’s server'),
    prosLabel: 'What speaks for it',
    pros: {
      easy: 'Easy: one password',
      'no-password': 'Easy: no password to type',
      'outlives-password': 'A changed password leaves it alone',
      'everyone-has-it': 'Everyone with an account has it',
      'own-reputation': by('Your company’s reputation', 'Your own provider’s reputation'),
      'of-the-company': by('Bound to your company’s domain, not to one person', 'Bound to a domain, not to one person'),
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
      `${provider} turns passwords off by default on ${format.day(day)}.${by(' IT may allow them again.', '')}`,
    setUp: 'Set up',
    another: 'Send through another service',
    choose: 'Choose a service',
    searching: 'Looking for your mail server …',
    incomplete: 'Not every source answered in time. You can look again.',
    lookAgain: 'Look again',
    nothing: 'We found no mail server for your address',
    nothingBody: by(
      'That is common. Your IT department knows the service or server: choose it, or enter it by hand.',
      'That is common. Your provider’s help page knows the service or server: choose it, or enter it by hand.',
    ),
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
