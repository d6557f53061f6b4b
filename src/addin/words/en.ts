import type { MessageState } from '../../domain/outbox.ts';
import type { Con, EvidenceSource, Pro } from '../../domain/recommendation.ts';
import type { Security } from '../../domain/submission-server.ts';
import type { Step } from '../../domain/verification.ts';
import type { NoHost } from '../host/host.ts';
import { changeWords } from './en/change.ts';
import { chooseWords } from './en/choose.ts';
import { companyWords } from './en/company.ts';
import { connectionFailures } from './en/connection-failures.ts';
import { expiryWords } from './en/expiry.ts';
import { forecastWords } from './en/forecast.ts';
import { grantFailures } from './en/grant-failures.ts';
import { graphWords } from './en/graph.ts';
import { healthWords } from './en/health.ts';
import { heldWords } from './en/held.ts';
import { historyWords } from './en/history.ts';
import { homeWords } from './en/home.ts';
import type { ItQuestion } from './en/it-message.ts';
import { laterWords } from './en/later.ts';
import { noticeWords } from './en/notice.ts';
import { paneFailures } from './en/pane-failures.ts';
import { pauseWords } from './en/pause.ts';
import { queueWords } from './en/queue.ts';
import { repairWords } from './en/repair.ts';
import { replyFailures } from './en/reply-failures.ts';
import { reputationWords } from './en/reputation.ts';
import { sendWords } from './en/send.ts';
import { signIn } from './en/sign-in.ts';
import { signInToSendWords } from './en/sign-in-to-send.ts';
import { sinceProven } from './en/since-proven.ts';
import { slips } from './en/slips.ts';
import { splitWords } from './en/split.ts';
import type { Formats } from './formats.ts';
import type { TroubleKind, TroubleWords, WhoCan } from './trouble.ts';

/** Every sentence the rep reads, in English. Other languages have the same shape: `Words`. */
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
    askIt: 'Ask your IT department',
    askItOpened: 'A prepared message has opened in Outlook.',
    askItCopy: 'Outlook opens no new message from here. Copy this one into an email to your IT department:',
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
  sinceProven,
  signIn,
  slips,

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
    ownServer: (host: string) => `Send through ${host}`,
    /** The end of a sentence that begins with what it is a reason for. */
    reason: {
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
    guessed:
      'Nobody names your company’s mail server. This one has a name that is often right, and it answers with a valid certificate. Still, that is a guess: use it only if it is your company’s.',
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
      'may-refuse-programs': 'Some personal mailboxes let no program send. The check tells.',
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

  choose: chooseWords(format),

  connect: {
    title: (name: string) => `Connect ${name}`,
    byHandTitle: 'Connect a mail server',
    intro: (address: string) => `One password is all we need. You send as ${address}.`,
    byHandIntro: 'Your IT department or your provider’s help page knows these.',
    password: 'Password',
    passwordHint: 'The one you sign in to your mailbox with.',
    passwordKept:
      'It goes to the mail server and is kept sealed, only to send with. It is never shown again, not even to you.',
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
  },

  home: homeWords(format),
  company: companyWords(format),
  health: healthWords(format),
  change: changeWords(format),
  expiry: expiryWords(format),
  held: heldWords(format),
  history: historyWords(format),
  reputation: reputationWords,
  repair: repairWords(format),
  signInToSend: signInToSendWords,
  graph: graphWords(format),
  queue: queueWords(format),
  pause: pauseWords,
  notice: noticeWords,

  send: sendWords(format),
  forecast: forecastWords(format),
  split: splitWords(format),
  later: laterWords,

  /** Loaded at the click that asks for it: no screen waits for the longest of all sentences. */
  itMessage: async (question: ItQuestion) => {
    const { itMessageWords } = await import(/* webpackChunkName: "it-message" */ './en/it-message.ts');
    return itMessageWords(format)(question);
  },
});

/** The shape every language fills. */
export type Words = ReturnType<typeof en>;
