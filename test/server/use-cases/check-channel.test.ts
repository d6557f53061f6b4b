import { describe, expect, it } from '@jest/globals';
import type { DeliveryChannel } from '../../../src/domain/channel.ts';
import type { Conversation } from '../../../src/domain/claimed.ts';
import type { DeliveryFailure, ReplyFailureKind } from '../../../src/domain/failure.ts';
import { HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { failed, success, type Result } from '../../../src/domain/result.ts';
import { prove, STEPS, type PassedVerification, type StepPassed } from '../../../src/domain/verification.ts';
import { checkChannel } from '../../../src/server/use-cases/check-channel.ts';
import { CONVERSATION, NOW } from './carry-stage.ts';

const refusal = (kind: ReplyFailureKind, code = 535): DeliveryFailure => ({
  ...{ kind, stage: 'auth' },
  reply: { code, enhanced: null, text: 'no' },
});
const PASSED = STEPS.map((step): StepPassed => ({ step, outcome: 'passed', milliseconds: 1, detail: '' }));

function proof(): PassedVerification {
  const { providerId, server, username, sender } = CONVERSATION.channel;
  const candidate = { providerId, server, username, sender };
  const proven = prove(candidate, { mechanism: 'PLAIN', advertisedBytes: null }, PASSED, NOW);
  if (proven === null) throw new Error('The steps prove nothing.');
  return proven;
}

/** Looks once at a channel in this health, at a server that answers so; what was written down of it, in order. */
async function looked(
  health: DeliveryChannel['health'],
  answer: DeliveryFailure | null,
  { checks = 0, stops = false, stale = 0, lost = false } = {},
): Promise<unknown[]> {
  const written: unknown[] = [];
  const closing = new AbortController();
  const answered = async <T>(value: T): Promise<Result<T, DeliveryFailure>> => {
    if (stops) closing.abort();
    return answer === null ? success(value) : failed(answer);
  };
  const conversation: Conversation = { ...CONVERSATION, channel: { ...CONVERSATION.channel, health } };
  const check = checkChannel({
    find: async () => ({ ...conversation.channel, sender: { name: 'Ada R.', address: 'ada@firma.example' } }),
    openCredential: async () => (lost ? null : { kind: 'password', username: 'ada', password: 'secret' }),
    onFault: () => {},
    sleep: async () => {},
    currentLogin: {
      async by(_id, _credential, use) {
        const used = await use({ kind: 'token', username: 'ada', token: 'before' });
        return !used.ok && used.failure.kind === 'token-rejected'
          ? use({ kind: 'token', username: 'ada', token: 'renewed' })
          : used;
      },
    },
    logIn: () => answered('in'),
    async *verify() {
      yield* PASSED.slice(0, 1);
      if (stale-- > 0) return failed(refusal('token-rejected'));
      return answered(proof());
    },
    async save({ channel, occasion }, { text }) {
      written.push(['save', occasion, text, channel.health.state, channel.nextCheckAt]);
      return 'kept';
    },
    passed: async (_conversation, nextAt) => void written.push(['passed', nextAt - NOW]),
    troubled: async (_conversation, nextAt) => void written.push(['troubled', nextAt && nextAt - NOW]),
    failed: async (_check, { kind }, nextAt) => void written.push(['failed', kind, nextAt && nextAt - NOW]),
    untried: async ({ before }) => void written.push(['untried', before]),
    endConversation: async () => void written.push('ended'),
    onChecked: (_conversation, ended) => void written.push(ended),
    checkEvery: 6 * HOUR,
    clock: () => NOW,
    random: () => 0.5,
  });
  await check({ conversation, beganAt: NOW, checks, before: { triedAt: 7, checkAt: 8 } }, closing.signal);
  return written;
}

const WORKING: DeliveryChannel['health'] = { state: 'working', since: 0 };
const brokenBy = (kind: ReplyFailureKind): DeliveryChannel['health'] => ({
  ...{ state: 'broken', since: 0 },
  because: refusal(kind),
});

describe('a look at a channel that works', () => {
  it('says when the next is when the server takes the login', async () => {
    expect(await looked(WORKING, null)).toEqual([['passed', 6 * HOUR], 'passed', 'ended']);
  });

  it('breaks it at the first rejected password, and never tries that again', async () => {
    const written = await looked(WORKING, refusal('password-rejected'));
    expect(written).toEqual([['failed', 'password-rejected', null], 'broken', 'ended']);
  });

  it.each([
    [refusal('authentication-unavailable', 454)],
    [refusal('too-many-logins', 454)],
    [refusal('temporarily-unavailable', 421)],
    [{ kind: 'connection-refused', stage: 'connect', host: 'smtp.firma.example', port: 587, detail: null } as const],
  ])('says nothing when it meets what passes: %j', async (failure) => {
    expect(await looked(WORKING, failure)).toEqual([['troubled', 16.5 * MINUTE], 'troubled', 'ended']);
  });

  it('breaks it where its credential is lost, without a login, and looks again soon: the keys may be brought back', async () => {
    const again = ['failed', 'credential-lost', 5.5 * MINUTE];
    expect(await looked(WORKING, null, { lost: true })).toEqual([again, 'broken', 'ended']);
    const mailed = await looked(brokenBy('smtp-auth-off-for-tenant'), null, { lost: true });
    expect(mailed).toEqual([['untried', { triedAt: 7, checkAt: 8 }], again, 'broken', 'ended']);
  });

  it('says nothing when it was called off', async () => {
    expect(await looked(WORKING, refusal('temporarily-unavailable', 421), { stops: true })).toEqual(['ended']);
  });
});

describe('a look at a channel that is broken', () => {
  it('mends it with the password it has when the five steps pass', async () => {
    expect(await looked(brokenBy('smtp-auth-off-for-tenant'), null)).toEqual([
      ['save', 'check', 'sealed', 'working', NOW + 6 * HOUR],
      'mended',
      'ended',
    ]);
  });

  it('mends it with a renewed token where the server does not take the one it had', async () => {
    const written = await looked(brokenBy('smtp-auth-off-for-tenant'), null, { stale: 1 });
    expect(written.slice(1)).toEqual(['mended', 'ended']);
  });

  it('is patient while it is so still, and waits for its rep when it is the password after all', async () => {
    const tenant = 'smtp-auth-off-for-tenant';
    expect(await looked(brokenBy(tenant), refusal(tenant), { checks: 1 })).toEqual([
      ['failed', tenant, 132 * MINUTE],
      'broken',
      'ended',
    ]);
    expect(await looked(brokenBy(tenant), refusal('password-rejected'))).toContainEqual([
      'failed',
      'password-rejected',
      null,
    ]);
  });

  it('learns nothing from what passes', async () => {
    expect(await looked(brokenBy('security-defaults'), refusal('temporarily-unavailable', 451))).toEqual([
      ['troubled', 66 * MINUTE],
      'troubled',
      'ended',
    ]);
  });

  it('leaves the credential its hour as it was when the server was not even asked', async () => {
    const away = {
      kind: 'connection-refused',
      stage: 'connect',
      host: 'smtp.firma.example',
      port: 587,
      detail: null,
    } as const;
    expect((await looked(brokenBy('security-defaults'), away))[0]).toEqual(['untried', { triedAt: 7, checkAt: 8 }]);
  });
});
