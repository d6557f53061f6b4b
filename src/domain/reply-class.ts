import type { ReplyFailure, ReplyFailureKind } from './failure.ts';

/** What a server's refusal is about, coarsely: enough for a chart, a filter, or a comparison with other classifiers. */
export const REPLY_CLASSES = [
  'auth',
  'policy',
  'sender',
  'recipient',
  'quota',
  'throttle',
  'transient',
  'content',
] as const;
export type ReplyClass = (typeof REPLY_CLASSES)[number];

/** The class of each kind: exhaustive, so that a new kind without one does not compile. */
export const REPLY_CLASS: Record<ReplyFailureKind, ReplyClass> = {
  'password-rejected': 'auth',
  'password-expired': 'auth',
  'account-locked': 'auth',
  'app-password-required': 'auth',
  'browser-sign-in-required': 'auth',
  'password-sign-in-off': 'auth',
  'smtp-auth-off-for-mailbox': 'policy',
  'smtp-auth-off-for-tenant': 'policy',
  'security-defaults': 'policy',
  'sign-in-policy': 'policy',
  'mailbox-unavailable': 'auth',
  'authentication-required': 'auth',
  'tls-required': 'policy',
  'authentication-unavailable': 'transient',
  'too-many-logins': 'throttle',
  'sender-refused': 'sender',
  'sender-deferred': 'sender',
  'sender-blocked': 'policy',
  'sender-throttled': 'throttle',
  'recipient-refused': 'recipient',
  'recipient-deferred': 'recipient',
  'too-many-recipients': 'recipient',
  'message-too-large': 'content',
  'content-refused': 'content',
  'policy-refused': 'policy',
  'policy-deferred': 'policy',
  'our-address-refused': 'policy',
  'tenant-blocked': 'policy',
  'mailbox-quota-exceeded': 'quota',
  'tenant-quota-exceeded': 'quota',
  throttled: 'throttle',
  'too-many-connections': 'throttle',
  'temporarily-unavailable': 'transient',
  rejected: 'policy',
};

export const classOf = (failure: ReplyFailure): ReplyClass => REPLY_CLASS[failure.kind];
