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
