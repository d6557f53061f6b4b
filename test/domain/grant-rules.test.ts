import { describe, expect, it } from '@jest/globals';
import { classifyGrant, classifySignIn } from '../../src/domain/grant-rules.ts';
import { DISPOSITION, type GrantFailureKind } from '../../src/domain/failure.ts';
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
    ['invalid_client', 'AADSTS7000215: Invalid client secret provided.', 'registration-refused'],
    [
      'unauthorized_client',
      'AADSTS700016: Application with identifier was not found in the directory. This can happen if the application has not been installed by the administrator of the tenant.',
      'admin-consent-missing',
    ],
    ['unauthorized_client', "AADSTS7000112: Application 'Postlane' is disabled.", 'admin-consent-missing'],
    ['unauthorized_client', 'The client is not authorised to use this grant type.', 'registration-refused'],
    ['unauthorized_client', null, 'registration-refused'],
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

  /** What Entra's numbers mean (entra-docs reference-error-codes.md, 2024-04-24), under the error it says of a grant. */
  it.each<[GrantFailureKind, number[]]>([
    ['grant-revoked', [50132, 50133, 50173, 70000, 50126, 54005]],
    ['grant-expired', [70008, 70043, 700082, 700084, 50072, 50074, 50076, 50078, 50079, 50055, 50144]],
    ['consent-missing', [65001, 65004]],
    ['admin-consent-missing', [90094, 90095, 900941, 700016, 7000112]],
    ['sign-in-blocked', [53000, 53001, 53002, 53003, 53011, 530035]],
    ['account-unavailable', [50034, 50053, 50057, 50105]],
    ['registration-refused', [28000, 70011, 500011, 650052, 650056, 650057, 50020, 50194]],
  ])('means %s by %p, in whatever language it is told', (kind, numbers) => {
    for (const number of numbers)
      for (const description of [
        `AADSTS${number}: The sentence that goes with it. Trace ID: 5f0c2d8e Timestamp: 2026-11-20 08:00:00Z`,
        `AADSTS${number}: Der Satz, der dazugehört, für 50173 Personen.`,
        `AADSTS${number}：发生了错误。`,
        `(AADSTS${number})`,
      ])
        expect(classifyGrant('microsoft', { error: 'invalid_grant', description }).kind).toBe(kind);
  });

  it.each([
    ['a number within another', 'AADSTS501730: Something else.'],
    ['a number that is no error’s', 'Correlation ID: 50057-65001-53003'],
    ['another’s number', 'XAADSTS53003'],
    ['a number it does not say', 'AADSTS: 53003'],
    ['no number', 'Das Token ist abgelaufen oder wurde widerrufen.'],
    ['an empty sentence', ''],
    ['nothing', null],
  ])('is judged by its error where it names %s', (_name, description) => {
    expect(classifyGrant('microsoft', { error: 'invalid_grant', description }).kind).toBe('grant-revoked');
    expect(classifyGrant('microsoft', { error: 'interaction_required', description }).kind).toBe('grant-expired');
    expect(classifyGrant('microsoft', { error: 'access_denied', description }).kind).toBe('consent-missing');
  });

  /** developers.google.com/identity/protocols/oauth2: revoked, unused, a new password, a policy, Testing: all in one word. */
  it.each([
    ['invalid_grant', 'Token has been expired or revoked.', 'grant-revoked'],
    ['invalid_grant', 'Bad Request', 'grant-revoked'],
    ['access_denied', null, 'consent-missing'],
    ['admin_policy_enforced', null, 'sign-in-blocked'],
    ['org_internal', null, 'sign-in-blocked'],
    ['invalid_client', 'Unauthorized', 'registration-refused'],
  ])('at Google says %s, %p: %s', (error, description, kind) => {
    expect(classifyGrant('google', { error, description }).kind).toBe(kind);
  });

  it.each([
    null,
    '',
    'INVALID_GRANT',
    'invalid_grant ',
    'toString',
    '__proto__',
    'constructor',
    'slow_down',
    '授权无效',
  ])('breaks nothing by a word that nobody knows: %p', (error) => {
    for (const description of [null, 'AADSTS50057: The user account is disabled.', 'constructor', 'AADSTS0']) {
      const { kind } = classifyGrant('microsoft', { error, description });
      expect([kind, DISPOSITION[kind]]).toEqual(['sign-in-unavailable', 'retry']);
    }
  });

  it.each([
    ['invalid_grant', null, 'a new sign-in', 'break', true, null],
    ['invalid_grant', 'AADSTS53003', 'IT, and tests itself', 'break', false, 60 * 60_000],
    ['unauthorized_client', 'AADSTS7000112', 'IT, and tests itself', 'break', false, 60 * 60_000],
    ['invalid_client', 'AADSTS7000222', 'the operator, and tests itself', 'break', false, 5 * 60_000],
    ['server_error', null, 'nobody', 'retry', false, 60 * 60_000],
  ])('after %s %p waits for %s', (error, description, _whom, disposition, ofCredential, testsAfter) => {
    const failure = classifyGrant('google', { error, description });
    expect(DISPOSITION[failure.kind]).toBe(disposition);
    expect(isOfCredential(failure)).toBe(ofCredential);
    expect(selfTestAt(failure, 0, 0, 0)).toBe(testsAfter);
  });
});

describe('a sign-in that comes to nothing', () => {
  it.each<[string, string, GrantFailureKind]>([
    ['access_denied', 'AADSTS90094: The grant requires admin permission.', 'admin-consent-missing'],
    ['consent_required', 'AADSTS65001: The user or administrator has not consented.', 'admin-consent-missing'],
    ['invalid_grant', 'AADSTS65001: The user or administrator has not consented.', 'admin-consent-missing'],
    ['access_denied', 'AADSTS65004: User declined to consent.', 'consent-missing'],
    ['access_denied', 'The user denied the request.', 'consent-missing'],
    ['invalid_client', 'AADSTS65001', 'registration-refused'],
    ['invalid_grant', 'AADSTS53003: Access has been blocked.', 'sign-in-blocked'],
  ])('with %s, %s means %s: who was asked and may not agree is not who declined', (error, description, kind) => {
    expect(classifySignIn('microsoft', { error, description })).toMatchObject({ kind, error, detail: description });
  });

  it('for want of an administrator waits for IT, and tests itself', () => {
    const failure = classifyGrant('microsoft', { error: 'invalid_grant', description: 'AADSTS90094' });
    expect([DISPOSITION[failure.kind], isOfCredential(failure), selfTestAt(failure, 0, 0, 0)]).toEqual([
      'break',
      false,
      60 * 60_000,
    ]);
  });
});
