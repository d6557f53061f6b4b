import type { Instant } from '../../../domain/instant.ts';
import type { By } from '../by.ts';
import type { Formats } from '../formats.ts';

/** Several addresses, and several channels for one. */
export const senderWords = (format: Formats, by: By) => ({
  another: 'Send as another address',
  title: 'Send as another address',
  intro: (host: string, login: string) =>
    `An alias of yours, or a shared mailbox. Postlane asks ${host} whether ${login} may send as it.`,
  introOfTeam: (by: string) =>
    `Everybody in your team may write as this, through your team’s channel: ${by} looks after it.`,
  address: 'Address',
  name: 'Name that recipients see',
  submit: 'Ask the server',
  submitOfTeam: 'Set it up',
  signInAgain: (service: string, login: string) =>
    `You signed in for your other channel, so ${service} asks you once more: sign in as ${login}.`,
  refused: {
    title: (address: string) => `${address} is not yours to send as`,
    explanation: (host: string, login: string) => `${host} does not let ${login} send as this address (SendAs denied).`,
    next: by(
      'Ask your IT department for the right to send as it, or correct the address.',
      'Correct the address, or set it up at your provider first.',
    ),
  },

  denied: {
    explanation: (login: string, address: string) =>
      `${login} may not send as ${address}: the server refuses each such message (SendAs denied).`,
    next: (login: string, address: string) =>
      by(
        `Sign in with the account of ${address} itself, or ask your IT department to give ${login} the right “Send as”.`,
        `Sign in with the account of ${address} itself.`,
      ),
  },
  trial: (login: string, address: string) =>
    `You signed in as ${login}, and mail goes from ${address}. Only a message shows whether the server lets it: a test message to ${address} is on its way.`,
  waitBehind: (count: number) =>
    format.plural(count, { one: '# message waits behind it.', other: '# messages wait behind it.' }),
  notNow: 'Do not wait for it',
  firstShows: (login: string, address: string) =>
    `Whether ${login} may send as ${address}, the first message shows. If not, the others wait.`,

  makeDefault: 'Send through this one by default',
  isDefault: 'You send through this one by default.',
  choose: 'Send through',
  /** What differs first: the list is narrow. */
  option: (address: string, through: string) => `${through}, as ${address}`,
  rerouted: (address: string, through: string) =>
    `Nothing has gone yet: the From or the channel has changed, and this goes from ${address} through ${through} now. Look once more, and send again.`,
  sendAs: (address: string) => `Set up ${address} too`,

  almost: 'One more step',
  proveTitle: (address: string) => `Is ${address} yours?`,
  proveBody: (host: string, address: string) =>
    `${host} takes mail from any address, so it cannot vouch for you. Have a code sent to ${address}: whoever reads mail there may send as it.`,
  /** Of an address in a domain that the company has proven. */
  mayBeNamed: (domain: string) =>
    `That ${domain} is your company’s does not show whose an address in it is. If everybody there may write as this one, an administrator of yours can say so in Postlane, and no code is needed.`,
  unproven: (address: string) =>
    `It is not shown yet that ${address} is yours. The draft can go once you have entered a code that is sent there.`,
  prove: 'Show that it is mine',
  note: (address: string) => `Nothing goes from ${address} yet: it is not shown that it is yours.`,
  noteInDomain: (address: string) =>
    `Nothing goes from ${address} for now. Its domain is your company’s, but that does not show that the address is yours.`,
  send: (address: string) => `Send a code to ${address}`,
  sendAnother: 'Send another code',
  sent: (address: string, at: Instant, until: Instant) =>
    `We sent a code to ${address} at ${format.time(at)}. It counts until ${format.time(until)}.`,
  enterCode: 'Enter the code',
  code: 'Code',
  codeHint: 'Eight digits, in the message.',
  codeSlip: 'Enter all eight digits.',
  confirm: 'Confirm',
  triesLeft: (count: number) =>
    count === 0
      ? 'That was the last try. Have a new code sent.'
      : format.plural(count, { one: 'That is not it. # try is left.', other: 'That is not it. # tries are left.' }),
});
