import type { Policies } from '../../domain/policies.ts';
import { success } from '../../domain/result.ts';
import type { SetPolicies } from '../use-cases/set-policies.ts';
import { asciiHost } from './ascii-host.ts';
import { serve, type Door } from './endpoint.ts';

/** It may look at a server that somebody names. */
const LOOKS_A_MINUTE = 30;

/** What an organisation's administrators set for its people. */
export function policyRoutes(door: Door, use: SetPolicies): void {
  serve(door, 'showPolicies', async ({ owner }) => success(await use.show(owner)));
  serve(door, 'setPolicies', ({ owner, author, body }) => use.set(owner, author, asFound(body)));
  serve(door, 'weighPolicies', ({ owner, body }) => use.weigh(owner, asFound(body)), {
    requestsAMinute: LOOKS_A_MINUTE,
  });
}

const asFound = ({ hosts, companyServer, ...wish }: Partial<Policies>): Partial<Policies> => ({
  ...wish,
  ...(hosts && { hosts: hosts.map(asciiHost) }),
  ...(companyServer !== undefined && {
    companyServer: companyServer && {
      ...companyServer,
      server: { ...companyServer.server, host: asciiHost(companyServer.server.host) },
    },
  }),
});
