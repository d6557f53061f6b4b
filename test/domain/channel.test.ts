import { describe, expect, it } from '@jest/globals';
import type { Candidate } from '../../src/domain/candidate.ts';
import { establish, mend } from '../../src/domain/channel.ts';
import { serverAt } from '../../src/domain/submission-server.ts';
import { prove, STEPS, type StepPassed, type StepReport } from '../../src/domain/verification.ts';

const candidate: Candidate = {
  providerId: 'gmail',
  server: serverAt('smtp.gmail.com', 465),
  username: 'rep@gmail.com',
  sender: { name: 'Rep', address: 'rep@gmail.com' },
};
/** When it is looked at next. */
const NEXT = 9_000;
const owner = { tenantId: 'tenant', objectId: 'rep' };
const found = { mechanism: 'PLAIN', advertisedBytes: null } as const;
const passed = STEPS.map((step): StepPassed => ({ step, outcome: 'passed', milliseconds: 1, detail: '' }));
const failed: StepReport = {
  step: 'sender',
  outcome: 'failed',
  milliseconds: 1,
  failure: { kind: 'connection-lost', stage: 'rcpt', host: 'smtp.gmail.com', port: 465, detail: null },
};

const proven = (advertisedBytes: number | null = null, from: Candidate = candidate, at = 1_000) => {
  const verification = prove(from, { ...found, advertisedBytes }, passed, at);
  if (verification === null) throw new Error('five passed steps prove a candidate');
  return verification;
};

describe('proof', () => {
  it('is five steps passed, with their beginnings told in between', () => {
    const told = passed.flatMap((report): StepReport[] => [{ step: report.step, outcome: 'started' }, report]);
    expect(prove(candidate, found, told, 1_000)).toMatchObject({
      candidate,
      mechanism: 'PLAIN',
      provenAt: 1_000,
      steps: passed,
    });
  });

  it.each<[string, StepReport[]]>([
    ['nothing', []],
    ['one step missing', passed.slice(0, -1)],
    ['a step only begun', [...passed.slice(0, -1), { step: 'sender', outcome: 'started' }]],
    ['a step failed', [...passed.slice(0, -1), failed]],
    ['all passed and one failed after all', [...passed, failed]],
    ['the wrong order', [...passed].reverse()],
    ['one step twice', [...passed, ...passed.slice(-1)]],
  ])('is not %s', (_, steps) => {
    expect(prove(candidate, found, steps, 1_000)).toBeNull();
  });
});

describe('a channel', () => {
  it('works from the moment of its proof', () => {
    expect(establish(proven(), 'one', owner, NEXT)).toMatchObject({
      id: 'one',
      owner,
      providerId: 'gmail',
      mechanism: 'PLAIN',
      health: { state: 'working', since: 1_000 },
      createdAt: 1_000,
      verifiedAt: 1_000,
    });
  });

  it.each([
    [null, 35_882_577],
    [10_000_000, 10_000_000],
    [50_000_000, 35_882_577],
  ])(
    'takes messages up to the smaller of %s advertised and what the provider says',
    (advertisedBytes, messageBytes) => {
      expect(establish(proven(advertisedBytes), 'one', owner, NEXT).limits.messageBytes).toBe(messageBytes);
    },
  );

  it('of a server nobody knows takes what that advertises', () => {
    const custom: Candidate = { ...candidate, providerId: 'custom', server: serverAt('smtp.example.com', 587) };
    expect(establish(proven(5_000_000, custom), 'one', owner, NEXT).limits).toMatchObject({
      messageBytes: 5_000_000,
      messagesPerMinute: null,
    });
  });

  it('carries nothing that rode along with the candidate', () => {
    const withPassword = { ...candidate, password: 'a secret' };
    expect(JSON.stringify(establish(proven(null, withPassword), 'one', owner, NEXT))).not.toContain('a secret');
  });

  it('that is mended is the same channel, newly proven', () => {
    const first = establish(proven(), 'one', owner, NEXT);
    const broken = { ...first, health: { state: 'broken', since: 2_000, because: failed.failure } } as const;
    const mended = mend(broken, proven(null, { ...candidate, username: 'new@gmail.com' }, 3_000), 'new-password', NEXT);
    expect(mended).toMatchObject({
      id: 'one',
      owner,
      createdAt: 1_000,
      verifiedAt: 3_000,
      username: 'new@gmail.com',
      health: { state: 'working', since: 3_000 },
      nextCheckAt: NEXT,
    });
  });

  it.each([
    ['new-password', { everyDays: 90 }, { credentialAt: 3_000, expiryRule: { everyDays: 90 } }],
    ['new-password', { on: '2026-12-05' }, { credentialAt: 3_000, expiryRule: null }],
    ['again', { on: '2026-12-05' }, { credentialAt: 1_000, expiryRule: { on: '2026-12-05' } }],
    ['check', { everyDays: 90 }, { credentialAt: 1_000, expiryRule: { everyDays: 90 } }],
  ] as const)('that is mended by “%s” with the rule %j knows of its password %j', (occasion, expiryRule, known) => {
    const first = { ...establish(proven(), 'one', owner, NEXT), expiryRule };
    expect(mend(first, proven(null, candidate, 3_000), occasion, NEXT)).toMatchObject(known);
  });

  it('that is mended goes again by its rep’s word alone, when its rep had kept its mail back', () => {
    const held = { ...establish(proven(), 'one', owner, NEXT), heldSince: 2_000 };
    expect(mend(held, proven(), 'new-password', NEXT).heldSince).toBeNull();
    expect(mend(held, proven(), 'again', NEXT).heldSince).toBeNull();
    // Nobody said that it may go on.
    expect(mend(held, proven(), 'check', NEXT)).toMatchObject({ heldSince: held.heldSince, nextCheckAt: null });
  });
});
