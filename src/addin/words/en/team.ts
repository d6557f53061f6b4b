import type { RecordState, DomainSlip } from '../../../domain/sending-domain.ts';
import type { BoundBy } from '../../../domain/sharing.ts';
import type { Formats } from '../formats.ts';

/** What administrators share with their colleagues; loaded with the screens that show it. */
export const teamWords = (format: Formats) => ({
  title: 'Your team',
  intro:
    'A channel of yours may be everybody’s in your company: they send from their own addresses, and nobody sees the password.',

  domains: 'Your company’s domains',
  domainsBody:
    'Prove once that a domain is your company’s. Then everybody with an address in it may join what you share, each writing as the own address.',
  domain: 'Domain behind the @',
  add: 'Add domain',
  slips: {
    empty: 'Enter a domain, such as firma.example.',
    'bad-domain': 'This is not a domain. It looks like firma.example, with nothing in front of it.',
    'public-suffix': 'Anybody may register names under this, so it is nobody’s alone.',
    'mail-service': 'This is a mail service’s own domain, and its addresses are many people’s.',
  } satisfies Record<DomainSlip, string>,
  proven: 'Proven',
  unproven: 'Not proven yet',
  lost: 'Record is gone',
  lostBody: (when: string) =>
    `The record below was not found any more ${when}. Until it is back, nobody new can join and nothing more can be shared with this domain; who sends already goes on. Somebody may have tidied the DNS: add it again where it is kept, then check.`,
  addRecord:
    'Add this TXT record where your domain’s DNS is kept, then check. It may take an hour until everybody sees it.',
  recordType: 'Type',
  recordName: 'Name',
  recordValue: 'Value',
  copy: { name: 'Copy the name', value: 'Copy the value' },
  /** Many DNS pages add the domain to a name by themselves. */
  withoutDomain: (short: string, domain: string) =>
    `Where the page adds .${domain} to names by itself, enter only ${short}.`,
  check: 'Check now',
  checkAgain: 'Check again',
  found: {
    found: 'The record is there: the domain is proven.',
    missing:
      'There is no record at that name yet. New ones take a while; some DNS pages add the domain by themselves, so enter the name without it then.',
    'other-value': 'There is a record at that name, but with another value than the one above. It says:',
    unanswered: 'Your domain’s name servers did not answer just now. Try again in a minute.',
    taken: 'Another organisation has proven this domain, and its record still stands. Remove that one first.',
  } satisfies Record<RecordState, string>,
  removeDomain: (domain: string) => `Remove ${domain}`,
  named: (count: number) =>
    count === 0
      ? 'Addresses everybody here may write as'
      : `Addresses everybody here may write as (${format.number(count)})`,
  nameAddress: 'Address to add',
  nameAddressHint: (domain: string) =>
    `Such as sales@${domain}. A person’s own address does not belong here: anybody could write as that person.`,
  nameIt: 'Let everybody write as it',
  otherDomain: (domain: string) => `This address is not in ${domain}. Prove its own domain first.`,
  ofAPerson: 'Somebody in your company signs in as this address, and only that person writes as it.',
  removeNamed: 'Remove',
  removeNamedWhich: (address: string) => ` ${address}`,
  inUse: 'A channel is still shared with this domain. Stop sharing it first, under “Channels to share” below.',

  channels: 'Channels to share',
  noChannels:
    'You have no channel of your own yet. Set one up with a service that belongs to your company, then share it here.',
  shareWith: 'Share with everybody at',
  proveFirst: 'Prove a domain first.',
  sendsForOthers: 'This login may send for every address in the domain',
  sendsForOthersBody:
    'Nobody can tell that of a company’s own server but you. If it may not, your colleagues cannot connect.',
  share: 'Share',
  save: 'Save',
  unshare: 'Stop sharing',
  shared: (domains: string) => `Shared with everybody at ${domains}.`,
  stopTitle: 'Stop sharing this channel?',
  stopBody: (count: number) =>
    format.plural(count, {
      one: '# colleague sends through it. That channel goes, and mail that waits there is not sent.',
      other: '# colleagues send through it. Their channels go, and mail that waits there is not sent.',
    }),
  stopYes: 'Stop sharing',
  stopNo: 'Keep sharing',
  joined: (count: number) =>
    format.plural(count, { one: '# colleague sends through it', other: '# colleagues send through it' }),
  nobody: 'Nobody has joined yet. Your colleagues find it when they open Postlane.',
  also: (addresses: string) => `also as ${addresses}`,
  since: (day: string) => `since ${day}`,
  broken: 'does not work now',

  bound: {
    'sign-in': 'It sends by your sign-in, so it sends as you. It cannot be shared.',
    'app-password': 'Its app password is your account’s, so it sends as you. It cannot be shared.',
    mailbox: 'Its password is your mailbox’s, so it sends as you. It cannot be shared.',
  } satisfies Record<Exclude<BoundBy, 'unsaid'>, string>,

  invite: 'Invite your colleagues instead',
  inviteBody: (provider: string) =>
    `Each connects alone: they sign in, or enter a password of their own. All else is filled in for ${provider}, as in your own channel. Postlane mails nobody: you write to them yourself.`,
  addresses: 'Their addresses',
  addressesHint: 'As many as you like: paste a list.',
  noAddresses: 'Enter at least one address.',
  notAnAddress: (texts: string) => `Not an email address: ${texts}`,
  inviteThem: 'Invite',
  ownLeftOut: (address: string) => `${address} is your own address: it was left out.`,
  outsideTitle: 'Not all of them are at your company’s domains',
  outsideBody: (addresses: string) =>
    `${addresses}: only who signs in to Outlook in your company, with this very address, finds the invitation.`,
  outsideYes: 'Invite all of them',
  outsideNo: 'Change the list',
  mailsNobody: 'Postlane has mailed nobody. “Write the mail” opens one in Outlook, for you to send.',
  board: 'Who you invited',
  connected: (count: number, all: number) => `${format.number(count)} of ${format.number(all)} have connected`,
  notYet: 'not connected yet',
  hasConnected: 'connected',
  takeBack: 'Take back',
  takeBackWhose: (address: string) => ` the invitation of ${address}`,
  write: 'Write the mail',
  writeWhom: (address: string) => ` to ${address}`,
  notWritten: 'Outlook opens no new mail from here. Copy the message above instead.',
  copyMessage: 'Copy a message for them',
  messageText: 'Message for your colleagues',
  message: {
    subject: 'Your delivery channel in Postlane is prepared',
    paragraphs: [
      'Hello,',
      'your own delivery channel is prepared: mail to your customers goes through our company’s account.',
      'Open Outlook, choose Postlane in the ribbon of any message, and sign in, or enter your password. Everything else is filled in.',
    ],
  },
});
