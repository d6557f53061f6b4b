import { MINUTE } from '../../src/domain/instant.ts';
import type { Switchboard } from '../../src/sandbox/switches.ts';

/** One way in which a channel that worked can break, and what its rep is told. */
export interface Cause {
  when: string;
  who: 'nora' | 'otto' | 'grace' | 'mara';
  breaks: (switches: Switchboard) => void;
  title: string;
  next: string;
  whoCan: 'You can fix this' | 'Your IT department can fix this';
  /** What stands behind the words on demand. */
  told: RegExp;
  /** How the login ended by which it is noticed; null where no password was given away. */
  login: string | null;
  /** By the rep's new password; by "Check again" once IT has mended it; or by itself, an hour later. */
  mended: 'new-password' | 'check-again' | 'by-itself';
}

/** Each cause of the switchboard. Two in a row are of different reps: one's connection lingers while the other's breaks. */
export const CAUSES: readonly Cause[] = [
  {
    when: 'the account is locked',
    who: 'nora',
    breaks: (switches) => switches.turn('account-locked', true),
    title: 'Your account is locked',
    next: 'Ask your IT department to unlock your account.',
    whoCan: 'Your IT department can fix this',
    told: /^535 5\.7\.139 .*account locked/,
    login: 'account-locked',
    mended: 'by-itself',
  },
  {
    when: 'the password has expired',
    who: 'mara',
    breaks: (switches) => switches.turn('password-expired', true),
    title: 'Your password has run out',
    next: 'Change your password at work as usual, then enter the new one here.',
    whoCan: 'You can fix this',
    told: /^535 5\.7\.8 .*Password expired/,
    login: 'password-expired',
    mended: 'new-password',
  },
  {
    when: 'SMTP AUTH is off for the mailbox',
    who: 'nora',
    breaks: (switches) => switches.turn('smtp-auth-off-for-mailbox', true),
    title: 'Sending is switched off for your mailbox',
    next: 'Ask your IT department to switch it on for your mailbox. It takes a minute.',
    whoCan: 'Your IT department can fix this',
    told: /^535 5\.7\.139 .*SmtpClientAuthentication is disabled for the Mailbox/,
    login: 'smtp-auth-off-for-mailbox',
    mended: 'by-itself',
  },
  {
    when: 'the password was changed',
    who: 'otto',
    breaks: (switches) => switches.turn('password-changed', true),
    title: 'Your password is no longer accepted',
    next: 'Enter your current password.',
    whoCan: 'You can fix this',
    told: /^535 5\.7\.3 Authentication unsuccessful/,
    login: 'bad-password',
    mended: 'new-password',
  },
  {
    when: 'the company takes no passwords any more',
    who: 'nora',
    breaks: (switches) => switches.turn('tenant-sign-in', 'passwords-off'),
    title: 'Passwords are no longer accepted here',
    next: 'Ask your IT department whether they can allow it again.',
    whoCan: 'Your IT department can fix this',
    told: /^550 5\.7\.30 Basic authentication is not supported/,
    login: 'passwords-retired',
    mended: 'by-itself',
  },
  {
    when: 'an app password is asked for',
    who: 'grace',
    breaks: (switches) => switches.turn('app-password-asked', true),
    title: 'An app password is needed now',
    next: 'Create an app password in your account’s security settings and enter it here.',
    whoCan: 'You can fix this',
    told: /^534 5\.7\.9 Application-specific password required/,
    login: 'app-password-required',
    mended: 'new-password',
  },
  {
    when: 'security defaults are on',
    who: 'nora',
    breaks: (switches) => switches.turn('tenant-sign-in', 'security-defaults'),
    title: 'Your company’s security settings forbid it',
    next: 'Ask your IT department. They decide whether there can be an exception.',
    whoCan: 'Your IT department can fix this',
    told: /^535 5\.7\.139 .*security defaults policy/,
    login: 'security-defaults',
    mended: 'by-itself',
  },
  {
    when: 'the mailbox is blocked from sending, which shows at MAIL FROM',
    who: 'mara',
    breaks: (switches) => switches.turn('sending-blocked', true),
    title: 'Your mailbox is blocked from sending',
    next: 'Ask your IT department to lift the block.',
    whoCan: 'Your IT department can fix this',
    told: /^554 5\.7\.1 .*Your account has been blocked from sending/,
    login: 'accepted',
    mended: 'check-again',
  },
  {
    when: 'Conditional Access forbids it',
    who: 'nora',
    breaks: (switches) => switches.turn('tenant-sign-in', 'conditional-access'),
    title: 'A sign-in rule of your company said no',
    next: 'Ask your IT department to look at the sign-in log and allow sending for you.',
    whoCan: 'Your IT department can fix this',
    told: /^535 5\.7\.139 .*did not meet the criteria/,
    login: 'conditional-access',
    mended: 'by-itself',
  },
  {
    when: 'the certificate is from an unknown authority',
    who: 'otto',
    breaks: (switches) => switches.turn('certificate', 'untrusted'),
    title: 'The server’s certificate has changed',
    next: 'Ask your IT department whether this change was meant to be.',
    whoCan: 'Your IT department can fix this',
    told: /^mail\.hanse-kontor\.example:587/,
    login: null,
    mended: 'check-again',
  },
  {
    when: 'the licence is gone',
    who: 'nora',
    breaks: (switches) => switches.turn('licence-gone', true),
    title: 'The mailbox cannot be used',
    next: 'Ask your IT department to check your mailbox and its licence.',
    whoCan: 'Your IT department can fix this',
    told: /^550 5\.2\.1 Mailbox cannot be accessed/,
    login: 'licence-gone',
    mended: 'by-itself',
  },
  {
    when: 'Google wants to see the rep in a browser first',
    who: 'grace',
    breaks: (switches) => switches.turn('account-locked', true),
    title: 'The provider wants to see you first',
    next: 'Sign in to your mailbox in a browser, confirm the sign-in, then try again.',
    whoCan: 'You can fix this',
    told: /^534 5\.7\.14 /,
    login: 'account-locked',
    mended: 'by-itself',
  },
  {
    when: 'the certificate is for another name',
    who: 'mara',
    breaks: (switches) => switches.turn('certificate', 'wrong-name'),
    title: 'The server’s certificate has changed to another name',
    next: 'Ask your IT department whether the server has moved, or should show another certificate.',
    whoCan: 'Your IT department can fix this',
    told: /^smtp\.rebstock-hosting\.example:465/,
    login: null,
    mended: 'check-again',
  },
  {
    when: 'the mailbox is blocked from sending, which shows after the message',
    who: 'nora',
    breaks: (switches) => switches.turn('sending-blocked', true),
    title: 'Your mailbox is blocked from sending',
    next: 'Ask your IT department to lift the block.',
    whoCan: 'Your IT department can fix this',
    told: /^550 5\.1\.8 Access denied, bad outbound sender/,
    login: 'accepted',
    mended: 'check-again',
  },
  {
    when: 'the certificate has run out',
    who: 'otto',
    breaks: (switches) => switches.turn('certificate', 'expired'),
    title: 'The server’s certificate has run out since',
    next: 'Tell your IT department that the certificate needs renewing.',
    whoCan: 'Your IT department can fix this',
    told: /^mail\.hanse-kontor\.example:587/,
    login: null,
    mended: 'check-again',
  },
  {
    when: 'the server refuses Postlane’s address',
    who: 'mara',
    breaks: (switches) => switches.turn('our-address-refused', true),
    title: 'The server does not take calls from Postlane',
    next: 'Ask your IT department to allow the Postlane server.',
    whoCan: 'Your IT department can fix this',
    told: /^554 5\.7\.1 .*blocked using zen\.spamhaus\.org/,
    login: null,
    mended: 'check-again',
  },
  {
    when: 'the server offers no TLS',
    who: 'nora',
    breaks: (switches) => switches.turn('no-tls', true),
    title: 'The server no longer offers a protected connection',
    next: 'Ask your IT department to switch TLS on again.',
    whoCan: 'Your IT department can fix this',
    told: /^smtp\.office365\.com:587/,
    login: null,
    mended: 'check-again',
  },
];

/** What is noticed though nothing is sent. */
export const PROBED: readonly Cause[] = [
  {
    when: 'SMTP AUTH is off for the company',
    who: 'nora',
    breaks: (switches) => switches.turn('tenant-sign-in', 'smtp-auth-off'),
    title: 'Sending is switched off for your company',
    next: 'Ask your IT department to switch it on for your mailbox alone. It takes a minute.',
    whoCan: 'Your IT department can fix this',
    told: /^535 5\.7\.139 .*SmtpClientAuthentication is disabled for the Tenant/,
    login: 'smtp-auth-off-for-tenant',
    mended: 'by-itself',
  },
  {
    when: 'the certificate is from an unknown authority',
    who: 'nora',
    breaks: (switches) => switches.turn('certificate', 'untrusted'),
    title: 'The server’s certificate has changed',
    next: 'Ask your IT department whether this change was meant to be.',
    whoCan: 'Your IT department can fix this',
    told: /^smtp\.office365\.com:587/,
    login: null,
    mended: 'check-again',
  },
  {
    when: 'the licence is gone',
    who: 'nora',
    breaks: (switches) => switches.turn('licence-gone', true),
    title: 'The mailbox cannot be used',
    next: 'Ask your IT department to check your mailbox and its licence.',
    whoCan: 'Your IT department can fix this',
    told: /^550 5\.2\.1 Mailbox cannot be accessed/,
    login: 'licence-gone',
    mended: 'by-itself',
  },
  {
    when: 'the password was changed',
    who: 'nora',
    breaks: (switches) => switches.turn('password-changed', true),
    title: 'Your password is no longer accepted',
    next: 'Enter your current password.',
    whoCan: 'You can fix this',
    told: /^535 5\.7\.139 .*the user credentials were incorrect/,
    login: 'bad-password',
    mended: 'new-password',
  },
];

/** What passes by itself, and breaks nothing. */
export interface Trouble {
  when: string;
  /** Whom it meets. */
  whom: readonly Cause['who'][];
  breaks: Cause['breaks'];
  /** What is told while a mail waits. */
  says: string | RegExp;
  /** How a login meets it; null where none gets that far. */
  login: string | null;
  /** By when the mail is tried again, in milliseconds. */
  over: number;
}

export const TROUBLES: readonly Trouble[] = [
  {
    when: 'no provider can check passwords',
    whom: ['nora', 'otto', 'grace', 'mara'],
    breaks: (switches) => switches.turn('sign-in-trouble', 'out-of-order'),
    says: 'Your mail server is out of order just now',
    login: 'sign-in-out-of-order',
    over: 2 * MINUTE,
  },
  {
    when: 'there were too many logins',
    whom: ['grace', 'mara'],
    breaks: (switches) => switches.turn('sign-in-trouble', 'too-many-logins'),
    says: /^Your provider takes no sign-in from you until /,
    login: 'too-many-logins',
    over: 80 * MINUTE,
  },
  {
    when: 'all servers are down',
    whom: ['nora', 'otto', 'grace', 'mara'],
    breaks: (switches) => switches.turn('reach', 'down'),
    says: 'Your mail server can’t be reached just now',
    login: null,
    over: 2 * MINUTE,
  },
];
