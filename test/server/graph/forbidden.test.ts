import { describe, expect, it } from '@jest/globals';
import { message, says, stageGraph } from './graph-stage.ts';

const stage = stageGraph();

describe('a message that is forbidden', () => {
  const forbids = says(403, { code: 'ErrorAccessDenied' });

  it('is refused by itself, just after its token was proven, and breaks nothing', async () => {
    const attempt = await stage.delivered(forbids);
    expect(attempt).toMatchObject({ ended: 'failed', failure: { kind: 'policy-refused', stage: 'after-data' } });
  });

  it('has the token proven again, where others went before it', async () => {
    let taken = 0;
    const session = await stage.opened((request, response) => {
      taken += 1;
      (taken === 1 ? says(202) : forbids)(request, response);
    });
    expect(await session.send(message())).toMatchObject({ ended: 'accepted' });
    expect(await session.send(message())).toBe('stale');
  });
});
