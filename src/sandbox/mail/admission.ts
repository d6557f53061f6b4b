import { domainOf, sameAddress } from '../../domain/address.ts';
import type { Person } from '../people.ts';
import type { Switchboard } from '../switches.ts';
import type { Dialect, Situation } from './dialect.ts';

/** What a client logged in with. */
export type Login =
  | { username: string; password: string }
  /** With an access token: whether it is the user's own, and still counts. */
  | { username: string; password: null; bears: boolean };

/** Whoever has a login: what is right to type, and what is once it is changed. */
export type Holder = Pick<Person, 'password' | 'newPassword' | 'accountPassword'>;

const squeezed = (password: string): string => password.replaceAll(' ', '');

/** Why a login is refused, null when it is let in. The order is Exchange Online's: policy speaks only to those who know the password. */
export function judgeLogin(
  dialect: Dialect,
  person: Holder | null,
  login: Login,
  switches: Switchboard,
): Situation | null {
  const knows = (situation: Situation): boolean => dialect.refusals[situation] !== undefined;
  const trouble = SIGN_IN_TROUBLE[switches.get('sign-in-trouble')];
  if (trouble !== null && knows(trouble)) return trouble;
  if (dialect.id === 'relay' && switches.get('relay') === 'refuses') return 'bad-password';
  const { password } = login;
  if (password === null) return login.bears ? judgeAccount(dialect, switches) : 'token-refused';
  if (dialect.passwords === 'none') return 'basic-auth-disabled';
  const policy = switches.get('tenant-sign-in');
  if (policy === 'passwords-off' && knows('passwords-retired')) return 'passwords-retired';

  if (person === null) return 'bad-password';
  const replaced = whyReplaced(switches, knows);
  // Google shows an app password in groups of four and takes it with or without the spaces.
  const is = (right: string): boolean =>
    dialect.passwords === 'app' ? squeezed(password) === squeezed(right) : password === right;
  if (replaced !== null && is(person.password)) return replaced;
  if (!is(replaced === null ? person.password : person.newPassword))
    return password === person.accountPassword ? 'app-password-required' : 'bad-password';

  return judgeAccount(dialect, switches);
}

/** Why an account may not send at all, however it signed in; null while it may. A switched-off SMTP AUTH takes no tokens either. */
function judgeAccount(dialect: Dialect, switches: Switchboard): Situation | null {
  const knows = (situation: Situation): boolean => dialect.refusals[situation] !== undefined;
  const policy = switches.get('tenant-sign-in');
  if (switches.get('account-locked')) return 'account-locked';
  if (switches.get('smtp-auth-off-for-mailbox') && knows('smtp-auth-off-for-mailbox'))
    return 'smtp-auth-off-for-mailbox';
  const byPolicy = TENANT_REFUSAL[policy];
  if (byPolicy !== null && knows(byPolicy)) return byPolicy;
  return switches.get('licence-gone') && knows('licence-gone') ? 'licence-gone' : null;
}

/** Why the person's first password is right no more, and the new one is; null while it is. */
function whyReplaced(switches: Switchboard, knows: (situation: Situation) => boolean): Situation | null {
  if (switches.get('password-changed')) return 'bad-password';
  if (switches.get('password-expired') && knows('password-expired')) return 'password-expired';
  return switches.get('app-password-asked') && knows('app-password-required') ? 'app-password-required' : null;
}

const SIGN_IN_TROUBLE = {
  none: null,
  'out-of-order': 'sign-in-out-of-order',
  'too-many-logins': 'too-many-logins',
} as const satisfies Record<string, Situation | null>;

const TENANT_REFUSAL = {
  allowed: null,
  'passwords-off': null,
  'smtp-auth-off': 'smtp-auth-off-for-tenant',
  'security-defaults': 'security-defaults',
  'conditional-access': 'conditional-access',
} as const satisfies Record<string, Situation | null>;

/** Why MAIL FROM is refused, null when it is taken. */
export function judgeSender(dialect: Dialect, sender: string, login: string, switches: Switchboard): Situation | null {
  if (dialect.checksSender === 'at-mail-from' && isBlocked(dialect, switches)) return 'sending-blocked';
  if (switches.get('sender') === 'refused-at-mail-from') return 'sender-refused';
  return isForeign(dialect, 'at-mail-from', sender, login, switches) ? 'sender-refused' : null;
}

const mayBe = (sender: string, login: string, switches: Switchboard): boolean =>
  switches.get('sender') === 'allowed-as-others' || sameAddress(sender, login);

const isBlocked = (dialect: Dialect, switches: Switchboard): boolean =>
  switches.get('sending-blocked') && dialect.refusals['sending-blocked'] !== undefined;

/** Why RCPT TO is refused, null when it is taken. */
export const judgeRecipient = (recipient: string, switches: Switchboard): Situation | null =>
  sameAddress(recipient, switches.get('refused-recipient')) ? 'recipient-unknown' : null;

/** What counts when a whole message has come in. */
export interface Submission {
  /** From's address, and the envelope's. */
  senders: readonly string[];
  login: string;
  /** Which of the login's open connections this is, oldest first, from 0. */
  connection: number;
  messagesInMinute: number;
}

/** Why a whole message is refused, null when it is taken. */
export function judgeMessage(dialect: Dialect, submission: Submission, switches: Switchboard): Situation | null {
  const { senders, login, connection, messagesInMinute } = submission;
  if (isBlocked(dialect, switches)) return 'sending-blocked';
  const throttle = switches.get('throttle');
  if (throttle === 'always') return 'throttled';
  if (dialect.connections !== null && connection >= dialect.connections) return 'too-many-connections';
  const isTooFast = dialect.messagesPerMinute !== null && messagesInMinute >= dialect.messagesPerMinute;
  if (throttle === 'refused' && isTooFast) return 'throttled';
  if (switches.get('quota-exceeded')) return 'quota-exceeded';
  const isSomebodyElse = senders.some((sender) => isForeign(dialect, 'after-data', sender, login, switches));
  const isDenied = switches.get('sender') === 'refused-after-data' || isSomebodyElse;
  if (!isDenied) return null;
  return dialect.refusals['send-as-denied'] === undefined ? 'sender-refused' : 'send-as-denied';
}

/** Whether a sender, looked at now, is another than whoever logged in may send as: the address itself, or any of a domain. */
function isForeign(
  { checksSender, accounts = [] }: Dialect,
  when: 'at-mail-from' | 'after-data',
  sender: string,
  login: string,
  switches: Switchboard,
): boolean {
  if (checksSender === `domain-${when}`)
    return !accounts.some(({ domain }) => domain === domainOf(sender).toLowerCase());
  return checksSender === when && !mayBe(sender, login, switches);
}
