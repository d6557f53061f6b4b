import type { Channel, Forecast } from '../../../contract/shapes.ts';
import { MINUTE, SECOND, type Instant } from '../../../domain/instant.ts';
import type { Words } from '../../words/words.ts';
import { conditionOf } from '../known/condition.ts';

/** Sooner than this is now. */
const AT_ONCE = 5 * SECOND;
const WAITS: readonly Forecast['warnings'][number][] = ['over-minute-limit', 'over-day-limit', 'paused'];

/** By the end of the minute that is named it has happened. */
const wholeMinute = (at: Instant): Instant => Math.ceil(at / MINUTE) * MINUTE;

/** A moment that may come a little later: `about 14:32`, and `tomorrow, 08:00` as it is. */
export function roughly({ forecast, format }: Words, at: Instant, now: Instant): string {
  const when = format.when(wholeMinute(at), now);
  return when === format.time(wholeMinute(at)) ? forecast.about(when) : when;
}

/**
 * When a draft leaves that is sent now, or at a moment, as clauses of one sentence: the first goes with what the draft is.
 * None while nobody can say.
 */
export function leaving(
  words: Words,
  channel: Channel,
  forecast: Forecast | null,
  now: Instant,
  sendAt: Instant | null,
): string[] {
  const { forecast: say, format } = words;
  const when = sendAt === null ? null : format.when(sendAt, now);
  const condition = conditionOf(channel);
  if (condition === 'broken') return [when === null ? say.whenRepaired : say.whenRepairedAt(when)];
  if (condition === 'changing') return [when === null ? say.whenChanged : say.whenChangedAt(when)];
  if (condition === 'stopped') return [when === null ? say.whenResumed : say.whenResumedAt(when)];
  if (forecast !== null) return departure(words, channel, forecast, now, sendAt);
  return when === null ? [] : [say.at(when)];
}

function departure(
  words: Words,
  { limits }: Channel,
  forecast: Forecast,
  now: Instant,
  sendAt: Instant | null,
): string[] {
  const { forecast: say, format } = words;
  const { recipients, messages, ahead, startsAt, doneAt, usedInDay, later, warnings } = forecast;
  const when = (at: Instant): string => format.when(wholeMinute(at), now);
  const perMinute = limits.messagesPerMinute;
  const perDay = limits.recipientsPerDay;
  const partly = later !== null && later.recipients < recipients;
  const takes = doneAt - startsAt;
  const isMuch = messages > 1 || warnings.some((warning) => warning === 'bulk' || warning.endsWith('-day-limit'));

  // The rep's clock may be another than the server's: what waits for nothing goes now, whatever the two say.
  const atOnce = startsAt - (sendAt ?? now) < AT_ONCE || !warnings.some((warning) => WAITS.includes(warning));
  const starts = atOnce
    ? sendAt === null
      ? []
      : [say.at(format.when(sendAt, now))]
    : [say.at(roughly(words, startsAt, now))];
  // Of what leaves before a moment to come, nobody knows whether it waits for that.
  const others = !atOnce && sendAt === null && ahead.messages > 0 ? [say.after(ahead.messages)] : [];
  const takesLong = takes >= MINUTE && perMinute !== null && later === null;
  const pace = takesLong ? [say.pace(format.wait(takes), perMinute), say.done(roughly(words, doneAt, now))] : [];
  const clauses = [...starts, ...others, ...pace];
  return [
    clauses.length === 0 ? say.now : words.send.summary(clauses),
    ...(isMuch && perDay !== null && sendAt === null ? [say.used(usedInDay, perDay)] : []),
    ...(partly ? [say.last(later.recipients, when(later.from))] : []),
  ];
}

/** What the rep should know before so much is sent now, or at a moment. */
export function cautions(
  words: Words,
  { limits }: Channel,
  forecast: Forecast,
  now: Instant,
  sendAt: Instant | null,
): string[] {
  const { messagesPerMinute: perMinute, recipientsPerDay: perDay } = limits;
  const { forecast: say } = words;
  const { later, recipients, startsAt, doneAt } = forecast;
  const when = (at: Instant): string => roughly(words, at, now);
  // What waits as a whole has no rest.
  const forMinute = startsAt - (sendAt ?? now) < AT_ONCE ? say.theRest(when(doneAt)) : say.allOfIt(when(startsAt));
  const forDay =
    later !== null && later.recipients < recipients
      ? say.theRest(when(later.from))
      : say.allOfIt(when(later?.from ?? startsAt));
  const told: Record<Forecast['warnings'][number], string | null> = {
    'near-minute-limit': perMinute === null ? null : say.nearMinute(perMinute),
    'over-minute-limit': perMinute === null ? null : say.overMinute(perMinute, forMinute),
    'near-day-limit': perDay === null ? null : say.nearDay(perDay),
    'over-day-limit': perDay === null ? null : say.overDay(perDay, forDay),
    bulk: say.bulk,
    // Said already of the draft and of the channel, where more of it is known.
    'over-recipients': null,
    paused: null,
  };
  return forecast.warnings.flatMap((warning) => told[warning] ?? []);
}
