import { describe, expect, it } from '@jest/globals';
import { classifyGrant } from '../../src/domain/grant-rules.ts';
import { DISPOSITION } from '../../src/domain/failure.ts';
import { isOfCredential, selfTestAt } from '../../src/domain/health.ts';

describe('a service that gives no token', () => {
  it.each([
    ['invalid_grant', 'AADSTS50173: The provided grant has expired due to it being revoked.', 'grant-revoked'],
    ['invalid_grant', 'AADSTS700082: The refresh token has expired due to inactivity.', 'grant-expired'],
    ['invalid_grant', 'AADSTS70043: The refresh token has expired due to sign-in frequency.', 'grant-expired'],
    ['invalid_grant', 'AADSTS65001: The user or administrator has not consented.', 'consent-missing'],
    ['access_denied', 'AADSTS65004: User declined to consent.', 'consent-missing'],
    ['invalid_grant', 'AADSTS53003: Access has been blocked by Conditional Access policies.', 'sign-in-blocked'],
    ['interaction_required', 'AADSTS53000: Device is not in required device state.', 'sign-in-blocked'],
    ['invalid_grant', 'AADSTS50057: The user account is disabled.', 'account-unavailable'],
    ['invalid_grant', 'AADSTS99999: A number nobody has seen.', 'grant-revoked'],
    ['invalid_grant', 'Token has been expired or revoked.', 'grant-revoked'],
    ['consent_required', null, 'consent-missing'],
    ['invalid_client', 'AADSTS7000222: The provided client secret keys are expired.', 'registration-refused'],
    // The number is of the person's affairs, the error is not.
    ['invalid_client', 'AADSTS50173', 'registration-refused'],
    ['temporarily_unavailable', 'AADSTS90033: A transient error has occurred.', 'sign-in-unavailable'],
    ['server_error', null, 'sign-in-unavailable'],
    ['something_new', 'AADSTS50173', 'sign-in-unavailable'],
    [null, 'fetch failed', 'sign-in-unavailable'],
  ])('says %s, %p: %s', (error, description, kind) => {
    expect(classifyGrant('microsoft', { error, description })).toEqual({
      kind,
      stage: 'auth',
      service: 'microsoft',
      error,
      detail: description,
    });
  });

  it.each([
    ['invalid_grant', null, 'a new sign-in', 'break', true, null],
    ['invalid_grant', 'AADSTS53003', 'IT, and tests itself', 'break', false, 60 * 60_000],
    ['server_error', null, 'nobody', 'retry', false, 60 * 60_000],
  ])('after %s %p waits for %s', (error, description, _whom, disposition, ofCredential, testsAfter) => {
    const failure = classifyGrant('google', { error, description });
    expect(DISPOSITION[failure.kind]).toBe(disposition);
    expect(isOfCredential(failure)).toBe(ofCredential);
    expect(selfTestAt(failure, 0, 0, 0)).toBe(testsAfter);
  });
});
