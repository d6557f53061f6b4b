import { describe, expect, it } from '@jest/globals';
import { DAY, MINUTE } from '../../src/domain/instant.ts';
import { CODE, nextCodeAt, type Asked } from '../../src/domain/proof-code.ts';
import type { ProviderId } from '../../src/domain/provider.ts';
import { voucherOf, type Voucher } from '../../src/domain/sender-proof.ts';

const ADA = 'ada@firma.example';
const INFO = 'info@firma.example';

describe('who says that a rep may write as a sender', () => {
  it.each<[ProviderId, string, string, 'shown' | 'named' | null, string | null, Voucher | null]>([
    // where, login, sender, by a code or by an administrator, own address
    ['custom', ADA, ADA, null, ADA, 'own'],
    ['custom', ADA, 'Ada@Firma.example', null, ADA, 'own'],
    ['custom', ADA, INFO, 'shown', ADA, 'proven'],
    ['custom', ADA, INFO, null, ADA, null],
    ['sendgrid', 'apikey', INFO, 'named', ADA, 'named'],
    ['default-channel', 'default-channel', INFO, 'named', ADA, null],
    // Whoever runs a server lets in whom they like, by any name.
    ['custom', INFO, INFO, null, ADA, null],
    ['custom', ADA, ADA, null, null, null],
    ['sendgrid', ADA, INFO, null, ADA, null],
    ['google-workspace-relay', ADA, INFO, null, ADA, null],
    // Exchange Online looks at each message.
    ['microsoft365', ADA, INFO, null, ADA, 'service'],
    // The mailbox of that address is there.
    ['fastmail', INFO, INFO, null, ADA, 'login'],
    ['gmail', INFO, INFO, null, null, 'login'],
    // Gmail takes it and puts the account's own in its place.
    ['gmail', ADA, INFO, null, ADA, null],
    ['default-channel', 'default-channel', INFO, null, ADA, null],
  ])('at %s, logged in as %s, as %s (%s; own: %s): %s', (providerId, username, address, known, own, voucher) => {
    const standing = { isSenderProven: known === 'shown', isSenderNamed: known === 'named' };
    expect(voucherOf({ providerId, username, sender: { address }, ...standing }, own)).toBe(voucher);
  });
});

describe('a code', () => {
  const NONE: Asked = { lastAt: null, firstAt: null, count: 0, countInAll: 0 };
  const NOW = 10 * DAY;

  it.each<[string, Partial<Asked>, number | null]>([
    ['the first', {}, null],
    ['another within a minute', { lastAt: NOW - MINUTE / 2 }, NOW + MINUTE / 2],
    ['another after a minute', { lastAt: NOW - MINUTE, firstAt: NOW - MINUTE, count: 1 }, null],
    ['more than a day has', { lastAt: NOW - DAY / 2, firstAt: NOW - DAY / 2, count: CODE.aDay }, NOW + DAY / 2],
    ['one to a new address, after many others', { countInAll: CODE.aDayInAll }, NOW + DAY],
  ])('may be sent: %s', (_name, asked, at) => {
    expect(nextCodeAt({ ...NONE, ...asked }, NOW)).toBe(at);
  });
});
