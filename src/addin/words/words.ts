import { en, type Words } from './en.ts';
import { formatsFor } from './formats.ts';

/**
 * The words for the mail client's language, a BCP 47 tag. English is the only one so far; numbers and dates follow the
 * rep's region as long as it speaks English, because a German date inside an English sentence helps nobody.
 */
export function wordsFor(language: string): Words {
  return en(formatsFor(isLanguage(language) && language.toLowerCase().startsWith('en') ? language : 'en'));
}

/** Clients say what they like, `en_US` too, and Intl throws at whatever is no tag. */
function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
