/** Scripts that are written together in one word; every other stands alone (Unicode UTS 39, 5.2). One that is not here is shown to nobody. */
const TOGETHER: readonly (readonly string[])[] = [
  ...[
    ...['Greek', 'Cyrillic', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Ethiopic', 'Thai', 'Lao', 'Khmer'],
    ...['Myanmar', 'Sinhala', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada'],
    ...['Malayalam', 'Hangul'],
  ].map((script) => [script]),
  ['Han', 'Hiragana', 'Katakana'],
  ['Han', 'Bopomofo'],
  ['Han', 'Hangul'],
];
/** Of Latin the letters of living languages, with what they carry: ɡ, ɑ, ı and marks that stand alone pass for others (UTS 39, Identifier_Status). */
const LATIN = /^[a-z\d\u00DF-\u00F6\u00F8-\u0130\u0132-\u0137\u0139-\u017E\u1E00-\u1EFF-]+$/u;
const LABELS = [
  LATIN,
  ...TOGETHER.map(
    // By extensions: ー is written with kana alone, and belongs to no script.
    (scripts) =>
      new RegExp(`^[${scripts.map((script) => `\\p{Script_Extensions=${script}}`).join('')}\\p{M}\\d-]+$`, 'u'),
  ),
];
const ENDS_LATIN = /\p{Script=Latin}[^.]*$/u;
/** Whole words of these pass for Latin ones. */
const LIKE_LATIN = /[\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}]/u;

/** Whether a domain in its own letters may pass for another: it mixes scripts that nobody writes together, or looks Latin to its Latin end. */
export const mayDeceive = (domain: string): boolean =>
  !domain.split('.').every((label) => LABELS.some((written) => written.test(label))) ||
  (LIKE_LATIN.test(domain) && ENDS_LATIN.test(domain));
