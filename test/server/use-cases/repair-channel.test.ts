import { describe, expect, it } from '@jest/globals';
import type { Candidate } from '../../../src/domain/candidate.ts';
import { establish, type DeliveryChannel, type Owner } from '../../../src/domain/channel.ts';
import { success } from '../../../src/domain/result.ts';
import { prove, STEPS, type PassedVerification, type StepPassed } from '../../../src/domain/verification.ts';
import type { ConnectEvent } from '../../../src/server/use-cases/prove-channel.ts';
import { repairChannel } from '../../../src/server/use-cases/repair-channel.ts';

const ADA: Owner = { tenantId: 'firma', objectId: 'ada' };
const CANDIDATE: Candidate = {
  providerId: 'custom',
  server: { host: 'smtp.firma.example', port: 587, security: 'starttls' },
  username: 'ada',
  sender: { name: 'Ada', address: 'ada@firma.example' },
};
const PASSED = STEPS.map((step): StepPassed => ({ step, outcome: 'passed', milliseconds: 1, detail: '' }));

function proof(): PassedVerification {
  const proven = prove(CANDIDATE, { mechanism: 'PLAIN', advertisedBytes: null }, PASSED, 1);
  if (proven === null) throw new Error('The steps prove nothing.');
  return proven;
}

describe('repairing a channel', () => {
  it('that is removed at the last moment says so, and does not bring it back', async () => {
    const channels = new Map<string, DeliveryChannel>([['channel-1', establish(proof(), 'channel-1', ADA)]]);
    const repair = repairChannel({
      find: async (_owner, id) => channels.get(id) ?? null,
      async *verify() {
        yield* PASSED;
        return success(proof());
      },
      async seal(_credential, channelId) {
        channels.delete(channelId);
        return { keyId: 'k1', text: 'sealed' };
      },
      async save({ channel, isNew }) {
        if (isNew) channels.set(channel.id, channel);
        return channels.has(channel.id);
      },
      clock: () => 2,
    });
    const steps = await repair(ADA, 'channel-1', 'new', new AbortController().signal);
    const events: ConnectEvent[] = steps.ok ? await Array.fromAsync(steps.value) : [];
    expect(events).toEqual([...PASSED, { failure: { kind: 'not-found' } }]);
    expect(channels.size).toBe(0);
  });
});
