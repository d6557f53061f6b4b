import { describe, expect, it } from '@jest/globals';
import { chooseMechanism } from '../../src/domain/credential.ts';
import {
  CONNECTION_FAILURES,
  DISPOSITION,
  GRANT_FAILURES,
  hasReply,
  REPLY_FAILURES,
} from '../../src/domain/failure.ts';
import { REPLY_CLASS, REPLY_CLASSES } from '../../src/domain/classify.ts';

describe('the kinds of failure', () => {
  it('are each decided once', () => {
    const kinds = [...CONNECTION_FAILURES, ...REPLY_FAILURES, ...GRANT_FAILURES];
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(Object.keys(DISPOSITION).sort()).toEqual([...kinds].sort());
  });

  it('of a reply fall into every class there is', () => {
    expect([...new Set(Object.values(REPLY_CLASS))].sort()).toEqual([...REPLY_CLASSES].sort());
  });

  it('that concern the login break the channel, but for those that pass', () => {
    const auth = REPLY_FAILURES.filter((kind) => REPLY_CLASS[kind] === 'auth');
    expect(auth.filter((kind) => DISPOSITION[kind] !== 'break')).toEqual([]);
    expect([DISPOSITION['authentication-unavailable'], DISPOSITION['too-many-logins']]).toEqual(['retry', 'wait']);
  });
});

it('a failure has a reply only when a server gave one', () => {
  expect(hasReply({ kind: 'rejected', stage: 'data', reply: { code: 554, enhanced: null, text: 'no' } })).toBe(true);
  expect(hasReply({ kind: 'connection-lost', stage: 'data', host: 'smtp.example.com', port: 587, detail: null })).toBe(
    false,
  );
});

it.each([
  [['LOGIN', 'XOAUTH2'], 'LOGIN', 'XOAUTH2'],
  [['XOAUTH2', 'LOGIN', 'PLAIN'], 'PLAIN', 'XOAUTH2'],
  [['OAUTHBEARER', 'GSSAPI'], null, 'OAUTHBEARER'],
  [['OAUTHBEARER', 'XOAUTH2'], null, 'XOAUTH2'],
  [[], null, null],
] as const)('of %j the mechanism for a password is %s, for a token %s', (offered, password, token) => {
  expect(chooseMechanism(offered, 'password')).toBe(password);
  expect(chooseMechanism(offered, 'token')).toBe(token);
});
