import { DAY, MINUTE, SECOND, type Instant } from './instant.ts';

/** A code that is sent to an address, so that whoever reads mail there may write as it. */
export const CODE = {
  digits: 8,
  /** Also for a shared mailbox that is looked into now and then. */
  lasts: 30 * MINUTE,
  tries: 5,
  /** Between two to one address. */
  between: 1 * MINUTE,
  /** To one address, and to all that a rep names: strangers are not to be pestered. */
  aDay: 5,
  aDayInAll: 20,
} as const;

/** A code that was sent, and may be entered until then. */
export interface SentCode {
  sentAt: Instant;
  expiresAt: Instant;
}

export const codeSentAt = (sentAt: Instant): SentCode => ({ sentAt, expiresAt: sentAt + CODE.lasts });

/** How often a rep has had codes sent: to one address, and to all. */
export interface Asked {
  lastAt: Instant | null;
  /** Within a day, the oldest of them, and how many there were. */
  firstAt: Instant | null;
  count: number;
  countInAll: number;
}

/** From when another may be sent; null for now. What is over in all waits for as long as a day has. */
export function nextCodeAt({ lastAt, firstAt, count, countInAll }: Asked, now: Instant): Instant | null {
  const waits = [
    lastAt === null ? now : lastAt + CODE.between,
    count < CODE.aDay || firstAt === null ? now : firstAt + DAY,
    countInAll < CODE.aDayInAll ? now : now + DAY,
  ];
  const at = Math.max(...waits);
  return at > now ? at : null;
}

export const secondsUntil = (at: Instant, now: Instant): number => Math.max(1, Math.ceil((at - now) / SECOND));
