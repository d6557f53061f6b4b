import { describe, expect, it } from '@jest/globals';
import { judgeSpf } from '../../src/domain/spf.ts';

const OURS = 'spf.provider.example';
const texts = (records: Record<string, string | string[] | null>) =>
  new Map(
    Object.entries({ [OURS]: 'v=spf1 ip4:192.0.2.0/24 -all', ...records }).map(([name, said]) => [
      name,
      said === null ? null : [said].flat(),
    ]),
  );
const judge = (records: Record<string, string | string[] | null>, include: string | null = OURS) =>
  judgeSpf('firma.example', include, texts(records));

describe('an SPF record', () => {
  it.each([
    [`v=spf1 include:${OURS} -all`, 'names-it'],
    [`V=SPF1   +INCLUDE:${OURS.toUpperCase()}.  ~all`, 'names-it'],
    [`v=spf1 redirect=${OURS}`, 'names-it'],
    [`v=spf1 ip4:192.0.2.1 a:mail.firma.example/24 mx/24 exp=why.firma.example include:${OURS} -all`, 'names-it'],
    ['v=spf1 include:group.firma.example ~all', 'names-it'],
    [`v=spf1 ~include:${OURS} -all`, 'lacks-it'],
    [`v=spf1 ?include:${OURS} -all`, 'lacks-it'],
    [`v=spf1 -all include:${OURS}`, 'lacks-it'],
    [`v=spf1 -all redirect=${OURS}`, 'lacks-it'],
    ['v=spf1 ?include:group.firma.example -all', 'lacks-it'],
    ['v=spf1 mx -all', 'lacks-it'],
    ['v=spf1', 'lacks-it'],
    ['v=spf1 include:%{d}.others.example -all', 'unclear'],
    ['v=spf1 exists:%{i}._spf.firma.example -all', 'unclear'],
    ['v=spf1 a:%{d} -all', 'unclear'],
    ['v=spf1 -exists:%{i}._spf.firma.example -all', 'lacks-it'],
    ['v=spf1 +all', 'names-it'],
    ['v=spf1 mx all', 'names-it'],
    ['v=spf1 include:anybody.example -all', 'names-it'],
    ['v=spf1 ?all', 'lacks-it'],
    [`v=spf1 include:%{d}.others.example include:${OURS} -all`, 'names-it'],
    ['v=spf1 include:nowhere.example -all', 'malformed'],
    ['v=spf1 inclde:spf.provider.example -all', 'malformed'],
    ['v=spf1 include:circle.firma.example -all', 'too-long'],
    [`v=spf1 ${'a '.repeat(10)}include:${OURS} -all`, 'too-long'],
    [`v=spf1 ${'a '.repeat(9)}include:${OURS} -all`, 'names-it'],
    ['v=spf1 include:silent.example -all', 'not-looked-up'],
    [`v=spf1 include:silent.example include:${OURS} -all`, 'not-looked-up'],
    ['v=spf10 -all', 'absent'],
    ['google-site-verification=x', 'absent'],
  ])('%s: %s', (record, state) => {
    const found = {
      'group.firma.example': `v=spf1 include:${OURS} -all`,
      'circle.firma.example': 'v=spf1 include:circle.firma.example',
      'anybody.example': 'v=spf1 +all',
      'nowhere.example': [],
      'silent.example': null,
    };
    expect(judge({ ...found, 'firma.example': record })).toBe(state);
  });

  it('that stands there twice counts for nothing', () => {
    expect(judge({ 'firma.example': [`v=spf1 include:${OURS} -all`, 'v=spf1 -all'] })).toBe('several');
  });

  it('costs what its provider’s own costs, too', () => {
    const own = `v=spf1 ${'include:part.provider.example '.repeat(6)}-all`;
    const part = 'v=spf1 include:deep.provider.example -all';
    const found = { [OURS]: own, 'part.provider.example': part, 'deep.provider.example': 'v=spf1 ip4:192.0.2.1 -all' };
    expect(judge({ ...found, 'firma.example': `v=spf1 include:${OURS} -all` })).toBe('too-long');
  });

  it('says no more than its provider’s own says', () => {
    const judgeWith = (own: string | null) => judge({ [OURS]: own, 'firma.example': `v=spf1 include:${OURS} -all` });
    expect(judgeWith(null)).toBe('not-looked-up');
    expect(judgeWith('v=spf1 inclde:x -all')).toBe('malformed');
    expect(judgeWith('v=spf1 exists:%{i}.provider.example -all')).toBe('names-it');
  });

  it.each([
    ['all of the provider’s addresses', 'v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all', 'names-it'],
    ['all of them, and more', 'v=spf1 ip4:192.0.0.0/16 ip6:2001:db8::/31 ip4:203.0.113.1 -all', 'names-it'],
    ['all of them in a record of its own', 'v=spf1 include:flat.firma.example -all', 'names-it'],
    ['some of them', 'v=spf1 ip4:192.0.2.0/25 -all', 'by-address'],
    ['some of them in a record of its own', 'v=spf1 include:part.firma.example -all', 'by-address'],
    ['some of them where it leads in the end', 'v=spf1 mx redirect=part.firma.example', 'by-address'],
    ['none of them', 'v=spf1 ip4:203.0.113.0/24 ip6:2001:db9::/32 -all', 'lacks-it'],
    ['them, and does not let them send', 'v=spf1 ~ip4:192.0.2.0/24 ?include:flat.firma.example -all', 'lacks-it'],
    ['them after it ends', 'v=spf1 -all ip4:192.0.2.0/24', 'lacks-it'],
    ['what is no address', 'v=spf1 ip4:192.0.2 -all', 'lacks-it'],
  ])('that names in the provider’s place %s: %s, %s', (_, record, state) => {
    const found = {
      [OURS]: 'v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all',
      'flat.firma.example': 'v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all',
      'part.firma.example': 'v=spf1 ip4:192.0.2.77 -all',
    };
    expect(judge({ ...found, 'firma.example': record })).toBe(state);
  });

  it.each([
    ['not all show', 'v=spf1 a:out.provider.example ip4:198.51.100.1 -all'],
    ['show only to whom the mail comes', 'v=spf1 exists:%{i}.provider.example -all'],
    ['are not to be had', null],
    ['are nowhere', []],
  ])('does not lack a provider whose addresses %s, where it names any', (_, own) => {
    const judgeWith = (record: string) => judge({ [OURS]: own, 'firma.example': record });
    expect(judgeWith('v=spf1 ip4:203.0.113.1 -all')).toBe('by-address');
    expect(judgeWith('v=spf1 mx -all')).toBe('lacks-it');
  });

  it('says nothing of a server that nobody knows a name of', () => {
    expect(judge({ 'firma.example': 'v=spf1 mx -all' }, null)).toBe('unclear');
    expect(judge({ 'firma.example': [] }, null)).toBe('absent');
    expect(judge({ 'firma.example': ['v=spf1 mx', 'v=spf1 a'] }, null)).toBe('several');
  });

  it('asks for what it leads to, one after the other', () => {
    expect(judge({})).toEqual({ needs: 'firma.example' });
    expect(judge({ 'firma.example': 'v=spf1 include:group.firma.example -all' })).toEqual({
      needs: 'group.firma.example',
    });
    expect(judge({ 'firma.example': null })).toBe('not-looked-up');
  });
});
