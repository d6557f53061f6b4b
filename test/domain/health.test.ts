import { describe, expect, it } from '@jest/globals';
import {
  DISPOSITION,
  REPLY_FAILURES,
  type ConnectionFailureKind,
  type DeliveryFailure,
  type ReplyFailureKind,
  type Stage,
} from '../../src/domain/failure.ts';
import {
  checkAfterTrouble,
  checkAt,
  concernsNeighbours,
  isOfCredential,
  isOfLogin,
  mayTryAt,
  selfTestAt,
} from '../../src/domain/health.ts';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';

const NOW = 1_000_000;
const reply = { code: 535, enhanced: null, text: 'no' };
const refusal = (kind: ReplyFailureKind, stage: Stage = 'auth'): DeliveryFailure => ({ kind, stage, reply });
const unreached = (kind: ConnectionFailureKind): DeliveryFailure => ({
  ...{ kind, stage: 'connect', host: 'smtp.firma.example', port: 587, detail: null },
});
const waits = (failure: DeliveryFailure, count = 0): number | null => {
  const at = selfTestAt(failure, count, NOW, 0);
  return at && at - NOW;
};

describe('a broken channel tests itself', () => {
  it.each(['password-rejected', 'password-expired', 'app-password-required', 'authentication-required'] as const)(
    'never by %s: only another password helps',
    (kind) => {
      expect(isOfCredential(refusal(kind))).toBe(true);
      expect(waits(refusal(kind))).toBeNull();
    },
  );

  it.each(['smtp-auth-off-for-mailbox', 'smtp-auth-off-for-tenant', 'security-defaults', 'account-locked'] as const)(
    'by %s once an hour at the most: it gives the password away each time',
    (kind) => {
      expect([0, 1, 2, 3, 9].map((count) => waits(refusal(kind), count))).toEqual(
        [1, 1, 2, 4, 4].map((hours) => hours * HOUR),
      );
    },
  );

  it('by a refused token too: it locks no account, and the server may only have been unable to ask about it', () => {
    expect(isOfCredential(refusal('token-rejected'))).toBe(true);
    expect(waits(refusal('token-rejected'))).toBe(HOUR);
  });

  it('by a way that is offered no more: the operator may offer it again', () => {
    const because: DeliveryFailure = {
      ...{ kind: 'transport-not-offered', stage: 'auth', service: 'microsoft', error: null, detail: null },
    };
    expect(isOfCredential(because)).toBe(true);
    expect(waits(because)).toBe(HOUR);
  });

  it('sooner where no password is given: a certificate says before that who is there', () => {
    expect(waits(unreached('certificate-expired'))).toBe(5 * MINUTE);
    expect(waits(unreached('certificate-expired'), 2)).toBe(30 * MINUTE);
  });

  it.each([
    ['sender-blocked', 'after-data'],
    ['send-as-denied', 'after-data'],
    ['send-as-denied', 'mail'],
    ['tenant-blocked', 'mail'],
    ['sender-throttled', 'after-data'],
  ] as const)('never by %s at %s: no login shows whether that is over', (kind, stage) => {
    expect(waits(refusal(kind, stage))).toBeNull();
  });

  it('sooner by an operator’s registration that is out of order, which gives no credential to anybody', () => {
    const told = { service: 'microsoft', error: null, detail: null } as const;
    const because = { kind: 'registration-refused', stage: 'auth', ...told } as const;
    expect(waits(because)).toBe(5 * MINUTE);
    expect([isOfLogin(because), mayTryAt(because, NOW)]).toEqual([false, NOW]);
  });

  it('later by a fifth at the most, so that a crowd does not come at once', () => {
    expect(selfTestAt(refusal('security-defaults'), 0, NOW, 1)).toBe(NOW + 1.2 * HOUR);
  });
});

describe('a password that was refused', () => {
  it.each(REPLY_FAILURES.filter((kind) => DISPOSITION[kind] === 'break'))(
    'by %s at sign-in rests for an hour',
    (kind) => {
      expect(mayTryAt(refusal(kind), NOW)).toBe(NOW + HOUR);
    },
  );

  it('that never came to the server may be tried at once', () => {
    expect(mayTryAt(unreached('certificate-untrusted'), NOW)).toBe(NOW);
    expect(mayTryAt(refusal('sender-blocked', 'after-data'), NOW)).toBe(NOW);
  });
});

describe('an idle channel', () => {
  it('is looked at about as often as told, a quarter sooner or later', () => {
    expect([0, 0.5, 1].map((spread) => checkAt(6 * HOUR, NOW, spread) - NOW)).toEqual(
      [4.5, 6, 7.5].map((h) => h * HOUR),
    );
  });

  it('is looked at again sooner after trouble, and never later than it would have been', () => {
    expect([0, 1, 2, 7].map((count) => checkAfterTrouble(6 * HOUR, count, NOW, 0) - NOW)).toEqual(
      [15, 30, 60, 60].map((minutes) => minutes * MINUTE),
    );
    expect(checkAfterTrouble(1 * HOUR, 5, NOW, 0) - NOW).toBe(HOUR);
  });
});

describe('what one channel meets', () => {
  it.each(['smtp-auth-off-for-tenant', 'security-defaults', 'sign-in-policy', 'password-sign-in-off'] as const)(
    'concerns its neighbours: %s',
    (kind) => expect(concernsNeighbours(refusal(kind))).toBe(true),
  );
  it.each(['password-rejected', 'account-locked', 'smtp-auth-off-for-mailbox', 'mailbox-unavailable'] as const)(
    'is its own: %s',
    (kind) => expect(concernsNeighbours(refusal(kind))).toBe(false),
  );
});
