import { describe, expect, it } from '@jest/globals';
import { message, says, stageGraph } from './graph-stage.ts';

const stage = stageGraph();

describe('what Graph forbids', () => {
  const forbids = says(403, { code: 'ErrorAccessDenied' });

  it('just after its token was proven is all that its sender sends', async () => {
    const attempt = await stage.delivered(forbids);
    expect(attempt).toMatchObject({ ended: 'failed', failure: { kind: 'sending-forbidden', stage: 'after-data' } });
  });

  it.each([
    ['ErrorSendAsDenied', 'send-as-denied'],
    ['ErrorMessageBlocked', 'content-refused'],
  ])('is one message alone, where %s says so', async (code, kind) => {
    const attempt = await stage.delivered(says(403, { code }));
    expect(attempt).toMatchObject({ ended: 'failed', failure: { kind } });
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
