import { DAY, HOUR, MINUTE, SECOND } from './instant.ts';
import { lineOf } from './reply-line.ts';
import type { Reply } from './reply.ts';

/** A number of hours in a limit ("500 messages in 24 hours") names no wait: words of waiting must stand before or after it. */
const BEFORE =
  /(?:again|retry|wait|come back|resend|resubmit|grey-?listed|gray-?listed|greylisting|deferred|delayed|locked|blocked|suspended|lifted|reset|unlocked|essayer|erneut|warten|reintent\w*|riprovare)\b[^.;\d]{0,40}?$/i;
const AFTER = /^\s*(?:later|until|before|and (?:then )?(?:try|retry)|erneut|wieder|avant de)\b/i;

const CLOCK = /\b(\d{1,2}):(\d{2}):(\d{2})\b/;
const AMOUNT =
  /\b(\d{1,6}|an?|one)\s*(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|sekunden?|minuten?|stunden?|tage?n?|secondes?|heures?|jours?|segundos?|minutos?|horas?|d[ií]as?|secondi|minuti|or[ae]|giorn[io])\b/gi;

const UNITS: readonly { begins: RegExp; milliseconds: number }[] = [
  { begins: /^(milli|ms)/i, milliseconds: 1 },
  { begins: /^(h|o|stunde)/i, milliseconds: HOUR },
  { begins: /^s/i, milliseconds: SECOND },
  { begins: /^m/i, milliseconds: MINUTE },
  { begins: /^[djtg]/i, milliseconds: DAY },
];

/** How long the server asks us to wait, in milliseconds, such as "try again in 300 seconds"; null when it names no time. */
export function namedWait(reply: Reply): number | null {
  const words = lineOf(reply);
  const clock = CLOCK.exec(words);
  if (clock && BEFORE.test(words.slice(0, clock.index))) {
    return Number(clock[1]) * HOUR + Number(clock[2]) * MINUTE + Number(clock[3]) * SECOND;
  }
  for (const found of words.matchAll(AMOUNT)) {
    const [whole, count = '', unit = ''] = found;
    const waits = BEFORE.test(words.slice(0, found.index)) || AFTER.test(words.slice(found.index + whole.length));
    if (waits) return amountOf(count) * millisecondsOf(unit);
  }
  return null;
}

const amountOf = (count: string): number => (/^\d/.test(count) ? Number(count) : 1);
const millisecondsOf = (unit: string): number => UNITS.find(({ begins }) => begins.test(unit))?.milliseconds ?? 0;
