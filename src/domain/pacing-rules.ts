import { says, type ReplyRule } from './reply-rule.ts';

const MANUAL = 'ActiveCampaign/smtp-field-manual data/codes (2025-02-10)';

/** Too much, too fast, too many at once: a window that opens again by itself. */
export const PACING_RULES: readonly ReplyRule[] = [
  {
    pattern: /gr[ea]y-?list|graulist|listes? grises?/i,
    kind: 'temporarily-unavailable',
    example:
      '450 4.2.0 <email@example.com>: Recipient address rejected: example.com greylisted for 60 seconds by ZEROSPAM',
    source: `ZEROSPAM, ${MANUAL}`,
  },
  {
    pattern: says(
      /too many .{0,30}(connections|sessions)/,
      /(concurrent|simultaneous) .{0,30}(connections|sessions)/,
      /connections? (rate|limit|count).{0,30}(exceeded|reached)/,
      /maximum .{0,30}(connections|sessions)/,
      /connections? limit/,
      /sender thread limit/,
      /trop de connexions|zu viele (gleichzeitige )?verbindungen|demasiadas conexiones|troppe connessioni/,
    ),
    kind: 'too-many-connections',
    example:
      '432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information. [Hostname=OS0PR01MB6099.jpnprd01.prod.outlook.com]',
    source: 'Exchange Online, sabuhish/fastapi-mail#75',
  },
  {
    pattern: says(
      /\b(per|this|each|every|exceeded|max(imum)?) (hour|minute|second)/,
      /\b(hourly|hour limit)\b/,
      /pro (stunde|minute)|(par|à l')heure|por hora|all'ora/,
      /messages? (per|in this) (connection|session)|\bpeak\b|thread limit/,
    ),
    kind: 'throttled',
    example: '452 Too many recipients received this hour (throttled)',
    source: 'SendGrid, sendgrid/docs smtp-errors-and-troubleshooting.md (2021-06)',
  },
  {
    pattern: says(
      /5\.1\.90 /,
      /SubmissionQuotaExceeded/,
      /\b(daily|monthly|weekly|24[- ]?hours?)\b.{0,80}(limit|quota|maximum|allowance|exceed)/,
      /\b(limit|quota|exceeded|maximum|allowance|only \d+)\b.{0,80}(daily|per day|a day|24[- ]?h|month|today)/,
      /tageslimit|tägliches .{0,20}limit|l[ií]mite .{0,20}(journalière|quotidienne|diari[oa]|diária|giornaliero)/,
    ),
    kind: 'mailbox-quota-exceeded',
    example:
      '550-5.4.5 Daily user sending limit exceeded. For more information on Gmail\n550-5.4.5 sending limits go to\n550 5.4.5  https://support.google.com/a/answer/166852 - gsmtp',
    source: 'Gmail, support.google.com/a/answer/3726730',
  },
  {
    pattern: says(/credits? (exceeded|exhausted|used up)/, /(insufficient|no|out of|not enough) (remaining )?credits?/),
    kind: 'mailbox-quota-exceeded',
    example: '451 Authentication failed: Maximum credits exceeded',
    source: 'SendGrid, sendgrid/docs smtp-errors-and-troubleshooting.md (2021-06)',
  },
  {
    pattern: says(
      /\b(sending|sent|send|sender|outgoing|outbound|submission|account|plan|smtp) .{0,10}(quota|limits?) (has been |have been |is |was )?(exceeded|reached|exhausted)/,
      /^\d* ?(5\.7\.1 )?e?-?mail quota exceeded/,
      /(exceeded|reached) .{0,20}\b(sending|sent|outgoing|outbound|submission|plan)\b.{0,20}(quota|limit)/,
      /(limit|number).{0,40}(outgoing|sent|sending).{0,30}(exceeded|reached)/,
    ),
    kind: 'mailbox-quota-exceeded',
    example:
      '554 5.7.0 Your message could not be sent. The limit on the number of allowed outgoing messages was exceeded. Try again later.',
    source: 'Plesk, zotonic/zotonic#3508 (2023-08-18)',
  },
  {
    pattern: says(
      /recipient has exceeded (their|message) (limit|rate)/,
      /receiving (mail|e-?mail|messages) .{0,30}(too (quickly|fast|many|much)|at a rate)/,
    ),
    kind: 'throttled',
    example:
      '450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered. Please resend your message at a later time.',
    source: `Gmail, ${MANUAL}`,
  },
  {
    pattern: says(
      /too (much|many) (?!unwanted)(\w+ )?(e-?)?(mails?|messages)\b(?! data)/,
      /too many recipients (from|received|per)/,
      /rate[- ]?limit|rate exceeded|throttl|frequency|slow(ing)? down/,
      /(sending|message|submission) (rate|limit)/,
      /too (fast|quickly|frequent)/,
      /unusual (sending )?(activity|rate|volume)|(unexpected|excessive) (volume|rate)/,
      /queue quota exceeded/,
      /4\.7\.[56]\d\d .*server busy/,
      /\[TSS?\d\d\]/,
      /trop de (messages|courriels)|zu viele (nachrichten|e-?mails)|demasiados (mensajes|correos)|troppi messaggi/,
    ),
    kind: 'throttled',
    example: '454 Throttling failure: Maximum sending rate exceeded',
    source: 'Amazon SES, awsdocs/amazon-ses-developer-guide troubleshoot-smtp.md (2023-06)',
  },
  {
    pattern: says(
      /too many recipients/,
      /recipients? (limit|count).{0,20}(exceeded|reached)/,
      /(maximum|limit) .{0,20}recipients/,
      /trop de destinataires|zu viele empf|demasiados destinatarios|troppi destinatari/,
    ),
    kind: 'too-many-recipients',
    example: '452 4.5.3 Error: too many recipients',
    source: 'Postfix, vdukhovni/postfix smtpd.c (2026-08-22)',
  },
];
