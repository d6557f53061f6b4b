import { describe, expect, it } from '@jest/globals';
import { signInAt } from '../../../src/server/identity/sign-in.ts';

const PERSONAL = '9188040d-6c67-4c5b-b112-36a304b66dad';
const ENTRA = 'https://login.microsoftonline.com/{tenantid}/v2.0';
const at = (issuer: string, tenants: string[] | null = null) =>
  signInAt({ issuer, tenants, clientId: 'add-in', scope: 'api://api-id/access_as_user' });

describe('how the pane signs in', () => {
  it.each<[string, string[] | null, string]>([
    ['every tenant', null, 'common'],
    ['one tenant', ['firma'], 'firma'],
    ['some tenants', ['firma', 'werk'], 'organizations'],
    ['some tenants and personal accounts', ['firma', PERSONAL], 'common'],
  ])('at Entra, for %s', (_name, tenants, audience) => {
    expect(at(ENTRA, tenants)).toMatchObject({
      protocol: 'entra',
      authority: `https://login.microsoftonline.com/${audience}`,
      knownAuthorities: [],
    });
  });

  it('at Entra with a tenant’s own issuer', () => {
    expect(at('https://login.microsoftonline.us/firma/v2.0').authority).toBe('https://login.microsoftonline.us/firma');
  });

  it('at any other provider, whose issuer is its authority', () => {
    expect(at('https://id.firma.example:8443/realm')).toMatchObject({
      protocol: 'oidc',
      authority: 'https://id.firma.example:8443/realm',
      knownAuthorities: ['id.firma.example:8443'],
    });
  });
});
