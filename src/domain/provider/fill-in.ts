import { NO_LIMITS } from '../limit.ts';
import type { Facts, ProviderKind, Row } from './row.ts';

/** The day on which all facts were looked up that name no other. */
const LOOKED_UP = '2026-11-20';

/** What holds of a service that says nothing else: what nobody knows stays unknown. */
const MOST: Omit<Row, 'name' | 'kind' | 'server' | 'source'> = {
  variant: null,
  pattern: null,
  otherPorts: [],
  otherHosts: [],
  under: [],
  domains: [],
  exchanges: [],
  mechanisms: ['PLAIN', 'LOGIN'],
  credentialScope: 'user',
  username: 'full-address',
  secret: 'password',
  passwords: { policy: 'accepted' },
  refusesSome: false,
  limits: NO_LIMITS,
  bulkAbove: null,
  keepsSentCopy: null,
  refusesOtherSenders: false,
  asOf: LOOKED_UP,
};

/** A service that only sends has no Sent Items, and its keys belong to a domain. */
const SENDING = { credentialScope: 'domain', keepsSentCopy: false } as const satisfies Partial<Row>;
const OF_KIND: Partial<Record<ProviderKind, Partial<Row>>> = { sending: SENDING };

/** Whole rows out of what each says of itself. */
export const rows = <Id extends string>(facts: Record<Id, Facts>): Record<Id, Row> => {
  const whole = (own: Facts): Row => ({ ...MOST, ...OF_KIND[own.kind], ...own });
  return Object.fromEntries(Object.entries<Facts>(facts).map(([id, own]) => [id, whole(own)])) as Record<Id, Row>;
};
