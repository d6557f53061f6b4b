import { NO_LIMITS } from '../limit.ts';
import { serverAt } from '../submission-server.ts';
import { rows } from './fill-in.ts';

const LISTED = 'nodemailer lib/well-known/services.json (9.0.5, 2026-08-07)';
const MAILGUN_LIMITS = { ...NO_LIMITS, recipientsPerMessage: 1_000, messageBytes: 26_214_400 };
const POSTMARK = {
  name: 'Postmark',
  kind: 'sending',
  otherPorts: [2525, 25],
  mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
  // Or a pair that Postmark calls an SMTP token: who has one enters its name by hand.
  username: 'secret-again',
  secret: 'server-token',
  // Ten connections are advice.
  limits: { ...NO_LIMITS, recipientsPerMessage: 50, connections: 10, messageBytes: 10_485_760 },
  source:
    'postmarkapp.com/developer; postmarkapp.com/support common-smtp-connection-errors, do-we-have-rate-limits-for-smtp (as quoted 2026-08-13); knadh/listmonk preset',
} as const;
const SENDGRID = { name: 'SendGrid', kind: 'sending', username: { fixed: 'apikey' }, secret: 'api-key' } as const;
const SPARKPOST = {
  name: 'SparkPost',
  kind: 'sending',
  otherPorts: [2525],
  mechanisms: ['LOGIN', 'PLAIN'],
  username: { fixed: 'SMTP_Injection' },
  secret: 'api-key',
  source: 'SparkPost/developers.sparkpost.com content/api/smtp.apib (2026-06-23); SparkPost/support-docs',
} as const;
const MAILGUN = {
  name: 'Mailgun',
  kind: 'sending',
  otherPorts: [25, 2525, 465],
  username: 'postmaster',
  secret: 'smtp-password',
  limits: MAILGUN_LIMITS,
  source: 'mailgun/documentation (2024-07); 1,000 recipients is the documented size of a batch',
} as const;
/** Of these it is known where they are, and not what they call a login's two parts. */
const UNCONFIRMED = { kind: 'sending', username: { given: 'user-name' }, source: LISTED } as const;

export const SENDING_SERVICES = rows({
  'amazon-ses': {
    name: 'Amazon SES',
    kind: 'sending',
    server: null,
    // Its ports 2587 and 2465 are none that a submission of ours may use.
    pattern: {
      before: 'email-smtp.',
      after: '.amazonaws.com',
      part: /^[a-z]{2}(-[a-z]+)+-\d$/,
      asks: 'region',
      port: 587,
    },
    otherPorts: [25, 465],
    // A machine rented there is under amazonaws.com as well.
    under: [/^email-smtp(-fips)?\.[a-z]{2}(-[a-z]+)+-\d\.amazonaws\.com$/],
    username: { given: 'smtp-user-name' },
    secret: 'smtp-password',
    // What an account may send in a day and a second is its own, and not to be learnt over SMTP.
    limits: { ...NO_LIMITS, recipientsPerMessage: 50, messageBytes: 41_943_040 },
    source: 'awsdocs/amazon-ses-developer-guide smtp-connect.md, quotas.md (e425dab^, 2023-06)',
  },
  'azure-acs': {
    ...UNCONFIRMED,
    name: 'Azure Communication Services',
    server: serverAt('smtp.azurecomm.net', 587),
    mechanisms: ['LOGIN', 'PLAIN'],
    source: 'knadh/listmonk frontend SMTP presets',
  },
  brevo: {
    name: 'Brevo',
    kind: 'sending',
    server: serverAt('smtp-relay.brevo.com', 587),
    otherPorts: [2525, 465],
    username: { given: 'smtp-login' },
    secret: 'smtp-key',
    source: 'developers.brevo.com SMTP relay page',
  },
  elasticemail: { ...UNCONFIRMED, name: 'Elastic Email', server: serverAt('smtp.elasticemail.com', 465) },
  // Set up by the company's admin; new addresses of ours may be told to come back for about a day (421 4.7.0 at EHLO).
  'google-workspace-relay': {
    name: 'Google Workspace relay',
    kind: 'sending',
    server: serverAt('smtp-relay.gmail.com', 587),
    otherPorts: [465, 25],
    mechanisms: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    passwords: { policy: 'app-password' },
    limits: { ...NO_LIMITS, recipientsPerDay: 10_000 },
    source: 'support.google.com/a/answer/3726730; its relay pages as quoted by others',
  },
  mailersend: { ...UNCONFIRMED, name: 'MailerSend', server: serverAt('smtp.mailersend.net', 587) },
  mailgun: { ...MAILGUN, variant: { of: 'region', name: 'us' }, server: serverAt('smtp.mailgun.org', 587) },
  'mailgun-eu': { ...MAILGUN, variant: { of: 'region', name: 'eu' }, server: serverAt('smtp.eu.mailgun.org', 587) },
  mailjet: {
    name: 'Mailjet',
    kind: 'sending',
    server: serverAt('in-v3.mailjet.com', 587),
    otherPorts: [25, 465],
    otherHosts: ['in.mailjet.com'],
    username: { given: 'api-key' },
    secret: 'secret-key',
    source: `captaindns.com (2026); smtptester.org; ${LISTED}`,
  },
  mandrill: { ...UNCONFIRMED, name: 'Mandrill', server: serverAt('smtp.mandrillapp.com', 587) },
  postmark: {
    ...POSTMARK,
    variant: { of: 'stream', name: 'transactional' },
    server: serverAt('smtp.postmarkapp.com', 587),
  },
  'postmark-broadcasts': {
    ...POSTMARK,
    variant: { of: 'stream', name: 'broadcast' },
    server: serverAt('smtp-broadcasts.postmarkapp.com', 587),
  },
  resend: {
    name: 'Resend',
    kind: 'sending',
    server: serverAt('smtp.resend.com', 465),
    otherPorts: [587, 25],
    username: { fixed: 'resend' },
    secret: 'api-key',
    source: `resend.com/docs/send-with-smtp; ${LISTED}`,
    asOf: '2026-11-27',
  },
  sendgrid: {
    ...SENDGRID,
    variant: { of: 'region', name: 'global' },
    server: serverAt('smtp.sendgrid.net', 587),
    otherPorts: [25, 2525, 465],
    limits: { ...NO_LIMITS, connections: 10_000, messageBytes: 31_457_280 },
    source: 'sendgrid/docs SMTP integration, getting started (2021-06); EHLO seen',
  },
  'sendgrid-eu': {
    ...SENDGRID,
    variant: { of: 'region', name: 'eu' },
    server: serverAt('smtp.eu.sendgrid.net', 587),
    otherPorts: [465],
    source: 'tests of Symfony Mailer’s SendGrid bridge, no page of SendGrid’s',
  },
  smtp2go: { ...UNCONFIRMED, name: 'SMTP2GO', server: serverAt('mail.smtp2go.com', 2525) },
  sparkpost: {
    ...SPARKPOST,
    variant: { of: 'region', name: 'us' },
    server: serverAt('smtp.sparkpostmail.com', 587),
  },
  'sparkpost-eu': {
    ...SPARKPOST,
    variant: { of: 'region', name: 'eu' },
    server: serverAt('smtp.eu.sparkpostmail.com', 587),
    // A FAQ of 2021 has this one.
    otherHosts: ['smtp.eu.sparkpost.com'],
  },
});
