import { describe, expect, it } from '@jest/globals';
import { asOperators, leftOfShare, limitsOfEach, SAFE_LIMITS } from '../../src/domain/default-channel.ts';
import type { DeliveryFailure, ReplyFailureKind, Stage } from '../../src/domain/failure.ts';
import { isOfCredential, isOfLogin, isOfSecret, selfTestAt } from '../../src/domain/health.ts';
import { HOUR } from '../../src/domain/instant.ts';

const said = (kind: ReplyFailureKind, stage: Stage = 'auth'): DeliveryFailure => ({
  kind,
  stage,
  reply: { code: 535, enhanced: '5.7.8', text: 'relay-login is wrong' },
});

describe('the operator’s channel', () => {
  it('allows each rep no more than all of them', () => {
    expect(limitsOfEach(SAFE_LIMITS)).toMatchObject({
      messagesPerMinute: 10,
      recipientsPerDay: 50,
      recipientsPerMessage: 20,
    });
    expect(limitsOfEach({ ...SAFE_LIMITS, recipientsPerDayEach: 5 })).toMatchObject({ recipientsPerMessage: 5 });
  });

  it.each([
    [0, 50],
    [49, 1],
    [50, 0],
    [70, 0],
  ])('leaves a rep who has used %i of fifty %i', (used, left) => {
    expect(leftOfShare(50, used)).toBe(left);
  });

  it.each<[ReplyFailureKind]>([
    ['password-rejected'],
    ['account-locked'],
    ['app-password-required'],
    ['sign-in-policy'],
  ])('tells a rep of %s as what it is: the operator’s to mend, in no words of the relay', (kind) => {
    expect(asOperators(said(kind))).toEqual({
      kind: 'default-channel-refused',
      stage: 'auth',
      reply: { code: 535, enhanced: '5.7.8', text: '' },
    });
  });

  it.each<[DeliveryFailure]>([
    [said('authentication-unavailable')],
    [said('sender-refused', 'mail')],
    [{ kind: 'connection-refused', stage: 'connect', host: 'relay.example.com', port: 465, detail: null }],
  ])('tells of what is no refused login as it is', (failure) => {
    expect(asOperators(failure)).toBe(failure);
  });

  it('tests itself an hour after its login was refused, for all who have it, and asks no rep', () => {
    const refused = asOperators(said('password-rejected'));
    expect(selfTestAt(refused, 0, 0, 0)).toBe(HOUR);
    expect([isOfLogin(refused), isOfSecret(refused), isOfCredential(refused)]).toEqual([true, true, false]);
  });
});
