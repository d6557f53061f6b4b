import type { Instant } from './instant.ts';
import type { Counted, Limits } from './limit.ts';
import type { Pause } from './pause.ts';
import type { ProviderId } from './provider.ts';

/** What the rep means to send: so many recipients, spread over so many messages. */
export interface Load {
  messages: number;
  recipients: number;
}

/** What would happen to a load, if it were queued now and all went well. */
export interface Forecast extends Load {
  /** Queued in the mailbox already, and leaving before it. */
  ahead: Load;
  /** When the first and the last of its messages leave. */
  startsAt: Instant;
  doneAt: Instant;
  /** Recipients of the last 24 hours. */
  usedInDay: number;
  /** Those whom the day's limit keeps waiting, and from when they leave; null when all leave without it. */
  later: { recipients: number; from: Instant } | null;
  warnings: Warning[];
}

/**
 * - near-minute-limit, near-day-limit: it would bring the window to 80 % or more
 * - over-minute-limit, over-day-limit: part of it waits for the window
 * - over-recipients: a message has more recipients than the provider takes; it would be refused
 * - bulk: such a channel is made for single mails
 * - paused: nothing leaves now; the provider said so, or is not there
 */
export const WARNINGS = [
  'near-minute-limit',
  'near-day-limit',
  'over-minute-limit',
  'over-day-limit',
  'over-recipients',
  'bulk',
  'paused',
] as const;
export type Warning = (typeof WARNINGS)[number];

/** How things stand in the mailbox that the load would leave through. */
export interface Standing {
  providerId: ProviderId;
  limits: Limits;
  counted: readonly Counted[];
  /** Queued and due, not those scheduled for later. */
  ahead: Load;
  pause: Pause | null;
}
