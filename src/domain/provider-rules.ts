import { says, type ReplyRule } from './reply-rule.ts';

/** Sentences that one server prints and whose plain reading, or whose code, would mislead. Tried first, at every stage. */
export const PROVIDER_RULES: readonly ReplyRule[] = [
  {
    pattern: /SmtpClientAuthentication is disabled for the Mailbox/i,
    kind: 'smtp-auth-off-for-mailbox',
    example:
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.',
    source:
      'Exchange Online, MicrosoftDocs/SupportArticles-docs fix-issues-with-printers-scanners-and-lob-applications-that-send-email-using-off.md',
  },
  {
    pattern: /SmtpClientAuthentication is disabled/i,
    kind: 'smtp-auth-off-for-tenant',
    example:
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
    source: 'Exchange Online, MicrosoftDocs/OfficeDocs-Exchange#3124 (2022-05)',
  },
  {
    pattern: /security defaults policy/i,
    kind: 'security-defaults',
    example:
      "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.",
    source: 'Exchange Online, docs.bookyourpto.com smtp-troubleshoot',
  },
  {
    pattern: says(/did not meet the criteria to be authenticated/, /conditional access/, /federated STS URL/),
    kind: 'sign-in-policy',
    example:
      '535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator. [MN2PR07CA0004.namprd07.prod.outlook.com 2024-08-13T18:27:55.030Z 08DCBB430284475F]',
    source: 'Exchange Online, gophish/gophish#3220 (2024-08-13)',
  },
  {
    // Coded temporary by mistake: the text and the detail are those of a wrong password.
    pattern: /^435 4\.7\.8 .*authentication failed/i,
    kind: 'password-rejected',
    later: 'password-rejected',
    example: '435 4.7.8 Error: authentication failed:',
    source: 'Mailjet, mailjet/mailjet-gem#14 (2014-07)',
  },
  {
    // Five causes in one sentence: the one the rep can mend is the password, which here is an authorisation code.
    pattern: /account is abnormal, service is not open, password is incorrect/i,
    kind: 'password-rejected',
    example:
      '535 Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.',
    source: 'QQ Mail, public setup guide',
  },
  {
    pattern: /mailbox cannot be accessed/i,
    kind: 'mailbox-unavailable',
    example:
      '550 5.2.1 Mailbox cannot be accessed [YQBPR0101CA0096.CANPRD01.PROD.OUTLOOK.COM 2023-03-25T23:04:27.306Z 08DB2D73A9A12AAF]',
    source: 'Exchange Online, DevelopingSpace/starchart#444 (2023-03-25)',
  },
  {
    pattern: /user has no permission/i,
    kind: 'smtp-auth-off-for-mailbox',
    example: '550 User has no permission',
    source: '163.com, public notes (2020-2026)',
  },
  {
    pattern: /sender throttled due to continuous/i,
    kind: 'sender-throttled',
    example: '550 5.2.252 Sender throttled due to continuous send as denied errors.',
    source: 'Exchange Online, continuous-error-throttling-smtp-auth-submissions.md',
  },
  {
    pattern: says(
      /tenant external recipient rate/,
      /5\.7\.23[36]\b/,
      /tenant .{0,30}exceeded its .{0,10}limit/,
      /daily .{0,20}relay limit exceeded for (this )?customer/,
    ),
    kind: 'tenant-quota-exceeded',
    example:
      "550 5.7.233 Your message can't be sent because your tenant exceeded its daily limit for sending email to external recipients (tenant external recipient rate limit).",
    source: 'Exchange Online, MC1023294; learn.microsoft.com answers 5835651 (2026-03)',
  },
  {
    // An hour's limit by its provider's pages, though the words sound like a day's.
    pattern: /\bmail send limit exceeded/i,
    kind: 'throttled',
    example: '450-Requested mail action not taken: mailbox unavailable\n450 Mail send limit exceeded.',
    source: 'IONOS, ionos.com/help',
  },
  {
    // Mailgun codes it 421 though no waiting helps.
    pattern: says(/is not allowed to send: (sandbox subdomains|please activate)/, /only send testing emails/),
    kind: 'tenant-blocked',
    later: 'tenant-blocked',
    example:
      '421 Domain sandbox123.mailgun.org is not allowed to send: Sandbox subdomains are for test purposes only. Please add your own domain or add the address to authorized recipients in Account Settings.',
    source: 'Mailgun, public issue logs',
  },
  {
    // Its generic words are a recipient's; on its submission server they speak of the From.
    pattern: /request failed; mailbox unavailable/i,
    kind: 'sender-refused',
    example: '550 Request failed; Mailbox unavailable',
    source: 'Yahoo, postmaster help pages',
  },
  {
    // The list blocks recipients as well as senders, in words and a number that elsewhere mean ourselves.
    pattern: /5\.7\.703\b|allow\/block list/i,
    kind: 'policy-refused',
    example: '550 5.7.703',
    source:
      'Exchange Online, MicrosoftDocs/SupportArticles-docs fix-error-codes-550-5-7-703-to-550-5-7-750.md (2026-10-02)',
  },
  {
    // Its own words after RESOLVER speak of permissions and authentication; they are the recipient's, not the login's.
    pattern: /RESOLVER\.(RST|ADR)(?!\.(Recip|Send)SizeLimit)/i,
    kind: 'recipient-refused',
    example:
      '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed because the sender was not authenticated when sending to this group',
    source:
      'Exchange Online, MicrosoftDocs/SupportArticles-docs non-delivery-reports-in-exchange-online.md (2023-01-29)',
  },
  {
    pattern: /5\.7\.50[1-3] |bad outbound sender/i,
    kind: 'sender-blocked',
    example: '550 5.1.8 Access denied, bad outbound sender AS(42004)',
    source: 'Exchange Online, Microsoft Defender documentation on restricted entities',
  },
  {
    // Its four lines guess at block lists and missing domains; the question it asked was whether the sender exists.
    pattern: /verification failed for <>|sender verify failed/i,
    kind: 'sender-refused',
    example:
      '550-Verification failed for <info@example.com>\n550-The mail server could not deliver the email to info@example.com. The account or domain may not exist, they may be blacklisted, or you may lack the appropriate DNS entries.\n550 Sender verify failed',
    source: 'Exim, postalserver/postal#607 (2018-07-03)',
  },
  {
    pattern: /separate transaction|per transaction exceeded/i,
    kind: 'too-many-recipients',
    example:
      '452 4.5.3 Domain policy size per transaction exceeded, please try this recipient in a separate transaction.',
    source: 'Gmail, support.google.com/a/answer/3726730',
  },
  {
    // The block is on the account and every further try prolongs it: the owner lifts it on Zoho's own page.
    pattern: /unusual sending activity detected/i,
    kind: 'sender-throttled',
    example: '550 5.4.6 Unusual sending activity detected. Please try after sometime.',
    source: 'Zoho, public mail logs (2025-11 to 2026)',
  },
  {
    // Said of the login and the sender, by whoever knows both, at whatever stage: with the whole message, or with each recipient.
    pattern: says(/SendAsDenied/, /permissions? to send (as|on behalf)/),
    kind: 'send-as-denied',
    example:
      '550 5.7.60 SMTP; Client does not have permissions to send as this sender [DB4PR04MB505.eurprd04.prod.outlook.com]',
    source: 'Exchange Online, PHPMailer/PHPMailer#1231',
  },
  {
    pattern: says(/not owned by (the )?(auth\w* )?user/, /(mail ?from|sender)( address)? must be (the )?same as auth/),
    kind: 'send-as-denied',
    example: '553 5.7.1 <rep@example.com>: Sender address rejected: not owned by user login@example.com',
    source: 'Postfix, vdukhovni/postfix smtpd_check.c (2026-08-22)',
  },
];
