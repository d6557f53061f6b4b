import { says } from './reply-rule.ts';

/** Codes that only the sender, its organisation or its address is given. RFC 7372, and Exchange Online's own numbers. */
const CODE_OF_US = /^\d+ 5\.(1\.8|2\.25\d|7\.(25|30|[5-7]\d\d)) /;

/** Our account, our address, or how we came. */
const US = says(
  /^530 /,
  /\byour (own )?(user |e-?mail |mail |smtp |sending )?(account|IP|server|host|domain|network|organi[sz]ation|company|tenant|credentials|password|reputation|access)\b/,
  /\byou (are|have been|may) /,
  /(?<!contact (the )?)\b(sender|sending|to send|outgoing|client|tenant)\b/,
  /\bIP\b|(?<![\d./=])\d{1,3}(\.\d{1,3}){3}(?![\d.])|\[[\da-f]*:[\da-f:]+\]/,
  /\b(rbl|dnsbl|xbl|pbl|sbl)s?\b|spamhaus|spamcop|sorbs|barracudacentral|\bipcheck\b/,
  /\b(ptr|reverse dns|helo|ehlo|starttls|rcpthosts)\b|host (rejected|blocked)/,
  /\brelay|\b(auth|authenticat\w+|unauthenticated|credentials|log-?in)\b(?! name)|\blogged (in|on)\b/,
);

/** One recipient or one message, also where the words on us stand beside it: who sends is named in most refusals. */
const THIS_MAIL = says(
  /(?<!\b(relay|relay to|intended|your|contact the) )\brecipient\b(?!\.\w)/,
  /\b(to|by|for) (this|the|that) (\w+ )?(group|list|mailbox|user|address|domain|addressee|person)\b/,
  /\b(send|sent|sending|post|write|reach|deliver) ((e-?)?mails? |messages? )?to\b(?! (us|our)\b)/,
  /(message|mail|content|body|attachment)s? (contain|includ|ha[sd] (an?|been found))/,
  /\b(blocked|refused|rejected) by (\w+ ){0,3}(filter|scanner|anti-?\w+|polic(y|ies)|administrator)/,
  /\bsaid: [45]\d\d/,
  /\b(urls?|links?)\b.{0,80}\b(listed|blocked|found|detected|allowed)\b|surbl|uribl/,
);

/** Whom a refusal is about, going by the words of a line as `lineOf` gives it: whoever sends, or this one mail, or either. */
export function subjectOf(line: string): 'us' | 'this-mail' | 'either' {
  if (CODE_OF_US.test(line)) return 'us';
  if (THIS_MAIL.test(line)) return 'this-mail';
  return US.test(line) ? 'us' : 'either';
}
