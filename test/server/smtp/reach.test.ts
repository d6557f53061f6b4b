import { expect, it } from '@jest/globals';
import type { TLSSocket } from 'node:tls';
import { serverAt } from '../../../src/domain/submission-server.ts';
import type { Egress } from '../../../src/server/egress.ts';
import { reach } from '../../../src/server/smtp/reach.ts';
import { VERIFICATION_TIMEOUTS } from '../../../src/server/smtp/timeouts.ts';
import { HOST } from './outside.ts';
import { READY, stageVerifications } from './verification-stage.ts';

const stage = stageVerifications();

it('says what a server can do while the server has not said goodbye yet', async () => {
  const outside = await stage.play(`${READY}\n  C: QUIT\n  * silence`);
  const opened: TLSSocket[] = [];
  const egress: Egress = {
    ...outside,
    async secure(...given) {
      const secured = await outside.secure(...given);
      if (secured.ok) opened.push(secured.value);
      return secured;
    },
  };
  const reached = await reach(serverAt(HOST, 587), { egress, timeouts: VERIFICATION_TIMEOUTS });
  expect(reached).toMatchObject({ ok: true, value: { mechanisms: ['PLAIN', 'LOGIN'] } });
  expect(opened.map(({ destroyed }) => destroyed)).toEqual([false]);
});
