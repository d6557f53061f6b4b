import { describe, expect, it } from '@jest/globals';
import { asOperators, leftOfShare, limitsOfEach, SAFE_LIMITS, withoutWords } from '../../src/domain/default-channel.ts';
import type { DeliveryFailure, ReplyFailureKind, Stage } from '../../src/domain/failure.ts';
import { isOfCredential, isOfLogin, isOfSecret, selfTestAt } from '../../src/domain/health.ts';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { namedWait } from '../../src/domain/named-wait.ts';

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

  it.each<[DeliveryFailure, object]>([
    [said('authentication-unavailable'), { kind: 'authentication-unavailable', stage: 'auth' }],
    [said('sender-refused', 'mail'), { kind: 'sender-refused', stage: 'mail' }],
    [said('authentication-required', 'mail'), { kind: 'default-channel-refused', stage: 'auth' }],
  ])('tells of any other reply by its codes alone', (failure, told) => {
    expect(asOperators(failure)).toEqual({ ...told, reply: { code: 535, enhanced: '5.7.8', text: '' } });
  });

  it('tells of a connection that fails without where it was to go', () => {
    const at = { host: 'relay.example.com', port: 465, detail: 'connect ECONNREFUSED 10.0.0.9:465' };
    const failure = { kind: 'connection-refused', stage: 'connect' } as const;
    expect(asOperators({ ...failure, ...at })).toEqual({ ...failure, host: '', port: 0, detail: null });
  });

  it('keeps how long the relay asks to wait, and nothing around it', () => {
    const reply = {
      code: 451,
      enhanced: '4.7.1',
      text: '4.7.1 relay-login: try again in 5 minutes, says relay.example.com',
    };
    expect(withoutWords(reply)).toEqual({ ...reply, text: 'Try again in 300 seconds' });
    expect(namedWait(withoutWords(reply))).toBe(5 * MINUTE);
  });

  it('tests itself an hour after its login was refused, for all who have it, and asks no rep', () => {
    const refused = asOperators(said('password-rejected'));
    expect(selfTestAt(refused, 0, 0, 0)).toBe(HOUR);
    expect([isOfLogin(refused), isOfSecret(refused), isOfCredential(refused)]).toEqual([true, true, false]);
  });
});
