import type { SignInService } from './credential.ts';
import type { Instant } from './instant.ts';
import type { Forbidden } from './policies.ts';
import type { Reply } from './reply.ts';
import type { BoundBy } from './sharing.ts';

/** Where in a conversation with a submission server something happened. */
export const STAGES = [
  'connect',
  'greeting',
  'ehlo',
  'starttls',
  'auth',
  'mail',
  'rcpt',
  'data',
  'after-data',
  'quit',
] as const;
export type Stage = (typeof STAGES)[number];

/** Before a message's envelope is looked at, what goes wrong is not the message's. A login without sending comes as far. */
export const BEFORE_THE_MESSAGE: readonly Stage[] = ['connect', 'greeting', 'ehlo', 'starttls', 'auth'];

/** Nobody answered as a mail server, or not safely. */
export const CONNECTION_FAILURES = [
  'name-not-found',
  'name-lookup-failed',
  'address-forbidden',
  'connection-refused',
  'connection-timed-out',
  'connection-lost',
  'not-a-mail-server',
  'tls-not-offered',
  'tls-failed',
  'certificate-untrusted',
  'certificate-wrong-name',
  'certificate-expired',
  'mechanism-not-offered',
  /** The operator has no channel any more for those without their own: nobody was asked. */
  'default-channel-withdrawn',
  /** The key of what is kept to log in with is destroyed: nobody was asked, and only its rep can give it again. */
  'credential-lost',
] as const;

/** The server answered, and this is what its answer means. */
export const REPLY_FAILURES = [
  // who is asking
  'password-rejected',
  'token-rejected',
  'password-expired',
  'account-locked',
  'app-password-required',
  'browser-sign-in-required',
  'password-sign-in-off',
  'smtp-auth-off-for-mailbox',
  'smtp-auth-off-for-tenant',
  'security-defaults',
  'sign-in-policy',
  'mailbox-unavailable',
  /** The token is taken, and no message: a permission or a licence is gone. */
  'sending-forbidden',
  'authentication-required',
  'tls-required',
  'authentication-unavailable',
  'too-many-logins',
  // as whom
  'sender-refused',
  /** The server knows both, and whoever logged in has no right to send as this address: it refuses each message of the channel's. */
  'send-as-denied',
  'sender-deferred',
  'sender-blocked',
  'sender-throttled',
  // to whom
  'recipient-refused',
  'recipient-deferred',
  'too-many-recipients',
  // what, how much, when
  'message-too-large',
  'content-refused',
  'policy-refused',
  'policy-deferred',
  'our-address-refused',
  'tenant-blocked',
  'mailbox-quota-exceeded',
  'tenant-quota-exceeded',
  'tenant-throttled',
  'throttled',
  'too-many-connections',
  'temporarily-unavailable',
  'rejected',
  // of the operator's own login, which no rep can mend
  'default-channel-refused',
] as const;

/** The service at which the rep signed in gives no access token any more, or not now. */
export const GRANT_FAILURES = [
  /** Taken back: by the rep, by an admin, by a password that was changed or reset. */
  'grant-revoked',
  /** Unused for too long, or older than the company's policy lets one be. */
  'grant-expired',
  'consent-missing',
  /** The rep may not agree alone: an administrator has to, for everybody. */
  'admin-consent-missing',
  /** Conditional Access and its like. */
  'sign-in-blocked',
  'account-unavailable',
  /** The operator's own registration is not in order. */
  'registration-refused',
  /** The operator lets nobody send so any more, as it was granted for. */
  'transport-not-offered',
  'sign-in-unavailable',
] as const;

export type ConnectionFailureKind = (typeof CONNECTION_FAILURES)[number];
export type ReplyFailureKind = (typeof REPLY_FAILURES)[number];

export interface ConnectionFailure {
  kind: ConnectionFailureKind;
  stage: Stage;
  host: string;
  port: number;
  /** What the network or TLS library said, for support; null when there is nothing to add. */
  detail: string | null;
}

export interface ReplyFailure {
  kind: ReplyFailureKind;
  stage: Stage;
  reply: Reply;
}

export type GrantFailureKind = (typeof GRANT_FAILURES)[number];
export interface GrantFailure {
  kind: GrantFailureKind;
  stage: 'auth';
  service: SignInService;
  /** RFC 6749 5.2; null when the service was not reached, or did not say. */
  error: string | null;
  /** In the service's own words, for support. */
  detail: string | null;
}

/** A failure between us and a submission server, or the service that lets us in there. */
export type DeliveryFailure = ConnectionFailure | ReplyFailure | GrantFailure;

/** One thing wrong with what was sent to us: where, and what. */
export interface Fault {
  path: string;
  fault: string;
}

/** A failure between the pane and the server, or of the server itself. */
export type RequestFailure =
  | { kind: 'invalid-request'; faults: Fault[] }
  | { kind: 'unauthenticated'; reason: string }
  /** The identity provider is not reached, so nobody can say whether the token counts. */
  | { kind: 'issuer-away' }
  /** For administrators of the company, and who asks is none. */
  | { kind: 'admins-only' }
  /** The organisation's administrators do not let its people send so. */
  | ({ kind: 'policy-forbids' } & Forbidden)
  | { kind: 'not-found' }
  | { kind: 'conflict'; reason: string }
  | { kind: 'sender-not-allowed'; address: string }
  /** Nobody has said yet that the rep may write as this address: a code sent there does. */
  | { kind: 'sender-unproven'; address: string }
  | { kind: 'code-wrong'; triesLeft: number }
  /** It ran out, was tried too often, or was never sent. */
  | { kind: 'code-over' }
  | { kind: 'over-size'; limitBytes: number }
  | { kind: 'over-recipients'; limit: number; count: number }
  /** More than what a rep has left of the operator's channel; from `nextAt` on there is more, null where that hangs on mail that waits. */
  | { kind: 'over-share'; limit: number; left: number; nextAt: Instant | null }
  | { kind: 'too-many-requests'; retryAfterSeconds: number }
  /** The password was refused a while ago and is not tried again before a moment: accounts are locked after a few. */
  | { kind: 'login-too-soon'; nextAt: Instant }
  /** Mail of the mailbox is on its way, and a password is tried in one place at a time. */
  | { kind: 'mailbox-busy' }
  /** The reference to a sign-in is not known, not this rep's, or too old. */
  | { kind: 'sign-in-unknown' }
  /** Somebody else signed in than the mailbox's own address; goes on only when that is said to be meant. */
  | { kind: 'other-account'; account: string; expected: string }
  /** The rep has another channel for this login and sender. */
  | { kind: 'channel-exists' }
  /** A credential that is one address's is not given to a team. */
  | { kind: 'credential-bound'; because: BoundBy }
  /** A team's channel is its administrator's to mend and to change. */
  | { kind: 'of-team' }
  /** What is to be shared with it has to be proven to be the company's, and still be so. */
  | { kind: 'domain-unproven'; domain: string }
  | { kind: 'internal'; reference: string };

export type Failure = DeliveryFailure | RequestFailure;
export type FailureKind = Failure['kind'];

/** What is done with a message, and its channel, when delivery fails so. */
export type Disposition =
  /** The channel is broken and its queue held until the rep or IT mends it. */
  | 'break'
  /** The message is tried again by the schedule. */
  | 'retry'
  /** The message waits for the provider's window. */
  | 'wait'
  /** The message, or this recipient of it, is over: never again by itself. */
  | 'refuse';

/** What becomes of the mail, by the kind of failure: exhaustive, so that a new kind which is not decided does not compile. */
export const DISPOSITION = {
  'name-not-found': 'retry',
  'name-lookup-failed': 'retry',
  'address-forbidden': 'break',
  'connection-refused': 'retry',
  'connection-timed-out': 'retry',
  'connection-lost': 'retry',
  'not-a-mail-server': 'retry',
  'tls-not-offered': 'break',
  'tls-failed': 'retry',
  'certificate-untrusted': 'break',
  'certificate-wrong-name': 'break',
  'certificate-expired': 'break',
  'mechanism-not-offered': 'break',
  'default-channel-withdrawn': 'break',
  'credential-lost': 'break',
  'password-rejected': 'break',
  'token-rejected': 'break',
  'password-expired': 'break',
  'account-locked': 'break',
  'app-password-required': 'break',
  'browser-sign-in-required': 'break',
  'password-sign-in-off': 'break',
  'smtp-auth-off-for-mailbox': 'break',
  'smtp-auth-off-for-tenant': 'break',
  'security-defaults': 'break',
  'sign-in-policy': 'break',
  'mailbox-unavailable': 'break',
  'sending-forbidden': 'break',
  'authentication-required': 'break',
  'tls-required': 'break',
  'authentication-unavailable': 'retry',
  'too-many-logins': 'wait',
  'sender-refused': 'refuse',
  'send-as-denied': 'break',
  'sender-deferred': 'retry',
  'sender-blocked': 'break',
  'sender-throttled': 'break',
  'recipient-refused': 'refuse',
  'recipient-deferred': 'retry',
  'too-many-recipients': 'retry',
  'message-too-large': 'refuse',
  'content-refused': 'refuse',
  'policy-refused': 'refuse',
  'policy-deferred': 'retry',
  'our-address-refused': 'break',
  'tenant-blocked': 'break',
  'mailbox-quota-exceeded': 'wait',
  'tenant-quota-exceeded': 'wait',
  'tenant-throttled': 'retry',
  throttled: 'retry',
  'too-many-connections': 'retry',
  'temporarily-unavailable': 'retry',
  rejected: 'refuse',
  'default-channel-refused': 'break',
  'grant-revoked': 'break',
  'grant-expired': 'break',
  'consent-missing': 'break',
  'admin-consent-missing': 'break',
  'sign-in-blocked': 'break',
  'account-unavailable': 'break',
  'registration-refused': 'break',
  'transport-not-offered': 'break',
  'sign-in-unavailable': 'retry',
} as const satisfies Record<DeliveryFailure['kind'], Disposition>;

export const isOfConnection = (failure: Failure): failure is ConnectionFailure => 'host' in failure;
export const hasReply = (failure: Failure): failure is ReplyFailure => 'reply' in failure;
