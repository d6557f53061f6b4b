import { expect, it } from '@jest/globals';
import { mayDeceive } from '../../src/domain/deceptive-name.ts';

it.each([
  ['bücher.example', false],
  ['straße-24.example', false],
  ['weingut-žofín.cz', false],
  ['日本語カナ.jp', false],
  ['한국漢字.kr', false],
  ['उदाहरण.भारत', false],
  ['mail.пример.рф', false],
  ['παράδειγμα.ελ', false],
  ['コーヒー・ニュース.jp', false],
  ['łódź.example', false],
  ['đà-nẵng.vn', false],
  // Latin letters that look like others, and marks that hardly show.
  ['\u0261oogle.com', true],
  ['p\u0251ypal.com', true],
  ['m\u0131crosoft.com', true],
  ['mi\u0307crosoft.com', true],
  ['micr\u0336osoft.com', true],
  // A Cyrillic а among Latin letters.
  ['p\u0430ypal.example', true],
  // All of it Cyrillic, before a Latin ending.
  ['\u0430\u0440\u0440\u04CF\u0435.com', true],
  ['\u0261\u03BF\u03BF\u0261le.com', true],
  ['ascii\u65E5.jp', true],
  ['full\u2024stop.example', true],
])('%s may pass for another: %s', (domain, may) => {
  expect(mayDeceive(domain)).toBe(may);
});
