import { describe, expect, it } from '@jest/globals';
import { judgeDkim } from '../../src/domain/dkim.ts';
import { dmarcNames, judgeDmarc } from '../../src/domain/dmarc.ts';
import { MAIL_AUTHENTICATION } from '../../src/domain/mail-authentication.ts';
import type { ProviderId } from '../../src/domain/provider.ts';
import { namesToAsk, reputationOf } from '../../src/domain/reputation.ts';

type Said = Record<string, string | string[] | null>;
const texts = (records: Said) =>
  new Map(Object.entries(records).map(([name, said]) => [name, said === null ? null : [said].flat()]));

describe('DKIM', () => {
  const judge = (one: string | string[] | null, two: string | string[] | null = [], areUsual = false) =>
    judgeDkim(
      'firma.example',
      { selectors: ['s1', 's2'], areUsual },
      texts({ 's1._domainkey.firma.example': one, 's2._domainkey.firma.example': two }),
    );

  it.each([
    ['v=DKIM1; k=rsa; p=MIIB', [], 'signed'],
    [[], 'p = MIIB', 'signed'],
    [null, 'p=MIIB', 'signed'],
    [null, [], 'not-looked-up'],
    ['v=DKIM1; p=', [], 'revoked'],
    ['something else', [], 'absent'],
    [[], [], 'absent'],
  ] as const)('with %j and %j is %s', (one, two, state) => {
    expect(judge(one as string, two as string)).toBe(state);
  });

  it('shows at the usual selectors, and nothing shows where others may be', () => {
    expect(judge('p=MIIB', [], true)).toBe('signed');
    expect(judge([], [], true)).toBe('unclear');
    expect(judge('p=', [], true)).toBe('unclear');
    expect(judge(null, [], true)).toBe('not-looked-up');
    expect(judgeDkim('firma.example', { selectors: [], areUsual: true }, new Map())).toBe('unclear');
  });
});

describe('DMARC', () => {
  it('is sought at the domain and above, of long names at the last seven labels first', () => {
    expect(dmarcNames('sales.firma.example')).toEqual([
      '_dmarc.sales.firma.example',
      '_dmarc.firma.example',
      '_dmarc.example',
    ]);
    expect(dmarcNames('a.b.c.d.e.f.g.h.i.example').slice(0, 2)).toEqual([
      '_dmarc.a.b.c.d.e.f.g.h.i.example',
      '_dmarc.d.e.f.g.h.i.example',
    ]);
    expect(dmarcNames('a.b.c.d.e.f.g.h.i.example')).toHaveLength(8);
  });

  it.each<[string, Said, string]>([
    [
      'its own policy',
      { '_dmarc.sales.firma.example': 'v=DMARC1; p=reject', '_dmarc.firma.example': 'v=DMARC1; p=none' },
      'reject',
    ],
    ['its own without a policy', { '_dmarc.sales.firma.example': 'v=DMARC1; rua=mailto:a@firma.example' }, 'none'],
    ['the organisation’s', { '_dmarc.firma.example': 'v=DMARC1;p=Quarantine' }, 'quarantine'],
    ['the organisation’s for names below it', { '_dmarc.firma.example': 'v=DMARC1; p=none; sp=reject' }, 'reject'],
    ['one that is being tried', { '_dmarc.firma.example': 'v=DMARC1; p=reject; t=y' }, 'quarantine'],
    ['a registry’s, which is not for companies', { '_dmarc.example': 'v=DMARC1; p=reject; psd=y' }, 'absent'],
    [
      'one where the organisation ends',
      { '_dmarc.firma.example': 'v=DMARC1; p=none; psd=n', '_dmarc.example': 'v=DMARC1; p=reject' },
      'none',
    ],
    ['two, which count for nothing', { '_dmarc.firma.example': ['v=DMARC1; p=reject', 'v=DMARC1; p=none'] }, 'absent'],
    ['something else', { '_dmarc.firma.example': 'v=spf1 -all' }, 'absent'],
    ['silence at the domain', { '_dmarc.sales.firma.example': null }, 'not-looked-up'],
    ['silence above', { '_dmarc.firma.example': null }, 'not-looked-up'],
    [
      'silence above what was found',
      { '_dmarc.firma.example': 'v=DMARC1; p=reject', '_dmarc.example': null },
      'reject',
    ],
  ])('knows %s', (_, records, state) => {
    expect(judgeDmarc('sales.firma.example', texts(records))).toBe(state);
  });
});

describe('a reputation', () => {
  const PROVIDERS_OWN = {
    'spf.protection.outlook.com': 'v=spf1 ip4:192.0.2.1 -all',
    '_spf.google.com': 'v=spf1 ip4:198.51.100.1 ~all',
  };
  const SPF = { 'firma.example': 'v=spf1 include:spf.protection.outlook.com -all' };
  const KEY = { 'selector1._domainkey.firma.example': 'v=DKIM1; p=MIIB' };
  const REJECT = { '_dmarc.firma.example': 'v=DMARC1; p=reject' };
  const judge = (records: Said, providerId: ProviderId = 'microsoft365') => {
    const known = texts({ ...PROVIDERS_OWN, ...records });
    for (
      let names = namesToAsk('firma.example', providerId, known);
      names.length > 0;
      names = namesToAsk('firma.example', providerId, known)
    )
      for (const name of names) known.set(name, []);
    return reputationOf('firma.example', providerId, known);
  };

  it.each<[string, Said, string]>([
    ['SPF alone', { ...SPF, ...REJECT }, 'proven'],
    ['a key alone', { ...KEY, ...REJECT }, 'if-signed'],
    ['a key while SPF is silent', { ...KEY, 'firma.example': null }, 'if-signed'],
    ['SPF, whatever becomes of the key', { ...SPF, ...KEY, ...REJECT }, 'proven'],
    ['neither, and a policy', REJECT, 'refused'],
    ['neither, and quarantine', { '_dmarc.firma.example': 'v=DMARC1; p=quarantine' }, 'refused'],
    ['neither, and nobody who minds', { '_dmarc.firma.example': 'v=DMARC1; p=none' }, 'unproven'],
    ['nothing at all', {}, 'unproven'],
    ['silence', { 'firma.example': null, ...REJECT }, 'unclear'],
    ['silence of the provider’s own', { ...SPF, ...REJECT, 'spf.protection.outlook.com': null }, 'unclear'],
    [
      'a name that is made of the message',
      { 'firma.example': 'v=spf1 exists:%{i}._spf.f.example -all', ...REJECT },
      'doubtful',
    ],
    ['whoever it is', { 'firma.example': 'v=spf1 +all', ...REJECT }, 'proven'],
    ['silence about the policy', { '_dmarc.firma.example': null }, 'unclear'],
  ])('by %s is %s', (_, records, standing) => {
    expect(judge(records).standing).toBe(standing);
  });

  it('names what is missing, to be pasted', () => {
    expect(judge({}).missing).toEqual([
      { type: 'TXT', name: 'firma.example', value: 'v=spf1 include:spf.protection.outlook.com ~all', replaces: null },
      { type: 'CNAME', name: 'selector1._domainkey.firma.example', value: null, replaces: null },
      { type: 'CNAME', name: 'selector2._domainkey.firma.example', value: null, replaces: null },
      { type: 'TXT', name: '_dmarc.firma.example', value: 'v=DMARC1; p=none', replaces: null },
    ]);
    expect(judge({ ...KEY, ...REJECT, 'firma.example': 'v=spf1 mx -all' }).missing).toEqual([
      {
        type: 'TXT',
        name: 'firma.example',
        value: 'v=spf1 include:spf.protection.outlook.com mx -all',
        replaces: 'v=spf1 mx -all',
      },
    ]);
    expect(judge({ ...SPF, ...KEY, ...REJECT }).missing).toEqual([]);
    expect(judge({ ...REJECT }, 'google-workspace').missing.map(({ type, name }) => `${type} ${name}`)).toEqual([
      'TXT firma.example',
    ]);
  });

  it.each<[ProviderId, Said, object]>([
    ['mailjet', {}, { dkim: 'absent', standing: 'refused' }],
    ['mailjet', { 'mailjet._domainkey.firma.example': 'k=rsa; p=MIIB' }, { dkim: 'signed', standing: 'if-signed' }],
    ['mailjet', { 'mailjet._domainkey.firma.example': null }, { dkim: 'not-looked-up', standing: 'unclear' }],
    ['brevo', {}, { dkim: 'unclear', standing: 'doubtful' }],
    ['brevo', { 'brevo1._domainkey.firma.example': 'k=rsa; p=MIIB' }, { dkim: 'signed', standing: 'if-signed' }],
  ])('at %s, whom bounces go to, is by DKIM alone, whatever SPF says: with %j %j', (id, records, found) => {
    const named = { 'firma.example': 'v=spf1 include:spf.mailjet.com include:spf.brevo.com -all' };
    expect(judge({ ...named, ...REJECT, ...records }, id)).toMatchObject({ spf: 'of-provider', ...found });
    expect(namesToAsk('firma.example', id, new Map())).not.toContain('firma.example');
  });

  it.each<ProviderId>(['custom', 'google-workspace', 'sendgrid'])(
    'at %s, where SPF is there for nobody and keys may be anywhere, hangs on the signature, in doubt where that is minded',
    (id) => {
      const found = { spf: 'absent', dkim: 'unclear' };
      expect(judge({}, id)).toMatchObject({ ...found, standing: 'if-signed' });
      expect(judge({ '_dmarc.firma.example': 'v=DMARC1; p=none' }, id)).toMatchObject({ standing: 'if-signed' });
      expect(judge({ '_dmarc.firma.example': 'v=DMARC1; p=quarantine' }, id)).toMatchObject({ standing: 'doubtful' });
      expect(judge(REJECT, id)).toMatchObject({ ...found, standing: 'doubtful' });
    },
  );

  it('offers no record that would count for nobody any more, and says that there is no room', () => {
    const full = (lookups: number) => ({
      'firma.example': `v=spf1 ${'a '.repeat(lookups - 1)}include:group.example -all`,
    });
    const group = { 'group.example': 'v=spf1 ip4:192.0.2.9 -all' };
    const room = judge({ ...full(9), ...group, ...KEY, ...REJECT });
    expect([room.spf, room.missing.map(({ name }) => name)]).toEqual(['lacks-it', ['firma.example']]);
    expect(judge({ ...full(10), ...group, ...KEY, ...REJECT })).toMatchObject({ spf: 'no-room', missing: [] });
    // What the provider's own record leads to counts, too.
    const deep = { 'spf.protection.outlook.com': 'v=spf1 include:deep.example -all', 'deep.example': 'v=spf1 -all' };
    expect(judge({ ...full(9), ...group, ...deep, ...REJECT })).toMatchObject({ spf: 'no-room', standing: 'refused' });
  });

  it('that names some of the provider’s addresses is told to lack nothing, and what proves it stays open', () => {
    const own = { 'spf.protection.outlook.com': 'v=spf1 ip4:192.0.2.0/24 -all' };
    const flat = { ...own, 'firma.example': 'v=spf1 ip4:192.0.2.1 ip4:203.0.113.1 -all' };
    expect(judge({ ...flat, ...REJECT })).toMatchObject({ spf: 'by-address', standing: 'doubtful' });
    expect(judge({ ...flat, ...REJECT }).missing.map(({ type }) => type)).toEqual(['CNAME', 'CNAME']);
    expect(judge({ ...flat, ...KEY, ...REJECT })).toMatchObject({ standing: 'if-signed', missing: [] });
  });

  it.each([null, []])('offers no record while the provider’s own is %j', (own) => {
    const found = judge({ ...KEY, ...REJECT, 'firma.example': 'v=spf1 mx -all', 'spf.protection.outlook.com': own });
    expect(found).toMatchObject({ spf: 'lacks-it', missing: [] });
  });

  it('of a server of the company’s own says what shows, and names no record it cannot know', () => {
    expect(judge({ 'firma.example': 'v=spf1 mx -all', ...REJECT }, 'custom')).toMatchObject({
      spf: 'unclear',
      dkim: 'unclear',
      dmarc: 'reject',
      standing: 'doubtful',
      missing: [],
    });
    expect(judge({ 'firma.example': 'v=spf1 mx -all' }, 'custom')).toMatchObject({ standing: 'unclear' });
    expect(judge({}, 'custom').missing.map(({ name }) => name)).toEqual(['_dmarc.firma.example']);
  });

  it('goes by facts with a source and a day', () => {
    for (const { source, asOf } of Object.values(MAIL_AUTHENTICATION)) {
      expect(source).not.toBe('');
      expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });
});
