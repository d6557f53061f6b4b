import { NO_LIMITS } from '../limit.ts';
import { serverAt } from '../submission-server.ts';
import { rows } from './fill-in.ts';

const MAILBOX = {
  kind: 'mailboxes',
  server: serverAt('smtp.gmail.com', 465),
  otherPorts: [587],
  // As thunderbird/autoconfig named it for years, and many programs' settings still do.
  otherHosts: ['smtp.googlemail.com'],
  under: [/\.(gmail|googlemail|google)\.com$/],
  mechanisms: ['XOAUTH2', 'OAUTHBEARER', 'PLAIN', 'LOGIN'],
  passwords: { policy: 'app-password' },
  keepsSentCopy: true,
  source: 'support.google.com/a/answer/166852; thunderbird/autoconfig googlemail.com.xml',
} as const;

/** EHLO's SIZE, as seen in WWBN/AVideo#3212. */
const MESSAGE_BYTES = 35_882_577;

export const GOOGLE = rows({
  gmail: {
    ...MAILBOX,
    name: 'Gmail',
    domains: ['gmail.com', 'googlemail.com'],
    // 500 per rolling 24 hours is documented for the account; whether messages or recipients is not: recipients are the safe reading.
    limits: { ...NO_LIMITS, recipientsPerDay: 500, recipientsPerMessage: 100, messageBytes: MESSAGE_BYTES },
  },
  'google-workspace': {
    ...MAILBOX,
    name: 'Google Workspace',
    // New Workspace domains have the single record smtp.google.com; older ones aspmx.l.google.com and its like.
    exchanges: [/(^smtp\.google\.com|\.l\.google\.com)$/i],
    // In a rolling 24 hours 10,000 recipients, but 2,000 messages, and 2,000 people outside the company: a single mail to a
    // customer is one of each. Recipients are what we count, and 2,000 of them the safe reading; a trial has 500.
    limits: { ...NO_LIMITS, recipientsPerDay: 2_000, recipientsPerMessage: 100, messageBytes: MESSAGE_BYTES },
  },
});
