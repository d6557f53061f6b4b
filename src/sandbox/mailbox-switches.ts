import type { SwitchDefinition } from './switch-definition.ts';

/** What may be wrong with the mailbox, or with its company’s tenant. */
export const MAILBOX_SWITCHES = [
  {
    id: 'password-changed',
    group: 'mailbox',
    kind: 'toggle',
    initial: false,
    label: 'Password changed',
    description: 'Only the new password on the person’s card is taken from now on; a channel with the old one breaks.',
  },
  {
    id: 'password-expired',
    group: 'mailbox',
    kind: 'toggle',
    initial: false,
    label: 'Password expired',
    description:
      'The password that was right is refused until the new one on the person’s card takes its place. Not at Gmail.',
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
    id: 'app-password-asked',
    group: 'mailbox',
    kind: 'toggle',
    initial: false,
    label: 'App password asked for',
    description:
      'Gmail only: the password that was right counts as the account’s own; the new one on the card is made for apps.',
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
    id: 'licence-gone',
    group: 'mailbox',
    kind: 'toggle',
    initial: false,
    label: 'Licence gone',
    description:
      'Exchange Online only: the password is right, and there is no mailbox: 550 5.2.1 Mailbox cannot be accessed.',
  },
  {
    id: 'sending-blocked',
    group: 'mailbox',
    kind: 'toggle',
    initial: false,
    label: 'Blocked from sending',
    description:
      'As after a burst of spam: Exchange Online says so after the message, the hosting company at MAIL FROM.',
  },
  {
    id: 'sender',
    group: 'mailbox',
    kind: 'choice',
    initial: 'allowed',
    label: 'Whom a login may send as',
    description: 'Exchange notices a missing right to send as somebody only when it has the whole message.',
    options: [
      { value: 'allowed', label: 'Itself' },
      { value: 'allowed-as-others', label: 'Itself, and others who gave it the right to' },
      { value: 'refused-at-mail-from', label: 'Nobody: refused at MAIL FROM' },
      { value: 'refused-after-data', label: 'Nobody: refused after the message' },
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
] as const satisfies readonly SwitchDefinition[];
