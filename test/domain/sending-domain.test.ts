import { domainToASCII } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { DAY } from '../../src/domain/instant.ts';
import {
  insteadIn,
  isFreshlyProven,
  isProven,
  readDomain,
  readNamed,
  recordFor,
  recordIn,
  type SendingDomain,
} from '../../src/domain/sending-domain.ts';

const DNS = { toASCII: domainToASCII, isPublicSuffix: (domain: string) => ['co.uk', 'github.io'].includes(domain) };
const PROOF: SendingDomain = {
  ...{ domain: 'firma.example', token: 'abc', createdAt: 0 },
  ...{ provenAt: null, lostAt: null, named: [] },
};

describe('a domain that an administrator types', () => {
  it.each([
    ['firma.example', 'firma.example'],
    [' @Firma.Example. ', 'firma.example'],
    ['verkauf.firma.example', 'verkauf.firma.example'],
    ['bücher.example', 'xn--bcher-kva.example'],
  ])('%s is read as %s', (typed, domain) => {
    expect(readDomain(typed, DNS)).toEqual({ ok: true, value: domain });
  });

  it.each([
    ['', 'empty'],
    ['firma', 'bad-domain'],
    ['ada@firma.example', 'bad-domain'],
    ['https://firma.example', 'bad-domain'],
    ['*.firma.example', 'bad-domain'],
    ['192.0.2.1', 'bad-domain'],
    ['gmail.com', 'mail-service'],
    ['Outlook.com', 'mail-service'],
    ['gmx.de', 'mail-service'],
    ['co.uk', 'public-suffix'],
    ['github.io', 'public-suffix'],
  ])('%s is refused: %s', (typed, slip) => {
    expect(readDomain(typed, DNS)).toEqual({ ok: false, failure: slip });
  });
});

describe('the record of a domain', () => {
  it('stands beneath the domain, and says the token', () => {
    expect(recordFor(PROOF)).toEqual({ name: '_postlane.firma.example', value: 'postlane-domain=abc' });
  });

  it.each([
    ['is there', ['something else', 'postlane-domain=abc '], 'found'],
    ['has another token', ['postlane-domain=abcd'], 'other-value'],
    ['has the token alone', ['abc'], 'other-value'],
    ['is not there', [], 'missing'],
    ['was not to be asked for', null, 'unanswered'],
  ])('%s', (_what, texts, expected) => {
    expect(recordIn(texts, PROOF)).toBe(expected);
  });

  it('counts for a day, and not once it is gone', () => {
    const proven = { ...PROOF, provenAt: 5 };
    expect([isProven(PROOF), isProven(proven), isProven({ ...proven, lostAt: 9 })]).toEqual([false, true, false]);
    expect([isFreshlyProven(proven, 4 + DAY), isFreshlyProven(proven, 5 + DAY)]).toEqual([true, false]);
    expect(isFreshlyProven({ ...proven, lostAt: 9 }, 10)).toBe(false);
  });

  it('shows of what stands in a record’s place the first few texts, shortened', () => {
    expect(insteadIn(['v=spf1 -all', 'x'.repeat(81), 'b', 'c'])).toEqual(['v=spf1 -all', `${'x'.repeat(80)}…`, 'b']);
    expect(insteadIn([])).toEqual([]);
  });
});

describe('an address that an administrator names', () => {
  it.each([
    ['Sales@Firma.example', 'firma.example', { ok: true, value: 'sales@firma.example' }],
    ['info@bücher.example', 'xn--bcher-kva.example', { ok: true, value: 'info@bücher.example' }],
    ['sales@verkauf.firma.example', 'firma.example', { ok: false, failure: 'other-domain' }],
    ['sales@other.example', 'firma.example', { ok: false, failure: 'other-domain' }],
    ['sales', 'firma.example', { ok: false, failure: 'no-at' }],
    ['*@firma.example@firma.example', 'firma.example', { ok: false, failure: 'several-at' }],
    ['', 'firma.example', { ok: false, failure: 'empty' }],
  ])('%s, in %s', (typed, domain, read) => {
    expect(readNamed(typed, domain, DNS)).toEqual(read);
  });
});
