import { describe, expect, it } from '@jest/globals';
import type { Candidate } from '../../../src/domain/candidate.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import type { StepReport } from '../../../src/domain/verification.ts';
import { verify } from '../../../src/server/graph/verify.ts';
import { GRAPH, LOGIN, NOW, says, stageGraph, type Behaviour } from './graph-stage.ts';

const stage = stageGraph();
const candidate = (address: string = LOGIN.username): Candidate => ({
  providerId: 'microsoft365',
  server: serverAt('smtp.office365.com', 587),
  username: LOGIN.username,
  sender: { name: 'Lena', address },
});

async function played(token?: Behaviour, sender?: string) {
  const egress = await stage.start(says(202), token && { token });
  const steps = verify(GRAPH, candidate(sender), LOGIN, { egress, clock: () => NOW });
  const reports: StepReport[] = [];
  for (;;) {
    const next = await steps.next();
    if (next.done === true) return { reports, result: next.value };
    reports.push(next.value);
  }
}
const ended = (reports: StepReport[]) =>
  reports.filter(({ outcome }) => outcome !== 'started').map(({ step, outcome }) => `${step} ${outcome}`);

describe('a candidate at Graph', () => {
  it('is proven by five steps, and nothing is sent', async () => {
    const { reports, result } = await played();
    expect(ended(reports)).toEqual(['dns passed', 'tcp passed', 'tls passed', 'auth passed', 'sender passed']);
    expect(result).toMatchObject({
      ok: true,
      value: { mechanism: 'Bearer', advertisedBytes: 2_900_000, candidate: candidate() },
    });
    expect(stage.heard.map(({ body }) => body)).toEqual(['*']);
  });

  it('stops at a token that does not count', async () => {
    const { reports, result } = await played(says(401, { code: 'InvalidAuthenticationToken' }));
    expect(ended(reports).at(-1)).toBe('auth failed');
    expect(result).toMatchObject({ ok: false, failure: { kind: 'token-rejected' } });
  });

  it('sends as the account alone', async () => {
    const { reports, result } = await played(undefined, 'team@firma.example');
    expect(ended(reports).at(-1)).toBe('sender failed');
    expect(result).toMatchObject({ ok: false, failure: { kind: 'sender-refused', stage: 'mail' } });
  });
});
