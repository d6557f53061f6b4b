import { domainToASCII } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressedTo } from '../../src/domain/addressed-to.ts';
import { addressesIn, fieldsOf } from '../../src/domain/header-fields.ts';

const lines = (...all: string[]): string => all.map((line) => `${line}\r\n`).join('');
const addressed = (block: string, ...recipients: string[]): string => addressedTo(block, recipients, domainToASCII);

const HEADERS = lines(
  'From: Nora <nora@fjordlight.example>',
  'To: Ada <ada@one.example>, bo@two.example',
  'Cc: "Cy, the third" <cy@three.example>',
  'Subject: Lamps',
);

describe('the addresses in To and Cc', () => {
  it.each([
    ['ada@one.example', ['ada@one.example']],
    ['Ada <ada@one.example>, bo@two.example', ['ada@one.example', 'bo@two.example']],
    ['"Reimer, Ada; \\"A\\" <x@y>" <ada@one.example>', ['ada@one.example']],
    ['=?UTF-8?Q?M=C3=BCller=2C_Ada?= <ada@one.example>', ['ada@one.example']],
    ['=?utf-8?B?TcO8bGxlciwgQWRh?= <ada@one.example>,bo@two.example', ['ada@one.example', 'bo@two.example']],
    ['Ada (of (the) first, one) <ada@one.example> (at work)', ['ada@one.example']],
    [
      'Buyers: ada@one.example, Bo <bo@two.example>; , cy@three.example',
      ['ada@one.example', 'bo@two.example', 'cy@three.example'],
    ],
    ['undisclosed-recipients:;', []],
    ['', []],
    ['jörg@müller.example, Ñandú <ñandú@país.example>', ['jörg@müller.example', 'ñandú@país.example']],
    ["o'brien+lamps@one.example", ["o'brien+lamps@one.example"]],
  ])('%s', (value, addresses) => {
    expect(addressesIn(value)).toEqual(addresses);
  });

  it.each([
    'Ada',
    '"odd name"@one.example',
    'Ada <"odd name"@one.example>',
    'Ada <ada@one.example',
    '"Ada <ada@one.example>',
    'Ada (of one <ada@one.example>',
    'ada@one.example bo@two.example',
    'ada@[192.0.2.1',
    '<>',
  ])('%s cannot be read', (value) => {
    expect(addressesIn(value)).toBeNull();
  });
});

it('a folded field is one field, and stays as it is folded', () => {
  expect(fieldsOf('To: ada@one.example,\r\n\tbo@two.example\r\nSUBJECT : Lamps\r\n in a fold\r\n')).toEqual([
    { name: 'to', value: 'ada@one.example,\tbo@two.example', raw: 'To: ada@one.example,\r\n\tbo@two.example\r\n' },
    { name: 'subject', value: 'Lamps in a fold', raw: 'SUBJECT : Lamps\r\n in a fold\r\n' },
  ]);
});

describe('a message that names its recipients', () => {
  it('is left as it is when To and Cc name just those whom it goes to', () => {
    expect(addressed(HEADERS, 'cy@three.example', 'ada@one.example', 'bo@two.example')).toBe(HEADERS);
  });

  it('goes to the others by Bcc, in front', () => {
    const all = ['ada@one.example', 'bo@two.example', 'cy@three.example', 'dee@four.example', 'eve@five.example'];
    expect(addressed(HEADERS, ...all)).toBe(`Bcc: dee@four.example,\r\n eve@five.example\r\n${HEADERS}`);
  });

  it('names nobody when it goes to a part of them', () => {
    expect(addressed(HEADERS, 'bo@two.example')).toBe(
      lines(
        'Bcc: bo@two.example',
        'To: undisclosed-recipients:;',
        'From: Nora <nora@fjordlight.example>',
        'Subject: Lamps',
      ),
    );
  });

  it('names nobody when To cannot be read', () => {
    const block = lines('To: Ada <ada@one.example', 'Subject: Lamps');
    expect(addressed(block, 'ada@one.example')).toBe(
      lines('Bcc: ada@one.example', 'To: undisclosed-recipients:;', 'Subject: Lamps'),
    );
  });

  it('goes to Bcc only, beside the group without members that it has', () => {
    const block = lines('To: undisclosed-recipients:;', 'Subject: Lamps');
    expect(addressed(block, 'ada@one.example')).toBe(`Bcc: ada@one.example\r\n${block}`);
  });

  it('loses every other field by which somebody could be reached', () => {
    const block = lines('Bcc: eve@five.example', 'Resent-To: eve@five.example', 'To: ada@one.example', 'Subject: Hi');
    expect(addressed(block, 'ada@one.example')).toBe(lines('To: ada@one.example', 'Subject: Hi'));
  });

  it('knows an address by any of its spellings', () => {
    const block = lines('To: Ada <ADA@xn--mller-kva.example>', 'Subject: Hi');
    expect(addressed(block, 'ada@müller.example')).toBe(block);
  });

  it('has its last line ended', () => {
    expect(addressed('To: ada@one.example', 'ada@one.example')).toBe('To: ada@one.example\r\n');
  });

  it('names exactly its recipients, whatever its headers say', () => {
    const address = fc.constantFrom('ada@one.example', 'bo@two.example', 'jörg@müller.example', 'cy@three.example');
    const person = fc.tuple(fc.constantFrom('', 'Ada', '"A, \\"B\\""', '=?utf-8?Q?=C3=A9?='), address);
    const written = ([name, one]: [string, string]): string => (name === '' ? one : `${name} <${one}>`);
    const list = fc.array(person, { maxLength: 4 }).map((people) => people.map(written).join(',\r\n '));
    fc.assert(
      fc.property(list, list, fc.uniqueArray(address, { minLength: 1 }), (to, cc, recipients) => {
        const block = lines('From: nora@fjordlight.example', `To: ${to}`, `Cc: ${cc}`, 'Subject: Lamps');
        const reached = fieldsOf(addressed(block, ...recipients))
          .filter(({ name }) => ['to', 'cc', 'bcc'].includes(name))
          .flatMap(({ value }) => addressesIn(value) ?? ['unread']);
        expect(new Set(reached)).toEqual(new Set(recipients));
      }),
    );
  });
});
