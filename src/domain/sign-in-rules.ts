import { OUTAGE } from './outage-rules.ts';
import { says, type ReplyRule } from './reply-rule.ts';

/** What servers answer to AUTH. */
export const SIGN_IN_RULES: readonly ReplyRule[] = [
  {
    pattern: says(
      /basic auth\w* (is |has been )?(disabled|not supported|blocked|turned off)/,
      /password[- ](auth\w*|sign-?ins?|log-?ins?) .{0,20}(disabled|no longer|not (supported|allowed|permitted)|turned off)/,
      /requires? (oauth|modern auth)|oauth ?2? .{0,20}(required|only|mandatory)/,
    ),
    kind: 'password-sign-in-off',
    example:
      '535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [PN0PR01CA0024.INDPRD01.PROD.OUTLOOK.COM 2025-01-26T18:54:30.055Z 08DD3DD7D75D7743]',
    source: 'Outlook.com, nodemailer/nodemailer#1714 (2025-01-26)',
  },
  {
    // Before too many logins, which lock accounts: what is said of the account itself tells more.
    pattern: says(
      /(?<!\bor (the |your )?)\b(user|account|mailbox|login)\b.{0,30} (is |was |been )?(temporarily )?(locked|disabled|inactive|deactivated|blocked|banned|suspended|frozen|not active|has an issue)/,
      /(konto|zugang|postfach) .{0,30}(gesperrt|deaktiviert)/,
      /compte .{0,20}(bloqué|désactivé|verrouillé|suspendu)/,
      /cuenta .{0,20}(bloquead|desactivad|suspendid)/,
      /(account|casella) .{0,20}(bloccat|disabilitat|sospes)/,
      /conta .{0,20}(bloquead|desativad|suspens)/,
    ),
    kind: 'account-locked',
    later: 'too-many-logins',
    example:
      '535 5.7.139 Authentication unsuccessful, account locked. Contact your administrator. [CH2PR19CA0002.namprd19.prod.outlook.com 2026-08-28T19:45:50.437Z 08DF04C6D9A404E7]',
    source: 'Exchange Online, public incident note (2026-08-28)',
  },
  {
    // Before the temporary failures: Gmail prints this under 454 and means that nobody should try for a while.
    pattern: says(
      /too many .{0,30}(auth\w*|log-?ins?|logons?|log in|sign-?ins?|password)\b/,
      /auth\w* too many times/,
      /(log-?in|logon|auth\w*|password) (attempts?|failures?|rate|frequency|retries).{0,20}(exceeded|limit)/,
      /(maximum|exceeded).{0,30}(log-?in|logon|auth\w*|password) (attempts?|failures?)/,
      /smtp auth error limit/,
      /zu viele .{0,30}anmelde|trop de tentatives|demasiados intentos|troppi tentativi|muitas tentativas/,
      /\bIP\b.{0,40} temporarily (blocked|banned)/,
      /#AUTH005/,
    ),
    kind: 'too-many-logins',
    later: 'too-many-logins',
    example: '454 4.7.0 Too many login attempts, please try again later. - gsmtp',
    source: 'Gmail, nodemailer/nodemailer#1388',
  },
  {
    // Some print it under 535: neomutt/neomutt#2690 (2020-10-07), docker-mailserver/docker-mailserver#1436 (2020-03-25).
    pattern: says(
      /temporary (authentication|auth|login|lookup) (failure|error|problem)/,
      /(authenticat\w+|log ?in) .{0,30}(temporar(?!ily (blocked|locked))|at present)/,
      /connection lost to auth\w* server|authentication failed: generic failure/,
      /federated STS service was unreachable/,
      /\b(auth\w*|directory|ldap|database) (server|service|daemon|backend)\b.{0,20} (unavailable|unreachable|not (available|responding)|down|timed? ?out)/,
      /vorübergehend nicht|temporairement (indisponible|impossible)|temporalmente no|temporaneamente non/,
      ...OUTAGE,
    ),
    kind: 'authentication-unavailable',
    example: '454 4.7.0 Temporary authentication failure: Connection lost to authentication server',
    source: 'Postfix, vdukhovni/postfix smtpd_sasl_glue.c (2026-08-22)',
  },
  {
    pattern: says(
      /app(lication)?[- ]?(specific )?pass(word|code)/,
      /client[- ]specific password/,
      /InvalidSecondFactor/,
      /(two|2)[- ]?(factor|step)|\b2FA\b/,
      /authori[sz](ation|ed) code/,
      /授权码/,
      /(anwendungs|app-?)(spezifisch\w* )?(passwort|kennwort)/,
      /(mot de passe|Passwort|contraseña|password) (d'|für|de|per)( ?la)? ?(application|aplicaci|app)/,
    ),
    kind: 'app-password-required',
    example:
      '534-5.7.9 Application-specific password required. Learn more at\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor a1sm123 - gsmtp',
    source: 'Gmail, PHPMailer/PHPMailer#1708 (2021-01-04)',
  },
  {
    pattern: says(
      /log ?in (via|with|using|through|from) (a |your )?(web )?browser/,
      /web ?login ?required/,
      /less secure app/,
      /unlock.{0,20}captcha/,
    ),
    kind: 'browser-sign-in-required',
    example:
      '534-5.7.14 Please log in via your web browser and\n534-5.7.14 then try again.\n534-5.7.14  Learn more at\n534 5.7.14  https://support.google.com/mail/answer/78754 o77sm3457946qgd.15 - gsmtp',
    source: 'Gmail, nodemailer/nodemailer#508 (2015-11-03)',
  },
  {
    // Many who say "wrong password" tell where to change it; only one that must be changed has run out.
    pattern: says(
      /password .{0,30}(expired|must be (changed|reset)|needs to be changed|is too (simple|weak|old))/,
      /password (change|reset|update) (is )?(required|needed)/,
      /expired password|(must|have to|need to|required to) (change|reset|update|renew) your password/,
      /(passwort|kennwort) .{0,20}(abgelaufen|muss geändert|ändern)/,
      /mot de passe .{0,20}expir/,
      /contraseña .{0,20}(caducad|expirad|vencid)/,
      /senha .{0,20}expir/,
      /password .{0,10}scaduta/,
      /wachtwoord .{0,20}verlopen/,
    ),
    kind: 'password-expired',
    example: '535 5.7.0 authentication rejected: your password is too simple',
    source: 'Tiscali, MailCore/mailcore2#1517 (2016-09-26)',
  },
  {
    pattern: says(
      /access rights to this service/,
      /\b(smtp|pop3?|imap)\b.{0,40}(not (been )?(enabled|activated|opened|allowed)|disabled|turned off)/,
      /\b(smtp|pop3?|imap)\b.{0,40}(nicht (aktiviert|freigeschaltet)|deaktiviert|désactivé|non activé|desactivad|disabilitat)/,
      /(service|account|user|mailbox) .{0,20}not (enabled|allowed|authori[sz]ed|permitted) (for|to use) .{0,10}(smtp|mail|service)/,
    ),
    kind: 'smtp-auth-off-for-mailbox',
    example: '535 5.7.8 Error: authentication failed: This user does not have access rights to this service',
    source: 'Yandex, public test corpora (2026)',
  },
  {
    pattern: says(/\b(un)?licen[cs]ed?\b/, /not subscribed|subscription .{0,20}(expired|ended|inactive|cancel)/),
    kind: 'mailbox-unavailable',
    example: '535 Account not subscribed to SES',
    source: 'Amazon SES, awsdocs/amazon-ses-developer-guide troubleshoot-smtp.md (2023-06)',
  },
];

/** What says no more than that one should wait. */
export const PATIENCE_RULES: readonly ReplyRule[] = [
  {
    // Whose trouble it is, nobody says: under a 5xx, each try with a wrong password would bring a lock nearer.
    pattern: says(
      /(try|come) (it )?(again|back) (later|in \d)|retry later/,
      /später (erneut|noch ?mal|wieder)|plus tard|más tarde|più tardi|mais tarde/,
    ),
    kind: 'too-many-logins',
    later: 'authentication-unavailable',
    example: '454 4.3.0 Try again later',
    source: 'Postfix, vdukhovni/postfix smtpd.c (2026-08-22)',
  },
];

/** What servers answer when somebody wants to send who is not signed in, not encrypted, or not by a way they take. */
export const ACCESS_RULES: readonly ReplyRule[] = [
  {
    pattern: /basic auth\w* is not supported for client submission/i,
    kind: 'password-sign-in-off',
    example: '550 5.7.30 Basic authentication is not supported for Client Submission.',
    source: 'Exchange Online, Exchange Team blog 4489835 (2026-01-27)',
  },
  {
    // TLS is always on before we speak of a login, so a server that still asks for it here takes no plain password at all.
    pattern: says(
      /required for (the )?requested authentication mechanism/,
      /\bauth\w* (command )?(used when )?(is )?not (advertised|enabled|available|supported|allowed|implemented)/,
      /unrecogni[sz]ed.{0,10}\bauth/,
      /(authentication|sasl) mechanism.{0,20}(unsupported|not supported|invalid|too weak|unavailable|not available)/,
      /unsupported auth/,
    ),
    kind: 'password-sign-in-off',
    example: '503 AUTH command used when not advertised',
    source: 'Exim, Exim/exim smtp_in.c (2025-12-29)',
  },
  {
    pattern: says(
      /starttls (is |command )?(first|required)/,
      /(requires?|must use|must issue|needs?) .{0,20}(secure|encrypted|encryption|starttls|tls|ssl)\b/,
      /(encryption|tls|ssl|secure connection) (is )?(required|needed)(?! for RCPT)/,
    ),
    kind: 'tls-required',
    later: 'tls-required',
    example: '530 5.7.0 Must issue a STARTTLS command first',
    source: 'Postfix, vdukhovni/postfix smtpd.c (2026-08-22)',
  },
  {
    // Postfix answers 454 here when it is set to defer instead of to reject: a login it does not see will not appear by waiting.
    pattern: says(
      /\brelay(ing|ed)?\b.{0,30}(denied|not (permitted|allowed|authori[sz]ed)|prohibited|rejected|forbidden)/,
      /(unable|not (permitted|allowed|authori[sz]ed|configured)|refuse|do(es)? not|are not|cannot|no) (to )?relay/,
      /open relay|relaying mail to/,
      /(use|using) .{0,80}as a relay/,
      /list of allowed rcpthosts/,
      /credentials for relay/,
    ),
    kind: 'authentication-required',
    later: 'authentication-required',
    example: '554 5.7.1 <to@example.com>: Relay access denied',
    source: 'Postfix, vdukhovni/postfix smtpd_check.c (2026-08-22)',
  },
  {
    pattern: says(
      /\bauth\w* (is )?(required|needed)/,
      /(must|need to|please|have to) (be )?(authenticat\w*|log ?in|sign in)/,
      /(client|user) (was )?not (authenticated|logged in)/,
      /rejected: not logged in/,
      /unauthenticated (mail|senders|commands)/,
      /(auth\w*|log ?in)( command)? first/,
      /turn on smtp authentication/,
    ),
    kind: 'authentication-required',
    example:
      '530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM [AM0PR0102CA0001.eurprd01.prod.exchangelabs.com]',
    source: 'Exchange Online, simonrob/email-oauth2-proxy#315',
  },
  {
    pattern: says(
      /^5\d\d (5\.7\.\d+ )?(error: )?authentication (failed|failure|unsuccessful)/,
      /(invalid|wrong|bad|incorrect) (log-?in|user ?name|password|credentials)/,
      /(user ?name|password|credentials|log-?in)\b.{0,30} (incorrect|invalid|wrong|not accepted|not recogni[sz]ed)/,
    ),
    kind: 'password-rejected',
    example: '535 5.7.0 Invalid login or password',
    source: 'Brevo, marcpope/borgbackupserver#16 (2026-02-28)',
  },
];
