import { connect, isIP } from 'node:net';
import type { Config } from '../config.ts';
import { createEgress, type Dial, type Egress, type EgressSettings } from '../egress.ts';

export const connectTo: Dial = (address, port) => connect({ host: address, port });

/** The way out that the operator allows. */
export function wireEgress(config: Config, dial: Dial, onForbidden?: EgressSettings['onForbidden']): Egress {
  const { hostname } = new URL(config.publicUrl);
  return createEgress({
    nameServers: config.nameServers.length === 0 ? null : config.nameServers,
    allow: config.submissionAllow,
    dial,
    ca: config.extraCa,
    ...(onForbidden && { onForbidden }),
    // A name without a dot is known in this house only: many servers take it for a forgery. An address is no name.
    ...(hostname.includes('.') && isIP(hostname) === 0 && { clientName: hostname }),
  });
}
