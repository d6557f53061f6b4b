import { says, type ReplyRule } from './reply-rule.ts';

const MANUAL = 'ActiveCampaign/smtp-field-manual data/codes (2025-02-10)';
const NDR_PAGE = 'MicrosoftDocs/SupportArticles-docs fix-error-codes-550-5-7-703-to-550-5-7-750.md (2026-10-02)';

/** The provider has stopped this mailbox or its whole organisation from sending. */
export const BLOCK_RULES: readonly ReplyRule[] = [
  {
    pattern: says(
      /tenant has exceeded threshold/,
      /from unregistered domains/,
      /not (yet )?(been )?(activated|approved)/,
      /(sending|mail ?server|organi[sz]ation|company)\b.{0,40}(suspended|terminated|on hold|under review|paused)/,
      /\baccount\b.{0,30}(suspended|terminated|on hold|under review|paused)/,
    ),
    kind: 'tenant-blocked',
    example: '550 5.7.705 Access denied, tenant has exceeded threshold',
    source: NDR_PAGE,
  },
  {
    pattern: says(
      /5\.1\.8 .*(access denied|blocked)/,
      /sender (address )?(is |has been )?blocked|banned sender\b/,
      /(restricted|blocked|disabled|prevented) (from|for) sending/,
      /not (allowed|authori[sz]ed|permitted) to send (e?-?mails?|messages|through)\b(?!.*\bauth\w* (is )?required)/,
      /not authorized to perform/,
      /outgoing (e-?)?mail .{0,40}(suspended|blocked|disabled)/,
      /invio temporaneamente disabilitato/,
      /este remetente/,
      /^525 5\.7\.13/,
    ),
    kind: 'sender-blocked',
    example: '554 5.1.8 Sender Address Blocked',
    source: 'Zoho, zoho.com mail help',
  },
];

/** The address our server connects from is not welcome. */
export const OUR_ADDRESS_RULES: readonly ReplyRule[] = [
  {
    pattern: says(
      /banned sending IP|unauthori[sz]ed IP|\bbad IP\b/,
      /\bIP( address| source)?\b.{0,40}(blocked|banned|bloqu|not (allowed|accepted|authori[sz]ed|in whitelist)|denied|rejected|bad reputation|(block|black) ?list)/,
      /(forbidden|denied|refused|blocked) (by|for|from) your IP|\bIP[=:] ?\d.{0,20} problem occurred|unwanted messages have been sent|(client )?host (rejected|blocked)|not allowed to connect|access to (submit|this mail system)|sending MTA/,
    ),
    kind: 'our-address-refused',
    example: '525 5.7.1 Unauthorized IP address',
    source: 'Brevo, public mail logs (2026)',
  },
  {
    pattern: says(
      /blocked (using|by)/,
      /\blisted (in|at|by|on)\b/,
      /(black|block)[- ]?list/,
      /\b(rbl|dnsbl|spamhaus|spamcop|sorbs)s?\b|barracudacentral|\bipcheck\b/,
    ),
    kind: 'our-address-refused',
    example:
      '550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/192.0.2.1',
    source: `Exchange Online, ${MANUAL}`,
  },
  {
    pattern: says(
      /reverse (dns|hostname|lookup)/,
      /\bptr\b/,
      /cannot find your/,
      /(invalid|bad) helo|helo (command )?(rejected|domain)/,
      /poor reputation/,
    ),
    kind: 'our-address-refused',
    example:
      '550 5.7.1 Connections not accepted from servers without a valid sender domain. ## Fix reverse DNS for 192.0.2.1',
    source: `AT&T, ${MANUAL}`,
  },
];

/** The message cannot prove who sent it: SPF, DKIM, DMARC. Mended in DNS, not in the message. */
export const AUTHENTICITY_RULES: readonly ReplyRule[] = [
  {
    pattern: says(
      /\b(spf|dkim|dmarc|domainkeys)\b/,
      /[45]\.7\.(2[0-46]|32|509|515) /,
      /unauthenticated(, which| e-?mail)/,
      /required authentication level/,
      /pass authentication checks/,
    ),
    kind: 'policy-refused',
    example: '550 5.7.26 This mail is unauthenticated, which poses a security risk',
    source: 'Gmail, support.google.com/a/answer/3726730',
  },
];

export const POLICY_RULES: readonly ReplyRule[] = [
  {
    pattern: says(
      /polic(y|ies)/,
      /administrative prohibition/,
      /low reputation/,
      /TLS required for RCPT/,
      /external sending is not supported/,
    ),
    kind: 'policy-refused',
    example: '550 Administrative prohibition',
    source: 'Exim, Exim/exim smtp_in.c (2025-12-29)',
  },
];

/** What, and how much. */
export const CONTENT_RULES: readonly ReplyRule[] = [
  {
    pattern: says(
      /(message|mail|e-?mail|data|attachments?|body|header)( size)?( is)? too (large|big|long)/,
      /message (size|length)|size limits?|MaxSubmissionExceeded/,
      /exceed.{0,40}(size|bytes)|too much (mail )?data/,
      /zu (groß|gross)|trop (gros|volumineux)|demasiado grande|troppo grande|muito grande/,
    ),
    kind: 'message-too-large',
    example: '552 Message too large (maximum size 14MB)',
    source: 'Postal, postalserver/postal app/lib/smtp_server/client.rb (2026-04-28)',
  },
  {
    pattern: says(
      /virus|malware|infected|phish/,
      /attachment|\bexecutables?\b|\bbanned:/,
      /spam\b|\bspam(?!haus|cop)|unsolicited|\bjunk\b|\bSPM\b|\bbulk\b|message filtered/,
      /banned content|content (denied|rejected|refused)|security issue/,
    ),
    kind: 'content-refused',
    example: '552-5.7.0 Our system detected an illegal attachment on your message.',
    source: `Gmail, ${MANUAL}`,
  },
  {
    pattern: says(
      /content/,
      /bare (lf|cr|newline)/,
      /RFC ?-?(5322|2822|822)|not RFC/,
      /\bheaders?\b/,
      /\bmime\b|malformed|non-ascii/,
      /line (is )?too long/,
      /X-MSYS|\bjson\b|message-id|\burls?\b|\blinks?\b/,
    ),
    kind: 'content-refused',
    example: '554 Message not allowed - Headers are not RFC compliant[291]',
    source: `Yahoo, ${MANUAL}`,
  },
];
