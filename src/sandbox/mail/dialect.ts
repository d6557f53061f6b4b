import type { MailHostId } from '../people.ts';

/** Why a submission server says no. */
export type Situation =
  | 'our-address-refused'
  | 'sign-in-out-of-order'
  | 'too-many-logins'
  | 'bad-password'
  | 'password-expired'
  | 'app-password-required'
  | 'token-refused'
  | 'basic-auth-disabled'
  | 'passwords-retired'
  | 'account-locked'
  | 'smtp-auth-off-for-mailbox'
  | 'smtp-auth-off-for-tenant'
  | 'security-defaults'
  | 'conditional-access'
  | 'licence-gone'
  | 'sending-blocked'
  | 'sender-refused'
  | 'send-as-denied'
  | 'recipient-unknown'
  | 'throttled'
  | 'too-many-connections'
  | 'quota-exceeded';

/** What a reply may speak of. */
export interface Subject {
  /** The address in question: recipient or sender. */
  address: string;
  login: string;
  client: string;
  now: Date;
}

/** Somebody who logs in by what a service gave them, and not by a mailbox's address. */
export interface Account {
  username: string;
  password: string;
  /** The domain that may send: verified there, as the service has it; null for any. */
  domain: string | null;
}

/** How one kind of submission server speaks: everything a client can see of it, and its rules where they differ. */
export interface Dialect {
  id: MailHostId;
  /** The name clients know it by, and its certificate bears. */
  host: string;
  ports: readonly (465 | 587)[];
  mechanisms: readonly ('PLAIN' | 'LOGIN' | 'XOAUTH2')[];
  /** EHLO's SIZE, in bytes. */
  size: number;
  /** What follows 220. */
  greeting: (now: Date) => string;
  /** EHLO's first line, the client's address given. */
  hello: (client: string) => string;
  /** EHLO's other lines. `AUTH` and `STARTTLS` are put where these two words stand, or left out. */
  extensions: readonly string[];
  /** What follows AUTH in EHLO; more than `mechanisms` where the real server names some that nobody here speaks. */
  authLine: string;
  /** The library's words, by its own context or phrase, and what this server says instead. */
  words: Readonly<Record<string, string>>;
  /** What follows 250 once a message is taken. */
  accepted: (messageNumber: number) => string;
  /** Whole replies, one line or several, as on the wire. A situation that is missing does not happen at this server. */
  refusals: Readonly<Partial<Record<Situation, (about: Subject) => string>>>;
  /** When it turns away a client whose address it does not like. */
  turnsAway: 'at-greeting' | 'at-ehlo';
  /** When it looks at who sends, and notices that it is somebody else: Postfix at MAIL FROM, Exchange after the data, Gmail never; a service whose accounts have domains, by these. */
  checksSender: 'at-mail-from' | 'domain-at-mail-from' | 'after-data' | 'domain-after-data' | 'never';
  /** Whether it takes the account's own password, one made for the app, or none at all. */
  passwords: 'own' | 'app' | 'none';
  /** Of a service with accounts of its own; elsewhere the people log in whose mailboxes are there. */
  accounts?: readonly Account[];
  messagesPerMinute: number | null;
  connections: number | null;
}
