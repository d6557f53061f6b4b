import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Mailbox } from '../../src/domain/address.ts';
import { envelopeOf } from '../../src/domain/message.ts';
import { sharesOf } from '../../src/domain/shares.ts';

const people = (field: string, count: number): Mailbox[] =>
  Array.from({ length: count }, (_, at) => ({ name: '', address: `${field}${String(at)}@harbour.example` }));
const addressed = (to: number, cc: number, bcc: number) => ({
  from: { name: '', address: 'nora@fjordlight.example' },
  to: people('to', to),
  cc: people('cc', cc),
  bcc: people('bcc', bcc),
});

describe('the shares of a draft', () => {
  it('are one when everybody fits in one message', () => {
    expect(sharesOf(addressed(1, 1, 1), 3)).toEqual([
      ['to0@harbour.example', 'cc0@harbour.example', 'bcc0@harbour.example'],
    ]);
  });

  it('are one where there is no limit, and none when nobody is left', () => {
    expect(sharesOf(addressed(1, 0, 1), Infinity)).toEqual([['to0@harbour.example', 'bcc0@harbour.example']]);
    expect(sharesOf(addressed(1, 0, 0), Infinity, ['to0@harbour.example'])).toEqual([]);
  });

  it('have To and Cc in the first, and nobody twice', () => {
    const draft = addressed(1, 1, 3);
    draft.bcc.push({ name: '', address: 'TO0@harbour.example' });
    expect(sharesOf(draft, 3)).toEqual([
      ['to0@harbour.example', 'cc0@harbour.example', 'bcc0@harbour.example'],
      ['bcc1@harbour.example', 'bcc2@harbour.example'],
    ]);
  });

  it('are none when those who see each other are too many for one message', () => {
    expect(sharesOf(addressed(3, 1, 0), 3)).toBeNull();
  });

  it('are about as large as one another, but for who stays together', () => {
    const sizes = (to: number, bcc: number) => sharesOf(addressed(to, 0, bcc), 10)?.map(({ length }) => length);
    expect(sizes(1, 21)).toEqual([8, 7, 7]);
    expect(sizes(9, 4)).toEqual([9, 4]);
  });

  it('leave out those who have it already', () => {
    expect(sharesOf(addressed(1, 0, 3), 2, ['TO0@harbour.example', 'bcc0@harbour.example'])).toEqual([
      ['bcc1@harbour.example', 'bcc2@harbour.example'],
    ]);
    expect(sharesOf(addressed(1, 0, 0), 2, ['to0@harbour.example'])).toEqual([]);
  });

  it('are together everybody once, none over the limit, wherever one goes on', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), fc.nat(40), fc.integer({ min: 10, max: 20 }), fc.nat(5), (...given) => {
        const [to, cc, bcc, limit, done] = given;
        const draft = addressed(to, cc, bcc);
        const planned = sharesOf(draft, limit) ?? [];
        const before = planned.slice(0, done);
        const after = sharesOf(draft, limit, before.flat()) ?? [];
        expect([...before, ...after].flat()).toEqual(planned.flat());
        expect(after.every((share) => share.length > 0 && share.length <= limit)).toBe(true);
        expect(planned).toHaveLength(Math.ceil(planned.flat().length / limit));
        expect(planned.flat()).toEqual(envelopeOf(draft).rcptTo);
        expect(planned.every((share) => share.length > 0 && share.length <= limit)).toBe(true);
      }),
    );
  });
});
