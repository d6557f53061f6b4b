import { DAY, MINUTE, type Instant } from './instant.ts';
import { mostRecipients, NEAR, type Counted, type Limits } from './limit.ts';
import type { Pause } from './pause.ts';
import { PROVIDERS, type ProviderId } from './provider.ts';
import { rollingWindow } from './rolling-window.ts';

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
  /** All that counts in a window that has a limit. */
  counted: readonly Counted[];
  /** Recipients of the last 24 hours, whether a day has a limit or not. */
  usedInDay: number;
  /** Queued and due, not those scheduled for later. */
  ahead: Load;
  pause: Pause | null;
}

/**
 * When a load leaves, message by message, through the same two windows as `allowance`: to the millisecond when each
 * message is answered at once, so no earlier moment is to be had. What is on the wire counts as answered now. Recipients
 * are spread evenly over the messages. Mail ahead leaves first; `sendAt` keeps the load waiting, the mail ahead not.
 */
export function forecast(load: Load, standing: Standing, now: Instant, sendAt: Instant = now): Forecast {
  const { limits, counted, ahead, usedInDay, pause } = standing;
  const minute = rollingWindow(MINUTE, limits.messagesPerMinute);
  const day = rollingWindow(DAY, limits.recipientsPerDay);
  const count = (at: Instant, recipients: number): void => {
    minute.count(at, 1);
    day.count(at, recipients);
  };
  const byReply = counted.map(({ recipients, repliedAt }) => ({ recipients, at: repliedAt ?? now }));
  for (const { at, recipients } of byReply.sort((a, b) => a.at - b.at)) count(at, recipients);

  let clock = Math.max(now, pause?.until ?? now);
  let waits = { forMinute: false, forDay: false };
  const leave = (recipients: number): void => {
    const byMinute = minute.opensFor(1, clock);
    const byDay = day.opensFor(recipients, clock);
    waits = { forMinute: waits.forMinute || byMinute > clock, forDay: waits.forDay || byDay > byMinute };
    clock = Math.max(byMinute, byDay);
    count(clock, recipients);
  };
  for (const recipients of spread(ahead)) leave(recipients);

  // What only the mail ahead waits for is over by then.
  if (sendAt > clock) waits = { forMinute: false, forDay: false };
  clock = Math.max(clock, sendAt);
  let startsAt: Instant | null = null;
  let later: Forecast['later'] = null;
  const fullest = { minute: 0, day: 0 };
  for (const recipients of spread(load)) {
    leave(recipients);
    startsAt ??= clock;
    if (waits.forDay) {
      later ??= { recipients: 0, from: clock };
      later.recipients += recipients;
    }
    fullest.minute = Math.max(fullest.minute, minute.fullness(clock));
    fullest.day = Math.max(fullest.day, day.fullness(clock));
  }

  const warned: Record<Warning, boolean> = {
    'near-minute-limit': fullest.minute >= NEAR && !waits.forMinute,
    'near-day-limit': fullest.day >= NEAR && !waits.forDay,
    'over-minute-limit': waits.forMinute,
    'over-day-limit': waits.forDay,
    'over-recipients': Math.ceil(load.recipients / load.messages) > mostRecipients(limits),
    bulk: load.recipients > (PROVIDERS[standing.providerId].bulkAbove ?? Infinity),
    paused: pause !== null && pause.until > now,
  };
  return {
    ...load,
    ahead,
    startsAt: startsAt ?? clock,
    doneAt: clock,
    usedInDay,
    later,
    warnings: WARNINGS.filter((warning) => warned[warning]),
  };
}

/** The recipients of each message, as even as they can be. */
function* spread({ messages, recipients }: Load): Generator<number> {
  const upTo = (message: number): number => Math.floor((message * recipients) / messages);
  for (let message = 0; message < messages; message += 1) yield upTo(message + 1) - upTo(message);
}
