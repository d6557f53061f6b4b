import { says, type ReplyRule } from './reply-rule.ts';

const MANUAL = 'ActiveCampaign/smtp-field-manual data/codes (2025-02-10)';

/** As whom: the address in MAIL FROM or in the From header. */
export const SENDER_RULES: readonly ReplyRule[] = [
  {
    pattern: says(
      /not a Sender Signature/,
      /verified sender/,
      /(address|domain)\b.{0,40} is not verified/,
      /unconfigured sending domain/,
      /sender (identity|verify|verification)/,
      /sending domain.{0,40}not (verified|allowed|authori[sz]ed|confirmed|found)/,
    ),
    kind: 'sender-refused',
    example:
      '550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved. Visit https://sendgrid.com/docs/for-developers/sending-email/sender-identity/ to see the Sender Identity requirements',
    source: 'SendGrid, sendgrid/docs sender identity page (2021-06)',
  },
  {
    pattern: says(
      /(not (allowed|authori[sz]ed|permitted)|denied|cannot|can't|unable) .{0,20}(send|sending) .{0,20}(as|from|on behalf|this (sender|address|domain))\b/,
      /(mail ?from|sender)( address)? must (be (the )?same|equal|match)/,
      /(from|sender|envelope)( address)? .{0,20}(does not|doesn't|must) match/,
      /relaying disallowed/,
    ),
    kind: 'sender-refused',
    example: '553 Relaying disallowed as rep@example.com',
    source: 'Zoho, zoho.com mail help',
  },
  {
    pattern: says(
      /\b(sender|mail ?from|return[- ]path|from:? (e-?mail )?(address|domain))\b.{0,40}\b(not (verified|allowed|authori[sz]ed|permitted|valid|found|accepted|owned|pre-approved)|unknown|invalid|rejected(?! (for|due to) .{0,20}polic)|denied|mismatch|refused|must contain|is empty)/,
      /for sender address|purported responsible address|domain of sender .{0,20}(not|n't) (exist|resolve)/,
      /(invalid|bad|unknown|unrout(e)?able) (sender|from|return path)\b(?! ip)/,
      /(absender|expéditeur|emetteur|remitente|mittente|remetente)\w* .{0,30}(nicht|invalide|refusé|rechazad|no |non |inv[aá]lid|recusad|abgelehnt|rifiutat)/,
    ),
    kind: 'sender-refused',
    example: '550 5.1.8 <sender@example.com>: Sender address rejected: Domain not found',
    source: `Proofpoint, ${MANUAL}`,
  },
];

/** To whom: the address in RCPT TO. */
export const RECIPIENT_RULES: readonly ReplyRule[] = [
  {
    pattern: says(
      /over ?quota|\bquota (exceeded|violation)|(over|exceed\w*|reached) .{0,20}quota|(disk|disk ?space|user.{0,3}) quota/,
      /(mailbox|inbox|mail ?folder|user|storage)\b.{0,20}(full|quota|size limit|exceeded)|full mailbox/,
      /exceeded (storage allocation|its disk)|disk space limit|does not have enough space|space has been used/,
      /(postfach|mailbox) .{0,20}voll|bo[iî]te .{0,30}pleine|buz[oó]n .{0,20}lleno|casella .{0,20}piena|caixa .{0,20}cheia/,
    ),
    kind: 'recipient-refused',
    example:
      '452 4.2.2 The email account that you tried to reach is over quota. Please direct the recipient to https://support.google.com/mail/?p=OverQuotaTemp - gsmtp',
    source: `Gmail, ${MANUAL}`,
  },
  {
    pattern: says(
      /(unknown|no such|invalid|bad|disabled|inactive) (\w+ )?(user|recipient|mailbox|address|addressee|account|person|e-?mail address)/,
      /(user|recipient|mail ?box|address(es)?|addressee|account)s? (mailbox |name )?(or \w+ )?(is |are |was |were |has been |been |temporarily |currently |in )*(unknown|not (found|exist|available|known|present|active|local|accepted|ok|registered)|unavailable|disabled|inactive|suspended|terminated|frozen|archived|locked|invalid|unallocated|blocked due)/,
      /not an? (valid|known|active|local|registered) .{0,30}(user|recipient|mailbox|address|account)/,
      /does(n't| not) (exist|have an? .{0,30}account)|could not be found|no longer (valid|available|exists|active|accepts)/,
      /(tried|trying) to (reach|contact) .{0,20}(is|does)/,
      /\bno (mail ?box|mail box|user|account|one|valid recipients?)\b|not our customer|in recipient list|not (being )?accept(ing|ed) (any )?mail/,
      /undeliverable|is not deliverable|unrout(e)?able|badrcptto|validrcptto/,
      /archived recipient|unbekannt|existiert nicht|n'existe pas|inconnu|no existe|desconocid|n[aã]o existe|inesistente|sconosciut|不存在/,
    ),
    kind: 'recipient-refused',
    example: '550 5.1.1 <to@example.com>: Recipient address rejected: User unknown in virtual mailbox table',
    source: 'Postfix, vdukhovni/postfix smtpd_check.c (2026-08-22)',
  },
  {
    pattern: says(
      /(recipient|destination|destinataire)s? (addresse?s? )?(is |are )?(rejected|refused|invalid|unavailable)/,
      /(rejected|blocked|blacklisted) by (the )?(recipient|user)s?|(recipient|user)s? (refuses|rejects|reject)\b|user rules/,
      /\b(to|for|by) (this|the) (\w+ )?(group|list)\b|recipient('s list| requires| preferences| domain\b| is (on|in|blocked))/,
      /not authenticated for (group|mailbox)/,
      /empf.{1,6}nger .{0,30}(abgelehnt|ung.ltig)/,
    ),
    kind: 'recipient-refused',
    example: '550 5.4.1 [email@example.com]: Recipient address rejected: Access denied [example.com]',
    source: `Exchange Online, ${MANUAL}`,
  },
  {
    pattern: says(
      /(domain|host)( name)? (not found|unknown|unreachable|must exist|is not reachable)|no such (domain|host)|unknown host|name or service not known|null mx|(find|resolve) .{0,20}(recipient )?domain|DNS error when resolving/,
    ),
    kind: 'recipient-refused',
    example: '550 DNS error when resolving MX server for example.com: Domain name not found',
    source: 'zone-eu/zone-mta config/bounces.txt (2026-07-20)',
  },
  {
    pattern: says(
      /syntax error|malformed address|(bad|invalid) .{0,20}syntax|recipient temporarily|must contain a domain|address(ing)? (is )?(invalid|malformed)/,
    ),
    kind: 'recipient-refused',
    example: '501 Syntax error in parameters or arguments',
    source: `GMX, ${MANUAL}`,
  },
];
