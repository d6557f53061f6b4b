import type { TroubleKind } from '../trouble.ts';
import { consentWords } from './consent.ts';

/** Whom the question to the IT department is about: whom the rep sends as, and the server, null when the rep does not know it. */
export interface ItSubject {
  address: string;
  /** The name the rep signs in with there: the account that matters, where it sends as another. */
  login: string;
  server: { host: string; port: number } | null;
  /** Where an administrator allows Postlane for everybody; left out, or null, where it is not asked for or not known. */
  consentLink?: string | null;
  /** What the login takes by its service's own name for it, where that is made there for programs; left out, or null, where it is a password or a sign-in. */
  key?: { name: string; service: string } | null;
  /** Whether an administrator filled the server in for everybody. */
  filledIn?: boolean;
}

/** What the IT department is asked for one kind of trouble. */
export interface ItRemedy {
  question: string;
  /** Where it is mended, or who looks where: paths of an admin center, lines of PowerShell, each on its own. */
  where: readonly string[];
  /** What mending it leaves as it is; null when nobody has to fear for anything. */
  unchanged: string | null;
}

const ACTIVE_USERS = 'admin.microsoft.com > Users > Active users';

/** Sources: facts.md A4 and [EX8] for the paths, the PowerShell line and the delay; the mailbox's own setting wins. */
const switchOn = ({ login }: ItSubject): ItRemedy => ({
  question: 'Could you switch on Authenticated SMTP for my mailbox?',
  where: [
    `In Microsoft 365: ${ACTIVE_USERS} > ${login} > Mail > Manage email apps > Authenticated SMTP`,
    'Or in Exchange Online PowerShell:',
    `Set-CASMailbox -Identity ${login} -SmtpClientAuthenticationDisabled $false`,
    'It takes effect within minutes, at most an hour.',
  ],
  unchanged:
    'It changes nothing for any other mailbox. The organisation’s default (Exchange admin center > Settings > Mail flow > “Turn off SMTP AUTH protocol”) may stay as it is: the mailbox’s own setting wins.',
});

const sendAs = ({ address, login }: ItSubject): ItRemedy => ({
  question: `Could the account that I sign in with get the right to send as ${address}?`,
  where: [
    'In Exchange Online PowerShell:',
    `Add-RecipientPermission ${address} -AccessRights SendAs -Trustee ${login}`,
  ],
  unchanged: 'It gives no right to read that mailbox.',
});

const MESSAGE_LOG = 'The mail server’s log for that time has the whole conversation.';
const NOT_MY_ACCOUNT = 'My account, what I sign in with and everyone’s sign-in rules stay as they are.';

/** By the kind of trouble. Sources: facts.md A2 to A5 and B5, replies.json, and the README for what is set on the Postlane server. */
export const itRemedies: Partial<Record<TroubleKind, (subject: ItSubject) => ItRemedy>> = {
  'smtp-auth-off-for-mailbox': switchOn,
  'smtp-auth-off-for-tenant': switchOn,
  'password-sign-in-off': () => ({
    question: 'Could sending with a password (SMTP AUTH, basic authentication) be allowed again for my mailbox?',
    where: [
      'In Exchange Online: AllowBasicAuthSmtp in the authentication policy that applies to my mailbox.',
      'Microsoft switches it off by default at the end of December 2026; until it is removed for good, administrators can switch it on again.',
    ],
    unchanged: 'A policy for my mailbox alone changes nothing for anyone else.',
  }),
  'admin-consent-missing': ({ consentLink = null }) => ({
    question: 'Could an administrator allow Postlane to send for those of us who sign in to it?',
    where: [
      ...(consentLink === null ? [] : ['This link asks for it, once and for everybody:', consentLink]),
      `${consentLink === null ? 'In the' : 'Or, once somebody has tried to sign in, in the'} ${consentWords.where}.`,
      consentWords.who,
      `It permits: ${sentence(consentWords.permits)}`,
    ],
    unchanged: `It does not permit: ${sentence(consentWords.permitsNot)} ${consentWords.takenBack}`,
  }),
  'registration-refused': () => ({
    question: 'Postlane itself is not let in where we sign in to send. Could its registration be set right?',
    where: [
      'On the Postlane server: the client id and the client secret by which it is registered. npm run doctor tells what is wrong.',
    ],
    unchanged: NOT_MY_ACCOUNT,
  }),
  'security-defaults': () => ({
    question: 'Security defaults refuse SMTP AUTH with a password. Could there be an exception for my mailbox?',
    where: ['In Microsoft Entra: Conditional Access policies in place of security defaults can leave out one account.'],
    unchanged:
      'The exception is for my account alone. Replacing security defaults, though, is a decision for the whole organisation.',
  }),
  'sign-in-policy': ({ login }) => ({
    question: 'A sign-in rule refuses my mailbox when it sends by SMTP AUTH. Could you see which, and allow it for me?',
    where: [
      `In Microsoft Entra: the sign-in log of ${login} at the time above names the rule, with an AADSTS number.`,
      'Then leave my account out of that Conditional Access policy, or allow AllowBasicAuthSmtp in the authentication policy that applies to my mailbox.',
    ],
    unchanged: 'Leaving my account out changes nothing for anyone else.',
  }),
  'account-locked': ({ login }) => ({
    question: 'Could you unlock my account, and see who tried to sign in?',
    where: [
      `In Microsoft Entra: the sign-in log of ${login} at the time above. AADSTS50053 stands for a locked account, or an internet address with malicious activity; AADSTS50057 for an account that was disabled.`,
    ],
    unchanged: 'I need no new password.',
  }),
  'mailbox-unavailable': ({ login }) => ({
    question: 'The server takes my password but says that I have no mailbox. Could you check my licence?',
    where: [
      `In Microsoft 365: ${ACTIVE_USERS} > ${login}. The account needs an Exchange Online licence.`,
      'A mailbox that was deleted, or is still on a server of our own, gives the same answer.',
    ],
    unchanged: 'I need no new password.',
  }),
  'sending-forbidden': ({ login }) => ({
    question: 'Microsoft Graph takes my sign-in and forbids every message. Could you check what I may do?',
    where: [
      `In Microsoft 365: ${ACTIVE_USERS} > ${login}. The account needs an Exchange Online licence.`,
      'In the Entra admin center: Enterprise apps > Postlane > Permissions. Mail.Send has to be agreed to for my account.',
    ],
    unchanged: 'I need no new sign-in.',
  }),
  'sender-blocked': ({ login }) => ({
    question: 'My mailbox is blocked from sending. Could you find out why, and lift the block?',
    where: [
      `In Microsoft 365: ${login} is listed as a restricted entity; whoever looks after Microsoft Defender can take it off the list.`,
      'A limit in the outbound spam policy that was exceeded does this too.',
    ],
    unchanged: 'Lifting it changes no limit and no policy.',
  }),
  'tenant-blocked': () => ({
    question: 'The provider has stopped mail from our whole organisation. Could you take it up with its support?',
    where: [
      'The number in the server’s words names the cause. At Microsoft 365: 5.7.705 too much that looked like spam, 5.7.708 a trial organisation’s reputation, 5.7.750 a domain that is not registered.',
    ],
    unchanged: null,
  }),
  'sender-refused': sendAs,
  'send-as-denied': sendAs,
  'our-address-refused': ({ server }) => ({
    question: 'The mail server takes no calls from the Postlane server. Could that server’s address be allowed?',
    where: [
      `At ${server?.host ?? 'the mail server'}, or in the provider’s list of authorised addresses. Whoever runs the Postlane server knows its address.`,
      'If the words name a block list, whoever runs the Postlane server asks there to be taken off.',
    ],
    unchanged: NOT_MY_ACCOUNT,
  }),
  'certificate-untrusted': ({ server }) => ({
    question: 'The server’s certificate is not from a public authority. Could it get one that is?',
    where: [
      `${at(server)}: the certificate, with the chain that belongs to it.`,
      'If it is from an authority of our own, whoever runs the Postlane server can name that in EXTRA_CA_FILE.',
    ],
    unchanged: NOT_MY_ACCOUNT,
  }),
  'certificate-wrong-name': ({ server }) => ({
    question: 'The certificate is made out to another name. Which server name should I use?',
    where: [`${at(server)}: the certificate has to bear the name that programs call the server by.`],
    unchanged: NOT_MY_ACCOUNT,
  }),
  'certificate-expired': ({ server }) => ({
    question: 'The server’s certificate has expired. Could it be renewed?',
    where: [`${at(server)}: the certificate.`],
    unchanged: NOT_MY_ACCOUNT,
  }),
  'tls-not-offered': ({ server }) => ({
    question: 'The server offers no encryption at this port. Could it be switched on, or is there a port that has it?',
    where: [`${at(server)}: STARTTLS at 587, or TLS from the start at 465.`],
    unchanged: NOT_MY_ACCOUNT,
  }),
  'mechanism-not-offered': ({ server }) => ({
    question: 'The server does not offer the sign-in that Postlane needs at this port. Which server and port do?',
    where: [
      `${at(server)}: AUTH PLAIN or LOGIN for a password or a key, AUTH XOAUTH2 or OAUTHBEARER for an account at Microsoft or Google, offered once the connection is encrypted.`,
    ],
    unchanged: NOT_MY_ACCOUNT,
  }),
  'connection-timed-out': ({ server }) => ({
    question: 'There is no answer at this port. Does a firewall stand in between?',
    where: [`${at(server)}: calls that come from the Postlane server, whose address its operator knows.`],
    unchanged: NOT_MY_ACCOUNT,
  }),
  'address-forbidden': ({ server }) => ({
    question: 'The server is inside our network. Could the Postlane server be allowed to call it?',
    where: [`On the Postlane server: ${server?.host ?? 'the name of the mail server'} in SUBMISSION_ALLOW.`],
    unchanged: 'It allows this one server, and nothing else inside the network.',
  }),
  'default-channel-withdrawn': () => ({
    question: 'Is there to be a default channel again for those of us who have none of our own?',
    where: ['On the Postlane server: DEFAULT_CHANNEL_URL.'],
    unchanged: NOT_MY_ACCOUNT,
  }),
  'default-channel-refused': () => ({
    question: 'Its mail server does not let Postlane in any more. Could the login be set right?',
    where: ['On the Postlane server: DEFAULT_CHANNEL_URL. npm run doctor tells what the mail server says.'],
    unchanged: NOT_MY_ACCOUNT,
  }),
  'policy-refused': () => ({
    question: 'A rule of the mail service refused my message. Could you see which, and what I should do otherwise?',
    where: [MESSAGE_LOG],
    unchanged: null,
  }),
  rejected: () => ({
    question: 'Could you see from the server’s words what it objects to?',
    where: [MESSAGE_LOG],
    unchanged: null,
  }),
};

/** Where an administrator filled the server in, of whatever no remedy is known for. */
export const filledInRemedy: ItRemedy = {
  question: 'Could you look at the mail server that is filled in for all of us?',
  where: [
    'In Postlane, as an administrator: Your company’s channels > What your people may use > Your company’s server.',
  ],
  unchanged: null,
};

/** Of a key that its service did not take. */
export const keyRemedy = ({ name, service }: NonNullable<ItSubject['key']>): ItRemedy => ({
  question: `Could you look whether this ${name} still counts and may send, or make a new one for me?`,
  where: [`In the account at ${service}.`],
  unchanged: null,
});

const sentence = (points: readonly string[]): string => points.join(' ');

const at = (server: ItSubject['server']): string =>
  server === null ? 'On the mail server' : `On ${server.host}, port ${String(server.port)}`;
