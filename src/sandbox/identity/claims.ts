import type { Person } from '../people.ts';
import type { Switchboard } from '../switches.ts';

/** Application ids, as an administrator gets them when registering the add-in and its API. */
export const ADDIN_CLIENT_ID = '5f0c2d8e-3b1a-4f6e-9a57-8c1d2e3f4a5b';
export const API_AUDIENCE = 'c1a7e9d4-6f2b-4d83-b0e5-7a9c8d6e5f41';
export const API_SCOPE = `api://${API_AUDIENCE}/access_as_user`;
export const TOKEN_SECONDS = 3_600;

/** A company Postlane does not serve: its id is in no configuration. */
const STRANGERS_TENANT = '6a1f6c1e-7d0c-4c86-9b5a-0d7a4a3f1cff';

const tenantOf = (person: Person, switches: Switchboard): string =>
  switches.get('sign-in') === 'other-company' ? STRANGERS_TENANT : person.tenantId;

/** Who it is, in Entra's claims. Source: Microsoft identity platform, ID token claims reference. */
export const personClaims = (person: Person, switches: Switchboard) => ({
  tid: tenantOf(person, switches),
  oid: person.objectId,
  name: person.name,
  preferred_username: person.address,
  ver: '2.0',
});

/** What Entra adds to an access token. Source: Microsoft identity platform, access token claims reference. */
export const accessClaims = (person: Person, switches: Switchboard) => ({
  ...personClaims(person, switches),
  azp: ADDIN_CLIENT_ID,
  scp: 'access_as_user',
  ...(switches.get('administrator') && { roles: ['Postlane.Admin'] }),
});

export const homeAccountId = (person: Person, switches: Switchboard): string =>
  `${person.objectId}.${tenantOf(person, switches)}`;
