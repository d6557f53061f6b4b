import type { Reputation } from '../../../contract/shapes.ts';
import type { Words } from '../../words/words.ts';

/** Each record that is missing, as it is read out to whoever adds it. */
export const missingTexts = (
  words: Words['reputation'],
  missing: Reputation['missing'],
  provider: string,
): { name: string; text: string }[] =>
  missing.map(({ name, type, value, replaces }) => {
    const record = value === null ? words.recordShown(name, type, provider) : words.record(name, type, value);
    return { name, text: replaces === null ? record : `${record}\n${words.replaces(replaces)}` };
  });
