import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { envelopeOf, wireBytes } from '../../src/domain/message.ts';

const to = (...addresses: string[]) => addresses.map((address) => ({ name: '', address }));
const from = { name: 'Rep', address: 'rep@example.com' };

describe('an envelope', () => {
  it('holds everyone once, in the order of to, cc, bcc', () => {
    const draft = {
      from,
      to: to('a@example.com', 'b@example.com'),
      cc: to('B@Example.com', 'c@example.com'),
      bcc: to('d@example.com', 'a@example.com'),
    };
    expect(envelopeOf(draft)).toEqual({
      mailFrom: 'rep@example.com',
      rcptTo: ['a@example.com', 'b@example.com', 'c@example.com', 'd@example.com'],
    });
  });

  it('may be without recipients', () => {
    expect(envelopeOf({ from, to: [], cc: [], bcc: [] }).rcptTo).toEqual([]);
  });

  it('names nobody twice and forgets nobody', () => {
    const some = fc.array(fc.constantFrom('a@x.example', 'A@x.example', 'b@x.example', 'c@x.example'));
    fc.assert(
      fc.property(some, some, some, (one, two, three) => {
        const { rcptTo } = envelopeOf({ from, to: to(...one), cc: to(...two), bcc: to(...three) });
        const small = rcptTo.map((address) => address.toLowerCase());
        return (
          new Set(small).size === small.length &&
          [...one, ...two, ...three].every((address) => small.includes(address.toLowerCase()))
        );
      }),
    );
  });
});

describe('the size on the wire', () => {
  it('is never less than what base64 makes of the attachments', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30_000_000), { maxLength: 5 }), (sizes) => {
        const attachments = sizes.map((size) => ({ name: 'a.pdf', type: 'application/pdf', size, contentId: null }));
        const base64 = sizes.reduce((sum, size) => sum + Math.ceil(size / 3) * 4 + Math.ceil(size / 57) * 2, 0);
        return wireBytes({ body: { type: 'html', content: '' }, attachments }) >= base64;
      }),
    );
  });

  it('grows with the body', () => {
    const bytes = (content: string) => wireBytes({ body: { type: 'text', content }, attachments: [] });
    expect(bytes('x'.repeat(1_000)) - bytes('')).toBe(2_000);
  });
});
