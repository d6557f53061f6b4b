import { SECOND, type Instant } from '../../domain/instant.ts';
import type { Config } from '../config.ts';
import type { Dial } from '../egress.ts';
import { createTrustingFetch } from '../trusting-fetch.ts';
import { wireEgress } from '../wiring/egress.ts';
import { ADMINISTRATORS, administratorFindings } from './administrators.ts';
import { databaseChecks } from './database.ts';
import { defaultChannelChecks } from './default-channel.ts';
import type { Check } from './examine.ts';
import { graphChecks } from './graph.ts';
import { identityChecks } from './identity.ts';
import { keyFindings } from './keys.ts';
import { largeMessageChecks } from './large-message.ts';
import { manifestChecks } from './manifest.ts';
import { publicAddressChecks } from './public-address.ts';
import { redirectChecks } from './redirects.ts';
import { registrationChecks } from './registrations.ts';
import { settingsFindings } from './settings.ts';
import { wayOutChecks } from './way-out.ts';
import { webhookChecks } from './webhook.ts';

/** All that there is to look at in a deployment, in the order in which one sets it up. */
export function deploymentChecks(config: Config, { dial, clock }: { dial: Dial; clock: () => Instant }): Check[] {
  const fetch = createTrustingFetch(config.extraCa);
  return [
    { about: 'CREDENTIAL_KEYS', lasts: SECOND, run: () => keyFindings(config.credentialKeys) },
    ...publicAddressChecks(config, fetch, clock),
    ...largeMessageChecks(config),
    ...databaseChecks(config, clock),
    ...identityChecks(config, fetch),
    { about: ADMINISTRATORS, lasts: SECOND, run: () => administratorFindings(config) },
    ...redirectChecks(config, fetch),
    ...registrationChecks(config, fetch),
    ...graphChecks(config, fetch, { egress: wireEgress(config, dial), clock }),
    ...manifestChecks(config, fetch),
    ...wayOutChecks(config, (nameServers) => wireEgress({ ...config, nameServers }, dial)),
    ...defaultChannelChecks(config, wireEgress(config, dial)),
    ...webhookChecks(config),
    { about: 'Settings', lasts: SECOND, run: () => settingsFindings(config) },
  ];
}
