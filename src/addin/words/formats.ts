import type { Instant } from '../../domain/instant.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../domain/instant.ts';

/** How numbers, sizes and moments are written in one locale. */
export interface Formats {
  number(value: number): string;
  /** Bytes as people say them, from one kilobyte on: `1.2 MB`. Decimal units, as mail clients show them. */
  size(bytes: number): string;
  /** The time of day; with the weekday when it is not within twelve hours. */
  moment(at: Instant, now: Instant): string;
  /** A calendar day from an ISO date, `31 December 2026`. */
  day(iso: string): string;
  /** How long ago, in words: `5 minutes ago`. */
  ago(at: Instant, now: Instant): string;
  /** A short span: `412ms`, `1.4s`. */
  span(milliseconds: number): string;
  list(items: readonly string[]): string;
  plural(count: number, forms: { one: string; other: string }): string;
}

const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** Formats for a BCP 47 language; an unknown one falls back to the runtime's own. */
export function formatsFor(language: string): Formats {
  const numbers = new Intl.NumberFormat(language);
  const plurals = new Intl.PluralRules(language);
  const clock = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
  const weekClock = new Intl.DateTimeFormat(language, { weekday: 'short', hour: 'numeric', minute: '2-digit' });
  // An ISO date without a time is UTC midnight: read in any other zone it would show the day before.
  const days = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const lists = new Intl.ListFormat(language);
  return {
    number: (value) => numbers.format(value),
    size(bytes) {
      const power = Math.min(UNITS.length, Math.max(1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
      const digits = power < 2 ? 0 : 1;
      const unit = UNITS[power - 1];
      return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: digits }).format(
        Math.max(1, bytes / 1_000 ** power),
      );
    },
    moment: (at, now) => (Math.abs(at - now) < 12 * HOUR ? clock : weekClock).format(at),
    day: (iso) => days.format(new Date(iso)),
    ago(at, now) {
      const passed = Math.max(0, now - at);
      if (passed < MINUTE) return relative.format(-Math.max(1, Math.round(passed / SECOND)), 'second');
      if (passed < HOUR) return relative.format(-Math.round(passed / MINUTE), 'minute');
      if (passed < DAY) return relative.format(-Math.round(passed / HOUR), 'hour');
      return relative.format(-Math.round(passed / DAY), 'day');
    },
    span: (milliseconds) =>
      new Intl.NumberFormat(language, {
        style: 'unit',
        unit: milliseconds < 1_000 ? 'millisecond' : 'second',
        unitDisplay: 'narrow',
        maximumFractionDigits: milliseconds < 1_000 ? 0 : 1,
      }).format(milliseconds < 1_000 ? milliseconds : milliseconds / 1_000),
    list: (items) => lists.format(items),
    plural: (count, forms) =>
      (plurals.select(count) === 'one' ? forms.one : forms.other).replace('#', numbers.format(count)),
  };
}
