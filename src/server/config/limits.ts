import { NO_LIMITS, type Limits } from '../../domain/limit.ts';

export const LIMIT_NAMES = Object.keys(NO_LIMITS) as (keyof Limits)[];

/** Reads `name=number` after `name=number`; what is not named is not there. Each fault is a sentence that begins with the setting's name. */
export function readLimits<Name extends string>(
  setting: string,
  entries: readonly string[],
  names: readonly Name[],
  fault: (sentence: string) => void,
): Partial<Record<Name, number>> {
  const limits: Partial<Record<Name, number>> = {};
  for (const entry of entries) {
    const [typed = '', value = '', ...rest] = entry.split('=').map((part) => part.trim());
    const name = names.find((one) => one === typed);
    const number = rest.length === 0 && /^\d+$/.test(value) ? Number(value) : NaN;
    if (name === undefined) fault(`${setting} holds "${entry}": it must name one of ${names.join(', ')}.`);
    else if (!Number.isSafeInteger(number) || number < 1)
      fault(`${setting} holds "${entry}": it must be written as ${name}=20, a whole number from 1.`);
    else if (limits[name] !== undefined) fault(`${setting} names ${name} twice.`);
    else limits[name] = number;
  }
  return limits;
}
