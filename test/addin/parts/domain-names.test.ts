import { expect, it } from '@jest/globals';
import { asciiName, inLetters } from '../../../src/addin/parts/domain-names.ts';

it.each([
  ['xn--bcher-kva.example', 'bücher.example'],
  ['*.xn--bcher-kva.example', '*.bücher.example'],
  ['Jürgen@XN--mller-kva.example', 'Jürgen@müller.example'],
  ['mail.xn--e1afmkfd.xn--p1ai', 'mail.пример.рф'],
  ['xn--e1afmkfd.xn--p1ai', 'пример.рф'],
  ['nora@fjordlight.example', 'nora@fjordlight.example'],
  ['xn--local@firma.example', 'xn--local@firma.example'],
  // A Cyrillic а among Latin letters; a label that says nothing; one that no browser would make of its letters.
  ['xn--pypal-4ve.example', 'xn--pypal-4ve.example'],
  ['xn--99999999.example', 'xn--99999999.example'],
  ['xn--abc-.example', 'xn--abc-.example'],
])('%s is shown as %s', (text, shown) => {
  expect(inLetters(text)).toBe(shown);
});

it.each([
  ['mail.müller.example', 'mail.xn--mller-kva.example'],
  ['mail.mu\u0308ller.example', 'mail.xn--mller-kva.example'],
  ['smtp.example.com', 'smtp.example.com'],
  ['no name', 'no name'],
])('%s is asked for as %s', (name, ascii) => {
  expect(asciiName(name)).toBe(ascii);
});
