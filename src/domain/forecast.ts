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

/** What keeps mail of a mailbox waiting. */
export interface Line {
  limits: Limits;
  /** All that counts in a window that has a limit; what left the last minute's window may be lumped together. */
  counted: readonly Omit<Counted, 'reported'>[];
  /** Queued and due, not those scheduled for later. */
  ahead: Load;
  pause: Pause | null;
}

/** How things stand in the mailbox that the load would leave through. */
export interface Standing extends Line {
  providerId: ProviderId;
  /** Recipients of the last 24 hours, whether a day has a limit or not. */
  usedInDay: number;
}

/**
 * When a load leaves, message by message, through the same two windows as the allowance: to the millisecond when each
 * message is answered at once, so no earlier moment is to be had. What is on the wire counts as answered now. Recipients
 * are spread evenly over the messages. Mail ahead leaves first; `sendAt` keeps the load waiting, the mail ahead not.
 */
export function forecast(load: Load, standing: Standing, now: Instant, sendAt: Instant = now): Forecast {
  const { limits, ahead, usedInDay, pause } = standing;
  const fullest = { minute: 0, day: 0 };
  let startsAt: Instant | null = null;
  let doneAt = now;
  let later: Forecast['later'] = null;
  let waits: Waits = { forMinute: false, forDay: false };
  for (const departure of departures(load, standing, now, sendAt)) {
    waits = departure.waits;
    doneAt = departure.at;
    startsAt ??= departure.at;
    if (waits.forDay) {
      later ??= { recipients: 0, from: departure.at };
      later.recipients += departure.recipients;
    }
    fullest.minute = Math.max(fullest.minute, departure.fullness.minute);
    fullest.day = Math.max(fullest.day, departure.fullness.day);
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
    startsAt: startsAt ?? doneAt,
    doneAt,
    usedInDay,
    later,
    warnings: WARNINGS.filter((warning) => warned[warning]),
  };
}

/** When a message to so many leaves, after all that is ahead of it. */
export function leavesAt(recipients: number, line: Line, now: Instant, sendAt: Instant = now): Instant {
  const [only] = departures({ messages: 1, recipients }, line, now, sendAt);
  return only?.at ?? sendAt;
}

interface Waits {
  forMinute: boolean;
  forDay: boolean;
}

/** A message of the load that leaves. */
interface Departure {
  at: Instant;
  recipients: number;
  /** What has kept it waiting, and all that come after it. */
  waits: Waits;
  fullness: { minute: number; day: number };
}

function* departures(load: Load, line: Line, now: Instant, sendAt: Instant): Generator<Departure> {
  const { limits, counted, pause } = line;
  const { ahead, after } = shortened(line.ahead, limits);
  const minute = rollingWindow(MINUTE, limits.messagesPerMinute);
  const day = rollingWindow(DAY, limits.recipientsPerDay);
  const count = (at: Instant, recipients: number): void => {
    minute.count(at, 1);
    day.count(at, recipients);
  };
  const byReply = counted.map(({ recipients, repliedAt }) => ({ recipients, at: repliedAt ?? now }));
  for (const { at, recipients } of byReply.sort((a, b) => a.at - b.at)) count(at, recipients);

  let clock = Math.max(now, pause?.until ?? now);
  let waits: Waits = { forMinute: false, forDay: false };
  const leave = (recipients: number): void => {
    const byMinute = minute.opensFor(1, clock);
    const byDay = day.opensFor(recipients, clock);
    waits = { forMinute: waits.forMinute || byMinute > clock, forDay: waits.forDay || byDay > byMinute };
    clock = Math.max(byMinute, byDay);
    count(clock, recipients);
  };
  for (const recipients of spread(ahead)) leave(recipients);

  // What only the mail ahead waits for is over by then.
  if (sendAt - after > clock) waits = { forMinute: false, forDay: false };
  clock = Math.max(clock, sendAt - after);
  for (const recipients of spread(load)) {
    leave(recipients);
    yield {
      at: clock + after,
      recipients,
      waits,
      fullness: { minute: minute.fullness(clock), day: day.fullness(clock) },
    };
  }
}

/** So many messages are walked through one by one: whoever asks waits for it, and so does everyone else. */
const WALKED = 10_000;

/**
 * The end of a long line, and how much later it leaves for what was left out: whole windows of the limit that holds the
 * line up, which go by one like another.
 */
function shortened(ahead: Load, { messagesPerMinute, recipientsPerDay }: Limits): { ahead: Load; after: number } {
  const messages = ahead.messages - WALKED;
  if (messages <= 0) return { ahead, after: 0 };
  const each = ahead.recipients / ahead.messages;
  const perMinute = messagesPerMinute ?? Infinity;
  const perDay = Math.max(1, Math.floor((recipientsPerDay ?? Infinity) / each));
  const [span, inWindow] = perDay < perMinute * (DAY / MINUTE) ? [DAY, perDay] : [MINUTE, perMinute];
  const windows = inWindow === Infinity ? 0 : Math.floor(messages / inWindow);
  const left = inWindow === Infinity ? WALKED : ahead.messages - windows * inWindow;
  return { ahead: { messages: left, recipients: Math.round(left * each) }, after: windows * span };
}

/** The recipients of each message, as even as they can be. */
function* spread({ messages, recipients }: Load): Generator<number> {
  const upTo = (message: number): number => Math.floor((message * recipients) / messages);
  for (let message = 0; message < messages; message += 1) yield upTo(message + 1) - upTo(message);
}
