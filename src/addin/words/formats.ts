import type { Instant } from '../../domain/instant.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../domain/instant.ts';

/** How numbers, sizes and moments are written in one locale. */
export interface Formats {
  number(value: number): string;
  /** Bytes as people say them, from one kilobyte on: `1.2 MB`. Decimal units, as mail clients show them. */
  size(bytes: number): string;
  /** The time of day; with the weekday when it is not within twelve hours. */
  moment(at: Instant, now: Instant): string;
  /** The time of day: `14:32`. */
  time(at: Instant): string;
  /** What of a moment people say: `14:32`, `tomorrow, 08:00`, `Monday, 08:00`, `30 November, 08:00`; `yesterday, 14:32`, `18 November, 14:32`. */
  when(at: Instant, now: Instant): string;
  /** A moment for somebody elsewhere, who reads it later: `20 November 2026 at 10:42 GMT+1`. */
  stamp(at: Instant): string;
  /** The time zone the rep's moments are in, by its IANA name: `Europe/Berlin`. */
  zone: string;
  /** How that zone stands to Greenwich at a moment: `GMT+1`. */
  offset(at: Instant): string;
  /** A calendar day from an ISO date, `31 December 2026`. */
  day(iso: string): string;
  /** The same without its year, `5 December`. */
  date(iso: string): string;
  /** How far off a calendar day is: `today`, `tomorrow`, `in 8 days`. */
  inDays(days: number): string;
  /** How long ago, in words: `5 minutes ago`. */
  ago(at: Instant, now: Instant): string;
  /** A short span: `412ms`, `1.4s`. */
  span(milliseconds: number): string;
  /** A span that one waits: `8 mins`, `3 hrs`, `4 days`, as the region writes them. */
  wait(milliseconds: number): string;
  list(items: readonly string[]): string;
  plural(count: number, forms: { one: string; other: string }): string;
}

const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** Formats for a BCP 47 language; an unknown one falls back to the runtime's own. */
export function formatsFor(language: string): Formats {
  const numbers = new Intl.NumberFormat(language);
  const plurals = new Intl.PluralRules(language);
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const weekClock = new Intl.DateTimeFormat(language, { weekday: 'short', hour: 'numeric', minute: '2-digit' });
  // An ISO date without a time is UTC midnight: read in any other zone it would show the day before.
  const days = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const daysOfYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const weekdays = new Intl.DateTimeFormat(language, { weekday: 'long' });
  const dates = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' });
  const stamps = new Intl.DateTimeFormat(language, {
    ...{ day: 'numeric', month: 'long', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', timeZoneName: 'shortOffset' },
  });
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
    time: (at) => clock.format(at),
    when(at, now) {
      const ahead = daysBetween(now, at);
      if (ahead === 0) return clock.format(at);
      const isNext = Math.abs(ahead) === 1;
      const day = isNext ? relative.format(ahead, 'day') : (ahead > 1 && ahead < 7 ? weekdays : dates).format(at);
      return `${day}, ${clock.format(at)}`;
    },
    stamp: (at) => stamps.format(at),
    zone: clock.resolvedOptions().timeZone.replaceAll('_', ' '),
    offset(at) {
      const minutes = -new Date(at).getTimezoneOffset();
      if (minutes === 0) return 'GMT';
      const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
      return `GMT${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
    },
    day: (iso) => days.format(new Date(iso)),
    date: (iso) => daysOfYear.format(new Date(iso)),
    inDays: (count) => relative.format(count, 'day'),
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
    wait(milliseconds) {
      const [unit, length] =
        milliseconds >= 2 * DAY ? ['day', DAY] : milliseconds >= 2 * HOUR ? ['hour', HOUR] : ['minute', MINUTE];
      const count = unit === 'minute' ? Math.ceil(milliseconds / length) : Math.round(milliseconds / length);
      return new Intl.NumberFormat(language, { style: 'unit', unit }).format(count);
    },
    list: (items) => lists.format(items),
    plural: (count, forms) =>
      (plurals.select(count) === 'one' ? forms.one : forms.other).replace('#', numbers.format(count)),
  };
}

/** How many midnights of the rep's own calendar lie between; a day with a change of the clock counts as one too. */
function daysBetween(from: Instant, to: Instant): number {
  const midnight = (at: Instant): Instant => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / DAY);
}
