import { describe, expect, it } from '@jest/globals';
import { PERSONAL_ACCOUNTS } from '../../../src/domain/sign-in-service.ts';
import type { Config } from '../../../src/server/config.ts';
import { administratorFindings } from '../../../src/server/doctor/administrators.ts';
import { byAbout, deployed } from './world.ts';

const ENTRA = 'https://login.microsoftonline.com/{tenantid}/v2.0';
const TENANT = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const OTHER = '9b2fd6a1-0b1c-4f0e-8f0a-5f7f5f0e1234';
const PERSON = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

const told = (identity: Partial<Config['identity']>) =>
  byAbout(administratorFindings(deployed({ identity: { ...deployed().identity, issuer: ENTRA, ...identity } })))[
    'ADMIN_IDS'
  ];

describe('whom the operator names as administrators', () => {
  it.each<[string, Partial<Config['identity']>, RegExp]>([
    ['nobody', { admins: [] }, /^ok: None: whoever has the role/],
    ['one of a tenant that is let in', { admins: [`${TENANT}/${PERSON}`], tenants: [TENANT] }, /^ok: One is named/],
    [
      'two, in capitals too',
      { admins: [`${TENANT}/${PERSON}`, `${OTHER.toUpperCase()}/${PERSON}`], tenants: [TENANT, OTHER] },
      /^ok: 2 are named/,
    ],
    ['one by a domain', { admins: [`firma.example/${PERSON}`] }, /^mend: .* is no tenant id with an object id/],
    ['one by a name', { admins: [`${TENANT}/ada`] }, /^mend: .* is no tenant id with an object id/],
    [
      'a personal account',
      { admins: [`${PERSONAL_ACCOUNTS.toUpperCase()}/${PERSON}`] },
      /^mend: .* is a personal account/,
    ],
    [
      'one of a tenant that is not let in',
      { admins: [`${OTHER}/${PERSON}`], tenants: [TENANT] },
      /^mend: .* is of a tenant that may not use this server/,
    ],
    [
      'one of a tenant whom the issuer does not speak for',
      { admins: [`${OTHER}/${PERSON}`], issuer: ENTRA.replace('{tenantid}', TENANT) },
      /^mend: .* is of a tenant that may not use this server/,
    ],
    ['one at another provider', { issuer: 'https://id.firma.example', admins: ['sales/ada'] }, /^ok: One is named/],
  ])('are looked at: %s', (_who, identity, sentence) => {
    expect(told(identity)).toMatch(sentence);
  });

  it('are told one by one where something is wrong', () => {
    expect(
      told({ admins: [`${TENANT}/ada`, `${TENANT}/${PERSON}`, `${PERSONAL_ACCOUNTS}/${PERSON}`] })?.split('\n'),
    ).toEqual([
      expect.stringMatching(/^mend: .*\/ada is no/),
      expect.stringMatching(/^mend: .* is a personal account/),
    ]);
  });
});
