import { describe, expect, it } from '@jest/globals';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import { MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { NO_LIMITS } from '../../../src/domain/limit.ts';
import type { Attempt } from '../../../src/domain/outbox.ts';
import type { Claimed } from '../../../src/domain/claimed.ts';
import { deliverDue, type DeliveryNeeds } from '../../../src/server/use-cases/deliver-due.ts';

const NOW = 1_000_000;
const CLAIMED: Claimed = {
  id: 'message-1',
  lease: 'lease-1',
  channel: {
    id: 'channel-1',
    owner: { tenantId: 'firma', objectId: 'ada' },
    providerId: 'custom',
    server: { host: 'smtp.firma.example', port: 587, security: 'starttls' },
    username: 'ada',
    sender: { name: 'Ada', address: 'ada@firma.example' },
    mechanism: 'PLAIN',
    limits: NO_LIMITS,
    health: { state: 'working', since: 0 },
    pause: null,
    createdAt: 0,
    verifiedAt: 0,
  },
  credential: { keyId: 'k1', text: 'sealed' },
  envelope: { mailFrom: 'ada@firma.example', rcptTo: ['kim@kunde.example'] },
  bytes: 5,
  contentId: 'content-1',
  tryingSince: NOW - MINUTE,
  attempts: 1,
  reachedSome: false,
};

/** Delivers with the given wire, and tells in order what was done. */
async function delivered(deliver: DeliveryNeeds['deliver'], needs: Partial<DeliveryNeeds> = {}) {
  const done: string[] = [];
  const result = await deliverDue({
    openCredential: async () => ({ kind: 'password', username: 'ada', password: 'secret' }),
    async *openContent() {
      done.push('content');
      yield new TextEncoder().encode('bytes');
    },
    deliver,
    async beginHandOver() {
      done.push('hand over');
      return true;
    },
    async settle(_held, _attempt, settlement) {
      done.push(`settle ${settlement.state}`);
      return true;
    },
    async letGo(_held, dueAt) {
      done.push(`let go for ${(dueAt - NOW) / MINUTE} min`);
      return true;
    },
    async sleep(milliseconds) {
      done.push(`sleep ${milliseconds / SECOND} s`);
    },
    clock: () => NOW,
    random: () => 0,
    ...needs,
  })(CLAIMED);
  return { done, ...result };
}

const reading: DeliveryNeeds['deliver'] = async ({ content }): Promise<Attempt> => {
  try {
    await Array.fromAsync(content());
    return { ended: 'accepted', reply: { code: 250, enhanced: null, text: 'ok' }, refused: [] };
  } catch {
    return { ended: 'failed', failure: lost, refused: [] };
  }
};
const rejected: DeliveryFailure = {
  kind: 'password-rejected',
  stage: 'auth',
  reply: { code: 535, enhanced: null, text: 'no' },
};
const lost: DeliveryFailure = { kind: 'connection-lost', stage: 'data', host: 'h', port: 587, detail: null };

describe('delivering a message', () => {
  it('says that the bytes begin to leave before the first one does', async () => {
    expect(await delivered(reading)).toEqual({
      done: ['hand over', 'content', 'settle accepted'],
      ended: 'accepted',
      fault: null,
    });
  });

  it('says nothing of a hand-over when the conversation does not get that far', async () => {
    const { done } = await delivered(async () => ({
      ended: 'failed',
      failure: { ...lost, stage: 'greeting' },
      refused: [],
    }));
    expect(done).toEqual(['settle queued']);
  });

  it('lets nothing leave when the lease is lost', async () => {
    const { done, fault } = await delivered(reading, { beginHandOver: async () => false });
    expect(done).toEqual(['settle queued']);
    expect(fault).toEqual(new Error('The lease is lost.'));
  });

  it('gives the message back when the credential does not open: an operator’s matter, no login is tried', async () => {
    const { done, fault } = await delivered(
      () => {
        throw new Error('A login was tried.');
      },
      { openCredential: () => Promise.reject(new Error('The credential key "k1" is not configured.')) },
    );
    expect(done).toEqual(['let go for 10 min']);
    expect(fault).toEqual(new Error('The credential key "k1" is not configured.'));
  });

  it.each([
    ['accepted', reading, ['hand over', 'content']],
    ['held', async (): Promise<Attempt> => ({ ended: 'failed', failure: rejected, refused: [] }), []],
  ] as const)('goes on saying that a message is %s until the store hears it, and says nothing else', async (...row) => {
    const [state, deliver, before] = row;
    const down = new Error('The database restarts.');
    const said: string[] = [];
    const { done, ended, fault } = await delivered(deliver, {
      async settle(_held, _attempt, settlement) {
        said.push(settlement.state);
        if (said.length < 3) throw down;
        return true;
      },
    });
    expect(said).toEqual([state, state, state]);
    expect(done).toEqual([...before, 'sleep 1 s', 'sleep 2 s']);
    expect({ ended, fault }).toEqual({ ended: state, fault: down });
  });

  it('leaves the message to whoever takes it over when the store never hears, and never gives it back', async () => {
    const slept: number[] = [];
    const result = delivered(reading, {
      settle: () => Promise.reject(new Error('The database is gone.')),
      letGo: () => Promise.reject(new Error('It was given back.')),
      async sleep(milliseconds) {
        slept.push(milliseconds);
      },
    });
    await expect(result).rejects.toThrow('The database is gone.');
    expect(slept.reduce((sum, one) => sum + one, 0)).toBe(10 * MINUTE);
  });

  it('is uncertain when the final dot went out and nothing came back', async () => {
    const { ended } = await delivered(async () => ({ ended: 'uncertain', failure: { ...lost, stage: 'after-data' } }));
    expect(ended).toBe('uncertain');
  });
});
