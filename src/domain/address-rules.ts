import { says, type ReplyRule } from './reply-rule.ts';

const MANUAL = 'ActiveCampaign/smtp-field-manual data/codes (2025-02-10)';

/** As whom: the address in MAIL FROM or in the From header. */
export const SENDER_RULES: readonly ReplyRule[] = [
  {
    pattern: says(
      /SendAsDenied/,
      /permissions? to send (as|on behalf)/,
      /(not (allowed|authori[sz]ed|permitted)|denied|cannot|can't|unable) .{0,20}(send|sending) .{0,20}(as|from|on behalf|this (sender|address|domain))\b/,
    ),
    kind: 'sender-refused',
    example:
      '550 5.7.60 SMTP; Client does not have permissions to send as this sender [DB4PR04MB505.eurprd04.prod.outlook.com]',
    source: 'Exchange Online, PHPMailer/PHPMailer#1231',
  },
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
      /not owned by (the )?(auth\w* )?user/,
      /(mail ?from|sender)( address)? must (be (the )?same|equal|match)/,
      /(from|sender|envelope)( address)? .{0,20}(does not|doesn't|must) match/,
      /relaying disallowed/,
    ),
    kind: 'sender-refused',
    example: '553 5.7.1 <rep@example.com>: Sender address rejected: not owned by user login@example.com',
    source: 'Postfix, vdukhovni/postfix smtpd_check.c (2026-08-22)',
  },
  {
    pattern: says(
      /(sender|mail ?from|from|envelope|return[- ]path)('|")? ?(e-?mail )?(address|domain)?,? .{0,40}\b(not (verified|allowed|authori[sz]ed|permitted|valid|found|accepted|owned)|unknown|invalid|rejected|denied|mismatch|refused|must contain)/,
      /for sender address|domain of sender .{0,20}(not|n't) (exist|resolve)/,
      /(invalid|bad|unknown) (sender|from|return path)/,
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
      /over ?quota/,
      /(mailbox|inbox|user|storage)\b.{0,20}(full|quota|size limit)/,
      /quota (exceeded|violation)|exceeded storage allocation/,
      /(postfach|mailbox) .{0,20}voll|bo[iî]te .{0,30}pleine|buz[oó]n .{0,20}lleno|casella .{0,20}piena|caixa .{0,20}cheia/,
    ),
    kind: 'recipient-refused',
    example:
      '452 4.2.2 The email account that you tried to reach is over quota. Please direct the recipient to https://support.google.com/mail/?p=OverQuotaTemp - gsmtp',
    source: `Gmail, ${MANUAL}`,
  },
  {
    pattern: says(
      /(unknown|no such|invalid|bad|disabled|inactive) (local |destination )?(user|recipient|mailbox|address|addressee|account|person|e-?mail address)/,
      /(user|recipient|mailbox|address|addressee|account)s? (mailbox )?(is |was |has been |been |temporarily |currently )*(unknown|not found|not exist|unavailable|not available|disabled|inactive|suspended|invalid|unallocated|not known|blocked due)/,
      /does(n't| not) (exist|have an? .{0,30}account)|is no longer valid|could not be found|no longer (available|exists|active)/,
      /(tried|trying) to (reach|contact) .{0,20}(is|does)/,
      /\bno (mailbox|user|valid recipients?)\b|not our customer|not in recipient list|not a valid .{0,30}address|undeliverable address|is not deliverable|unrout(e)?able/,
      /unbekannt|existiert nicht|n'existe pas|inconnu|no existe|desconocid|n[aã]o existe|inesistente|sconosciut|不存在/,
    ),
    kind: 'recipient-refused',
    example: '550 5.1.1 <to@example.com>: Recipient address rejected: User unknown in virtual mailbox table',
    source: 'Postfix, vdukhovni/postfix smtpd_check.c (2026-08-22)',
  },
  {
    pattern: says(
      /(recipient|destination|destinataire)s? (addresse?s? )?(is |are )?(rejected|refused|invalid|unavailable)/,
      /rejected by (the )?recipients?/,
      /not authenticated for (group|mailbox)/,
      /empf.{1,6}nger .{0,30}(abgelehnt|ung.ltig)/,
    ),
    kind: 'recipient-refused',
    example: '550 5.4.1 [email@example.com]: Recipient address rejected: Access denied [example.com]',
    source: `Exchange Online, ${MANUAL}`,
  },
  {
    pattern: says(
      /domain (name )?not found|no such (domain|host)|null mx|(find|resolve) .{0,20}(recipient )?domain|DNS error when resolving/,
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
