import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { classify, firstRule } from '../../src/domain/classify.ts';
import { BEFORE_THE_MESSAGE, DISPOSITION, type Stage } from '../../src/domain/failure.ts';
import { parseReply } from '../../src/domain/reply.ts';
import { readReplies } from './replies/read-replies.ts';

const REAL = (['known', 'unseen', 'unseen-after-tuning', 'unseen-again', 'unseen-causes', 'bounced'] as const).flatMap(
  readReplies,
);
const dispositionOf = (raw: string, stage: Stage) => DISPOSITION[classify(parseReply(raw), stage).kind];

describe('before there is a message', () => {
  const refusals = fc.tuple(
    fc.constantFrom(500, 502, 521, 535, 550, 553, 554),
    fc.oneof(
      fc.string(),
      fc.constantFrom(...REAL).map(({ reply }) => reply.replace(/^\d{3}[ -]/gm, '')),
    ),
  );

  it('no message is refused for what the server says to us', () => {
    fc.assert(
      fc.property(refusals, fc.constantFrom(...BEFORE_THE_MESSAGE), ([code, words], stage) => {
        return DISPOSITION[classify({ ...parseReply(words), code }, stage).kind] !== 'refuse';
      }),
    );
  });

  it('a password that is refused for good is tried again only by the word of a rule', () => {
    fc.assert(
      fc.property(refusals, ([code, words]) => {
        const reply = { ...parseReply(words), code };
        const breaks = DISPOSITION[classify(reply, 'auth').kind] === 'break';
        const outage = code !== 535 && /5\.[34]\.\d/.test(words);
        return breaks || outage || firstRule(reply, 'auth') !== null;
      }),
    );
  });

  it.each([
    ['454 4.7.0 Temporary authentication failure', 'auth'],
    ['454 4.7.0 Temporary authentication failure: Connection lost to authentication server', 'auth'],
    ['535 5.7.8 Error: authentication failed: Connection lost to authentication server', 'auth'],
    ['435 Unable to authenticate at present', 'auth'],
    ['451 4.7.0 Temporary server error. Please try again later. PRX4', 'auth'],
    ['550 5.3.0 Internal server error', 'auth'],
    ['554 5.3.2 Nope', 'greeting'],
    ['554 5.3.0 Service temporarily unavailable', 'ehlo'],
    ['554 5.7.3 Unable to initialize security subsystem', 'starttls'],
  ] as const)('an outage breaks nothing and asks for no password: %s at %s', (raw, stage) => {
    expect(dispositionOf(raw, stage)).toBe('retry');
  });

  it.each([
    '535 5.7.8 Error: authentication failed: try again later',
    '535 Login failed, please try again in 15 minutes',
    '535 5.7.0 (#AUTH005) Too many bad auth attempts.',
  ])('a refusal that may be the password’s and may pass waits, without one try after the other: %s', (raw) => {
    expect(dispositionOf(raw, 'auth')).toBe('wait');
  });
});
