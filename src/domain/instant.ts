/** A moment, in milliseconds since 1970-01-01T00:00Z. Always passed in; nothing in this room reads a clock. */
export type Instant = number;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
