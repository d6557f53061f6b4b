import { ACCESS_RULES, PATIENCE_RULES, SIGN_IN_RULES } from './sign-in-rules.ts';
import { BEFORE_THE_MESSAGE, DISPOSITION, type ReplyFailure, type ReplyFailureKind, type Stage } from './failure.ts';
import { OUTAGE_RULES } from './outage-rules.ts';
import { PACING_RULES } from './pacing-rules.ts';
import { lineOf } from './reply-line.ts';
import { PROVIDER_RULES } from './provider-rules.ts';
import { RECIPIENT_RULES, SENDER_RULES } from './address-rules.ts';
import { AUTHENTICITY_RULES, BLOCK_RULES, CONTENT_RULES, OUR_ADDRESS_RULES, POLICY_RULES } from './refusal-rules.ts';
import { isOutage, kindOfCode, kindOfEnhanced } from './reply-code.ts';
import { parseReply, type Reply } from './reply.ts';
import { subjectOf } from './reply-subject.ts';
import type { ReplyRule } from './reply-rule.ts';

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
  'token-rejected': 'auth',
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
  'sending-forbidden': 'auth',
  'default-channel-refused': 'auth',
  'authentication-required': 'auth',
  'tls-required': 'policy',
  'authentication-unavailable': 'transient',
  'too-many-logins': 'throttle',
  'sender-refused': 'sender',
  'send-as-denied': 'sender',
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
  'tenant-throttled': 'throttle',
  throttled: 'throttle',
  'too-many-connections': 'throttle',
  'temporarily-unavailable': 'transient',
  rejected: 'policy',
};

/** Rules for the call itself: nobody has said yet who sends, to whom, or what. */
const WHEN_CALLING = [
  ...PROVIDER_RULES,
  ...PACING_RULES,
  ...OUR_ADDRESS_RULES,
  ...BLOCK_RULES,
  ...ACCESS_RULES,
  ...OUTAGE_RULES,
];

/** Rules for answers to AUTH: words on addresses and content mean nothing here. */
const WHEN_SIGNING_IN = [
  ...PROVIDER_RULES,
  ...SIGN_IN_RULES,
  ...BLOCK_RULES,
  ...OUR_ADDRESS_RULES,
  ...PACING_RULES,
  ...PATIENCE_RULES,
  ...ACCESS_RULES,
];

/** Rules for all that follows, the most telling words first: what is full, blocked or listed names an address as well. */
const WHEN_SENDING = [
  ...PROVIDER_RULES,
  ...AUTHENTICITY_RULES,
  ...PACING_RULES,
  ...BLOCK_RULES,
  ...OUR_ADDRESS_RULES,
  ...ACCESS_RULES,
  ...SENDER_RULES,
  ...POLICY_RULES,
  ...RECIPIENT_RULES,
  ...CONTENT_RULES,
];

/** What a refusal for good means when the code says "not now". RFC 5321 4.2.1: 4yz may succeed when tried again. */
const WHEN_DEFERRED: Partial<Record<ReplyFailureKind, ReplyFailureKind>> = {
  'sender-refused': 'sender-deferred',
  'send-as-denied': 'sender-deferred',
  'sender-blocked': 'policy-deferred',
  'recipient-refused': 'recipient-deferred',
  'policy-refused': 'policy-deferred',
  'our-address-refused': 'policy-deferred',
};

/**
 * What a server's reply means: by the provider's sentence first, then by generic words, then by the enhanced status code,
 * then by the reply code, each read in the light of the stage. Takes any reply, also one without a code or words; `stage` is
 * null when the caller does not know it, and then guessed from the meaning. RFC 5321 4.2, RFC 3463, RFC 4954 6.
 */
export function classify(reply: Reply, stage: Stage | null): ReplyFailure {
  const kind = kindOf(reply, stage);
  return { kind, stage: stage ?? STAGE_OF_CLASS[REPLY_CLASS[kind]] ?? 'after-data', reply };
}

/** The class of what `classify` made of a reply, as in `classOf(classify(parseReply('550 5.1.1 User unknown'), 'rcpt'))`. */
export const classOf = (failure: ReplyFailure): ReplyClass => REPLY_CLASS[failure.kind];

const STAGE_OF_CLASS: Partial<Record<ReplyClass, Stage>> = { auth: 'auth', sender: 'mail', recipient: 'rcpt' };

function kindOf(reply: Reply, stage: Stage | null): ReplyFailureKind {
  const quoted = quotedRefusal(reply);
  if (quoted) return kindOf(quoted, 'auth');
  const at = isSignIn(reply) ? 'auth' : stage;
  const kind = firstRule(reply, at)?.kind ?? kindByCode(reply, at);
  // Before any recipient is named, only the sender can be meant.
  return at === 'mail' && kind === 'recipient-refused' ? 'sender-refused' : kind;
}

/** Exchange Online answers MAIL FROM after a failed AUTH with 530 5.7.57, and quotes what AUTH was told. */
function quotedRefusal(reply: Reply): Reply | null {
  const quoted = /5\.7\.57 .*\berror: (535 .+)$/i.exec(lineOf(reply))?.[1];
  return quoted === undefined ? null : parseReply(quoted);
}

/** Codes that only AUTH gives (RFC 4954 4 and 6), at whatever stage a server prints them. */
const isSignIn = ({ code, enhanced }: Reply): boolean =>
  (code !== null && [432, 435, 454, 525, 534, 535, 538].includes(code)) || /^[45]\.7\.(8|139)$/.test(enhanced ?? '');

/** The first rule that fits, with what it means under this reply's code; null when the words say nothing we know. */
export function firstRule(reply: Reply, stage: Stage | null): { rule: ReplyRule; kind: ReplyFailureKind } | null {
  const line = lineOf(reply);
  const later = isLater(reply);
  const at = isSignIn(reply) ? 'auth' : stage;
  for (const rule of rulesFor(at)) {
    const kind = later ? meaningLater(rule) : rule.kind;
    if (kind === null || !rule.pattern.test(line)) continue;
    if (canMean(kind, reply, at) || (PROVIDER_RULES.includes(rule) && !isBefore(at))) return { rule, kind };
  }
  return null;
}

function rulesFor(stage: Stage | null): readonly ReplyRule[] {
  if (!isBefore(stage)) return WHEN_SENDING;
  return stage === 'auth' ? WHEN_SIGNING_IN : WHEN_CALLING;
}

const isBefore = (stage: Stage | null): boolean => stage !== null && BEFORE_THE_MESSAGE.includes(stage);

/** Before there is a message, none can be refused; afterwards, what breaks the channel must be about us. */
function canMean(kind: ReplyFailureKind, reply: Reply, stage: Stage | null): boolean {
  if (isBefore(stage)) return DISPOSITION[kind] !== 'refuse';
  return DISPOSITION[kind] !== 'break' || canBeAboutUs(reply, stage);
}

/**
 * A recipient's suspended account and a message's listed link read like our own. Where a recipient or a message is in
 * question, a reply must therefore speak of us to break the channel; where the stage is unknown, of nothing else.
 */
function canBeAboutUs(reply: Reply, stage: Stage | null): boolean {
  const subject = subjectOf(lineOf(reply));
  if (stage === 'rcpt' || stage === 'data' || stage === 'after-data') return subject === 'us';
  if (stage !== null || subject === 'us') return true;
  return subject === 'either' && kindOfEnhanced(enhancedOf(reply) ?? '') !== 'recipient-refused';
}

/** A 4xx breaks no channel by words alone: only a rule that says so of a 4xx does. */
function meaningLater({ kind, later }: ReplyRule): ReplyFailureKind | null {
  const deferred = later ?? WHEN_DEFERRED[kind] ?? kind;
  return DISPOSITION[deferred] === 'break' && later === undefined ? null : deferred;
}

function kindByCode(reply: Reply, stage: Stage | null): ReplyFailureKind {
  const enhanced = enhancedOf(reply);
  // 535 is about who signs in, whatever stands behind it.
  if (isBefore(stage) && reply.code !== 535 && isOutage(enhanced ?? '')) return 'temporarily-unavailable';
  const told = enhanced === null || stage === 'auth' ? null : kindOfEnhanced(enhanced);
  if (isLater(reply)) {
    const deferred = told === null ? null : (WHEN_DEFERRED[told] ?? told);
    return deferred === null || DISPOSITION[deferred] === 'break' ? 'temporarily-unavailable' : deferred;
  }
  if (told !== null && canMean(told, reply, stage)) return told;
  if (reply.code === null) return byEnhancedClass(enhanced, stage);
  return reply.code >= 500 ? kindOfCode(reply.code, stage) : 'rejected';
}

/** For texts that came without a reply code, as some proxies and logs print them. */
function byEnhancedClass(enhanced: string | null, stage: Stage | null): ReplyFailureKind {
  if (enhanced?.startsWith('5.') && stage === 'auth') return 'password-rejected';
  return enhanced?.startsWith('5.7.') ? 'policy-refused' : 'rejected';
}

const isLater = ({ code, enhanced }: Reply): boolean =>
  code === null ? (enhanced?.startsWith('4') ?? false) : code >= 400 && code < 500;

/** The enhanced code, also where a server prints it late, as in `550 sorry, no mailbox here by that name (#5.1.1)`. */
function enhancedOf({ code, enhanced, text }: Reply): string | null {
  if (enhanced !== null) return enhanced;
  const printed = /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(text)?.[0] ?? null;
  return printed !== null && code !== null && printed.startsWith(String(code).charAt(0)) ? printed : null;
}
