import { isEntraId, PERSONAL_ACCOUNTS } from '../../domain/sign-in-service.ts';
import type { Config } from '../config.ts';
import { TENANT } from '../identity/access-tokens.ts';
import { isEntra } from '../identity/sign-in.ts';
import { mend, ok, type Finding } from './finding.ts';

export const ADMINISTRATORS = 'ADMIN_IDS';

/** Whether those whom the operator named can be administrators at all. Who has the role is seen in the company's own directory alone. */
export function administratorFindings({ identity }: Config): Finding[] {
  const { admins } = identity;
  if (admins.length === 0)
    return [ok(ADMINISTRATORS, 'None: whoever has the role Postlane.Admin in a company is its administrator.')];
  const faults = admins.flatMap((admin) => faultOf(admin, identity) ?? []);
  return faults.length > 0
    ? faults
    : [
        ok(
          ADMINISTRATORS,
          `${admins.length === 1 ? 'One is' : `${admins.length} are`} named, beside those with the role.`,
        ),
      ];
}

function faultOf(admin: string, { issuer, tenants }: Config['identity']): Finding | null {
  const [tenant = '', person = ''] = admin.toLowerCase().split('/');
  if (tenant === PERSONAL_ACCOUNTS)
    return mend(
      ADMINISTRATORS,
      `${admin} is a personal account, and strangers to one another have those: nobody there is an administrator.`,
      'Take it out, or name the account at work.',
    );
  if (isEntra(issuer) && !(isEntraId(tenant) && isEntraId(person)))
    return mend(
      ADMINISTRATORS,
      `${admin} is no tenant id with an object id.`,
      'In a token stand the ids: copy the object id from the user’s page in Entra.',
    );
  const isOfIssuer = !isEntra(issuer) || issuer.includes(TENANT) || issuer.toLowerCase().includes(tenant);
  const isLetIn = tenants === null || tenants.some((one) => one.toLowerCase() === tenant);
  return isOfIssuer && isLetIn
    ? null
    : mend(
        ADMINISTRATORS,
        `${admin} is of a tenant that may not use this server.`,
        'Name the tenant in IDENTITY_TENANTS and IDENTITY_ISSUER, or take this one out.',
      );
}
