import { HOUR, MINUTE, type Instant } from '../../domain/instant.ts';
import { MAY_WAIT } from '../../domain/outbox.ts';

/** Moments at which people read their mail, by the rep's own calendar. */
export type LaterPreset = 'in-an-hour' | 'this-afternoon' | 'tomorrow-morning' | 'monday-morning';

/** Why a moment can't be the one. */
export type LaterSlip = 'empty' | 'past' | 'too-far';

const MORNING = 8;
const AFTERNOON = 14;
const [SUNDAY, MONDAY] = [0, 1];

/** What is offered at a moment: nothing that is about to pass, and no morning twice. */
export function presetsAt(now: Instant): { preset: LaterPreset; at: Instant }[] {
  const today = new Date(now);
  // The browser's calendar knows how long a day is, and where the year ends.
  const day = (days: number, hour: number): Instant =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + days, hour).getTime();
  const afternoon = day(0, AFTERNOON);
  const toMonday = (MONDAY - today.getDay() + 7) % 7 || 7;
  return [
    { preset: 'in-an-hour', at: Math.ceil((now + HOUR) / MINUTE) * MINUTE },
    ...(afternoon - now > HOUR ? [{ preset: 'this-afternoon', at: afternoon } as const] : []),
    ...(today.getDay() === SUNDAY ? [] : [{ preset: 'tomorrow-morning', at: day(1, MORNING) } as const]),
    { preset: 'monday-morning', at: day(toMonday, MORNING) },
  ];
}

/** A moment as the fields of a browser hold it, in the rep's time zone: `2026-11-23` and `08:00`. */
export function fieldsAt(at: Instant): { date: string; time: string } {
  const local = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    date: `${String(local.getFullYear())}-${two(local.getMonth() + 1)}-${two(local.getDate())}`,
    time: `${two(local.getHours())}:${two(local.getMinutes())}`,
  };
}

/**
 * The moment these fields mean in the rep's time zone. An hour that a change of the clock leaves out is the one after it,
 * and one that comes twice is its first (ECMAScript, UTC of a local time). Null while they are not filled in.
 */
export function momentOf({ date, time }: { date: string; time: string }): Instant | null {
  const at = Date.parse(`${date}T${time}`);
  return Number.isNaN(at) ? null : at;
}

export function slipOf(at: Instant | null, now: Instant): LaterSlip | null {
  if (at === null) return 'empty';
  if (at <= now) return 'past';
  return at - now > MAY_WAIT ? 'too-far' : null;
}
