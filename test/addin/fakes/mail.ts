import type { Break, Channel, Forecast, Message, UsageReport } from '../../../src/contract/shapes.ts';
import { HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { PROVIDERS } from '../../../src/domain/provider.ts';
import { NORA } from './host.ts';

/** The moment at which these tests play. */
export const NOW = Date.UTC(2026, 10, 20, 10, 42);

export const aChannel = (change: Partial<Channel> = {}): Channel => ({
  id: '0b54d7fc-6b0f-4d5b-9a53-0f3f5f6a0001',
  team: null,
  colleagues: 0,
  providerId: 'microsoft365',
  server: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
  username: NORA.emailAddress,
  sender: { name: NORA.displayName, address: NORA.emailAddress },
  isSenderProven: true,
  mayBeNamed: false,
  code: null,
  isDefault: false,
  limits: PROVIDERS.microsoft365.limits,
  forbiddenBy: null,
  health: { state: 'working', since: NOW - 30 * MINUTE },
  heldSince: null,
  stoppedSince: null,
  held: 0,
  pause: null,
  checkedAt: NOW - 30 * MINUTE,
  nextCheckAt: NOW + 5 * HOUR,
  expiry: null,
  credential: 'password',
  secret: 'password',
  transport: 'smtp',
  passwordEndsOn: '2026-12-31',
  createdAt: NOW - 30 * MINUTE,
  verifiedAt: NOW - 30 * MINUTE,
  ...change,
});

/** A time in which the password had been changed, over since yesterday. */
export const aBreak = (change: Partial<Break> = {}): Break => ({
  id: '9d0a1f6e-3333-4f7e-8a33-1d8f7c2a0001',
  since: NOW - 26 * HOUR,
  because: {
    kind: 'password-rejected',
    stage: 'auth',
    reply: {
      code: 535,
      enhanced: '5.7.139',
      text: '5.7.139 Authentication unsuccessful, the user credentials were incorrect.',
    },
  },
  noticedBy: 'mail',
  keptBy: null,
  until: NOW - 25 * HOUR,
  mendedBy: 'rep',
  waited: 3,
  ...change,
});

export const aMessage = (change: Partial<Message> = {}): Message => ({
  id: '3c0a1f6e-1111-4f7e-8a33-1d8f7c2a0001',
  channelId: aChannel().id,
  messageId: '<3c0a1f6e@fjordlight.example>',
  state: 'queued',
  subject: 'Lamps for your new office',
  from: NORA.emailAddress,
  recipients: [{ address: 'ada@harbour.example', outcome: 'waiting', reply: null }],
  handedOver: false,
  bytes: 1_240_000,
  attempts: 0,
  queuedAt: NOW - 5 * MINUTE,
  sendAt: null,
  dueAt: NOW - 5 * MINUTE,
  givesUpAt: null,
  settledAt: null,
  reply: null,
  because: null,
  ...change,
});

export const accepted = (message: Message): Message => ({
  ...message,
  state: 'accepted',
  settledAt: NOW,
  dueAt: null,
  recipients: message.recipients.map((one) => ({ ...one, outcome: 'accepted' })),
  reply: { code: 250, enhanced: '2.0.0', text: '2.0.0 OK <3c0a1f6e@fjordlight.example> [Hostname=AM0PR01]' },
});

export const aUsage = (change: Partial<UsageReport> = {}): UsageReport => ({
  limits: PROVIDERS.microsoft365.limits,
  usage: { messagesInMinute: 2, recipientsInDay: 412, reportedInDay: 0 },
  allowance: { messages: 28, nextAt: NOW },
  waiting: 0,
  droppable: 0,
  recipientsByHour: Array.from({ length: 24 }, () => 0),
  ...change,
});

/** One message more, and nothing before it. */
export const aForecast = (change: Partial<Forecast> = {}): Forecast => ({
  messages: 1,
  recipients: 1,
  ahead: { messages: 0, recipients: 0 },
  startsAt: NOW,
  doneAt: NOW,
  usedInDay: 412,
  later: null,
  warnings: [],
  ...change,
});

/** What a provider says that wants less at once. */
export const throttled = {
  kind: 'throttled',
  stage: 'mail',
  reply: { code: 454, enhanced: null, text: 'Throttling failure: Maximum sending rate exceeded' },
} as const;
