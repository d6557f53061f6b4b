export type SwitchGroup = 'mailbox' | 'tenant' | 'server' | 'backend' | 'identity';

interface Described {
  id: string;
  group: SwitchGroup;
  label: string;
  description: string;
}
export type SwitchDefinition = Described &
  (
    | { kind: 'toggle'; initial: boolean }
    | { kind: 'text'; initial: string }
    | { kind: 'choice'; initial: string; options: readonly { value: string; label: string }[] }
  );

/** Everything that can be broken while one watches, in the order in which the switchboard shows it. */
export const SWITCHES = [
  {
    id: 'password-changed',
    group: 'mailbox',
    kind: 'toggle',
    initial: false,
    label: 'Password changed',
    description: 'Only the new password on the person’s card is taken from now on; a channel with the old one breaks.',
  },
  {
    id: 'account-locked',
    group: 'mailbox',
    kind: 'toggle',
    initial: false,
    label: 'Account locked',
    description: 'The right password is refused too, as after too many wrong ones.',
  },
  {
    id: 'smtp-auth-off-for-mailbox',
    group: 'mailbox',
    kind: 'toggle',
    initial: false,
    label: 'SMTP AUTH off for this mailbox',
    description: 'Exchange Online only: 535 5.7.139 SmtpClientAuthentication is disabled for the Mailbox.',
  },
  {
    id: 'sender',
    group: 'mailbox',
    kind: 'choice',
    initial: 'allowed',
    label: 'Sending as oneself',
    description: 'Exchange notices a missing right to send as somebody only when it has the whole message.',
    options: [
      { value: 'allowed', label: 'Allowed' },
      { value: 'refused-at-mail-from', label: 'Refused at MAIL FROM' },
      { value: 'refused-after-data', label: 'Refused after the message' },
    ],
  },
  {
    id: 'refused-recipient',
    group: 'mailbox',
    kind: 'text',
    initial: '',
    label: 'Refuse this recipient',
    description: 'An address the server does not know; mail to the others goes.',
  },
  {
    id: 'quota-exceeded',
    group: 'mailbox',
    kind: 'toggle',
    initial: false,
    label: 'The day’s quota is used up',
    description: 'Every message is refused until tomorrow, in the words of the provider.',
  },
  {
    id: 'tenant-sign-in',
    group: 'tenant',
    kind: 'choice',
    initial: 'allowed',
    label: 'Password sign-in for mail',
    description: 'What the company’s administrator, or Microsoft, decided for everyone. Microsoft 365 only.',
    options: [
      { value: 'allowed', label: 'Allowed' },
      { value: 'smtp-auth-off', label: 'SMTP AUTH off for the tenant (535 5.7.139)' },
      { value: 'passwords-off', label: 'Password sign-in retired (550 5.7.30)' },
      { value: 'security-defaults', label: 'Security defaults' },
      { value: 'conditional-access', label: 'Conditional Access' },
    ],
  },
  {
    id: 'reach',
    group: 'server',
    kind: 'choice',
    initial: 'up',
    label: 'Mail server',
    description: 'Whether Postlane’s server can reach it.',
    options: [
      { value: 'up', label: 'Up' },
      { value: 'down', label: 'Down: the connection is refused' },
      { value: 'firewalled', label: 'Behind a firewall: nothing comes back' },
      { value: 'unknown-name', label: 'Its name does not exist' },
    ],
  },
  {
    id: 'certificate',
    group: 'server',
    kind: 'choice',
    initial: 'good',
    label: 'Certificate',
    description: 'What the mail server shows when encryption starts.',
    options: [
      { value: 'good', label: 'Good' },
      { value: 'expired', label: 'Expired' },
      { value: 'wrong-name', label: 'For another name' },
      { value: 'untrusted', label: 'From an unknown authority' },
    ],
  },
  {
    id: 'no-tls',
    group: 'server',
    kind: 'toggle',
    initial: false,
    label: 'No encryption offered',
    description: 'The server offers no STARTTLS, and speaks in the clear where TLS is expected.',
  },
  {
    id: 'drop',
    group: 'server',
    kind: 'choice',
    initial: 'never',
    label: 'Drop the connection',
    description: 'When the line goes dead while a message is sent.',
    options: [
      { value: 'never', label: 'Never' },
      { value: 'before-data', label: 'Before the message' },
      { value: 'in-data', label: 'In the middle of the message' },
      { value: 'after-data', label: 'After the message, which is delivered all the same' },
      { value: 'silent-after-data', label: 'After the message no answer comes while this is on' },
    ],
  },
  {
    id: 'slow',
    group: 'server',
    kind: 'choice',
    initial: '0',
    label: 'Slow',
    description: 'How long the server thinks before each answer.',
    options: [
      { value: '0', label: 'Answers at once' },
      { value: '1', label: '1 second' },
      { value: '5', label: '5 seconds' },
      { value: '20', label: '20 seconds' },
    ],
  },
  {
    id: 'throttle',
    group: 'server',
    kind: 'choice',
    initial: 'carried-over',
    label: 'More than 30 messages a minute',
    description: 'Exchange Online carries the excess over into the next minutes; older documents say it refuses it.',
    options: [
      { value: 'carried-over', label: 'Carried over' },
      { value: 'refused', label: 'Refused with 432 4.3.2' },
      { value: 'always', label: 'Every message refused with 432 4.3.2' },
    ],
  },
  {
    id: 'backend',
    group: 'backend',
    kind: 'choice',
    initial: 'answers',
    label: 'Postlane’s own server',
    description: 'What happens to requests from the pane. The pane itself stays loaded.',
    options: [
      { value: 'answers', label: 'Answers' },
      { value: 'away', label: 'Away: connections are cut' },
      { value: 'silent', label: 'Takes requests and never answers' },
      { value: 'answer-lost', label: 'Does what it is asked; its answer gets lost' },
    ],
  },
  {
    id: 'sign-in',
    group: 'identity',
    kind: 'choice',
    initial: 'silent',
    label: 'Signing in to Postlane',
    description: 'What Outlook answers when the pane asks for a token.',
    options: [
      { value: 'silent', label: 'Silently, with the account of the mailbox' },
      { value: 'disabled', label: 'Turned off by the administrator' },
      { value: 'no-network', label: 'Cannot reach the sign-in service' },
      { value: 'other-company', label: 'Gives a token of a company Postlane does not serve' },
    ],
  },
] as const satisfies readonly SwitchDefinition[];

type Definition = (typeof SWITCHES)[number];
export type SwitchId = Definition['id'];
export type SwitchValue<Id extends SwitchId> = ValueOf<Extract<Definition, { id: Id }>>;
type ValueOf<One> = One extends { kind: 'toggle' }
  ? boolean
  : One extends { kind: 'choice'; options: readonly { value: infer Value }[] }
    ? Value
    : string;
