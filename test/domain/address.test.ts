import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { domainOf, isDomain, parseAddress, sameAddress } from '../../src/domain/address.ts';

describe('an address as typed', () => {
  it.each([
    ['rep@example.com', 'rep@example.com'],
    ['  rep@example.com\t', 'rep@example.com'],
    ['Rep@Example.COM', 'Rep@example.com'],
    ['rep+crm@mail.example.co.uk', 'rep+crm@mail.example.co.uk'],
    ["o'brien@example.ie", "o'brien@example.ie"],
    ['jörg@müller.example', 'jörg@müller.example'],
    ['बिक्री@उदाहरण.भारत', 'बिक्री@उदाहरण.भारत'],
    ['rep@xn--mller-kva.example', 'rep@xn--mller-kva.example'],
    ['rep@mu\u0308ller.example', 'rep@mu\u0308ller.example'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%j is read as %s', (typed, value) => {
    expect(parseAddress(typed)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['https://outlook.example.com', 'is-url'],
    ['Rep Example <rep@example.com>', 'has-space'],
    ['rep@example .com', 'has-space'],
    ['rep.example.com', 'no-at'],
    ['rep@sales@example.com', 'several-at'],
    ['a@example.com;b@example.com', 'several-at'],
    ['@example.com', 'no-local-part'],
    ['rep@', 'no-domain'],
    ['rep@example', 'no-domain'],
    ['rep@example..com', 'bad-domain'],
    ['rep@example.com.', 'bad-domain'],
    ['rep@-example.com', 'bad-domain'],
    ['rep@example.com>', 'bad-domain'],
    ['rep@192.0.2.1', 'bad-domain'],
    [`rep@${'a'.repeat(64)}.com`, 'bad-domain'],
    [`${'a'.repeat(65)}@example.com`, 'too-long'],
    ['<rep@example.com', 'bad-character'],
    ['rep..sales@example.com', 'bad-character'],
    ['.rep@example.com', 'bad-character'],
    ['"rep"@example.com', 'bad-character'],
    ['mailto:rep@example.com', 'bad-character'],
  ])('%j has the slip %s', (typed, failure) => {
    expect(parseAddress(typed)).toEqual({ ok: false, failure });
  });

  it('is read twice as it is read once', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const once = parseAddress(address);
        return !once.ok || JSON.stringify(parseAddress(once.value)) === JSON.stringify(once);
      }),
    );
  });

  it('never lets a line break or a control character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (local, domain) => {
        const read = parseAddress(`${local}@${domain}.example`);
        return !read.ok || ![...read.value].some((character) => character <= ' ' || '<>'.includes(character));
      }),
    );
  });
});

describe('a domain', () => {
  it('needs two labels and no number as its last', () => {
    expect(['example.com', 'a.b.example', 'localhost', '10.0.0.1', 'example.com-', ''].map(isDomain)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('is what stands behind the last at sign, in small letters', () => {
    expect(domainOf('Rep@Example.COM')).toBe('example.com');
  });
});

it('two spellings of a mailbox are one', () => {
  expect(sameAddress('Rep@Example.com ', 'rep@example.COM')).toBe(true);
  expect(sameAddress('rep@example.com', 'rep@example.org')).toBe(false);
});
