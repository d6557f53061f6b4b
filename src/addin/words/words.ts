import { by } from './by.ts';
import { en, type FirstWords } from './en.ts';
import type { ScreenWords } from './en/screens.ts';
import { formatsFor, type Formats } from './formats.ts';

/** Every sentence the rep reads. */
export type Words = FirstWords & ScreenWords;

/**
 * The words for the mail client's language, a BCP 47 tag, that the first screen needs. English is the only one so far;
 * numbers and dates follow the rep's region as long as it speaks English, because a German date inside an English sentence
 * helps nobody. Who is `alone` with the mailbox has no company to ask.
 */
export function wordsFor(language: string, alone = false): FirstWords {
  return en(formatsOf(language), by(alone));
}

/** All of them, asked for once a language: the first screen does not wait for those of the others. */
export function allWordsFor(language: string, alone = false): Promise<Words> {
  const key = `${language} ${String(alone)}`;
  const known = asked.get(key) ?? load(language, alone);
  asked.set(key, known);
  return known;
}

const asked = new Map<string, Promise<Words>>();

async function load(language: string, alone: boolean): Promise<Words> {
  const format = formatsOf(language);
  const { screensEn } = await import(/* webpackChunkName: "words" */ './en/screens.ts');
  const [first, others] = [wordsFor(language, alone), screensEn(format, by(alone))];
  return { ...first, ...others, failures: { ...first.failures, ...others.failures } };
}

const formatsOf = (language: string): Formats =>
  formatsFor(isLanguage(language) && language.toLowerCase().startsWith('en') ? language : 'en');

/** Clients say what they like, `en_US` too, and Intl throws at whatever is no tag. */
function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
