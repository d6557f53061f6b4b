import type { Limits } from './limit.ts';
import { rows } from './provider/fill-in.ts';
import { GOOGLE } from './provider/google.ts';
import { HOSTING_COMPANIES } from './provider/hosting-companies.ts';
import { MAILBOX_SERVICES } from './provider/mailbox-services.ts';
import { MICROSOFT } from './provider/microsoft.ts';
import type { Row } from './provider/row.ts';
import { SENDING_SERVICES } from './provider/sending-services.ts';
import type { SubmissionPort } from './submission-server.ts';

const OWN = rows({
  custom: {
    name: 'Your own mail server',
    kind: 'own',
    server: null,
    username: 'free',
    keepsSentCopy: false,
    mechanisms: ['PLAIN', 'LOGIN', 'XOAUTH2', 'CRAM-MD5'],
    source: 'RFC 6409, RFC 8314',
  },
  // Where it is and what it allows, the operator's configuration says.
  'default-channel': {
    name: 'the default channel',
    kind: 'internal',
    server: null,
    username: 'free',
    keepsSentCopy: false,
    source: 'RFC 6409; no submission server files a copy in a mailbox that it does not have',
  },
});

const ROWS = { ...MICROSOFT, ...GOOGLE, ...MAILBOX_SERVICES, ...SENDING_SERVICES, ...HOSTING_COMPANIES, ...OWN };

export type ProviderId = keyof typeof ROWS;
export type Provider = Row & { id: ProviderId };

export const PROVIDER_IDS = Object.keys(ROWS) as [ProviderId, ...ProviderId[]];

export const PROVIDERS = Object.fromEntries(PROVIDER_IDS.map((id) => [id, { ...ROWS[id], id }])) as Record<
  ProviderId,
  Provider
>;

const EVERY = Object.values(PROVIDERS);

/** ISO date from which a provider refuses passwords by default; null when none is known. */
export const passwordEnd = ({ passwords }: Pick<Row, 'passwords'>): string | null =>
  passwords.policy === 'ending' ? passwords.endsOn : null;

/** Where a channel does not stay with a password. */
export const ENDING_PROVIDERS: ProviderId[] = EVERY.filter((row) => passwordEnd(row) !== null).map(({ id }) => id);

/** The first day on which one of them refuses passwords. */
export const PASSWORDS_END_ON: string | null = EVERY.flatMap((row) => passwordEnd(row) ?? []).sort()[0] ?? null;

export const limitsOf = (id: ProviderId): Limits => PROVIDERS[id].limits;

/** The ports of a provider's server, the one to begin with first; none where they are not known. */
export const portsOf = ({ server, pattern, otherPorts }: Row): SubmissionPort[] =>
  [server?.port ?? pattern?.port, ...otherPorts].filter((port) => port !== undefined);

/** What the customer's part of a server's name is; null for another name. */
export function partOf({ pattern }: Row, host: string): string | null {
  if (pattern === null || !host.startsWith(pattern.before) || !host.endsWith(pattern.after)) return null;
  const part = host.slice(pattern.before.length, host.length - pattern.after.length);
  return pattern.part.test(part) ? part : null;
}

const hasHost = (row: Row, host: string): boolean => row.server?.host === host || row.otherHosts.includes(host);
const isUnder = (row: Row, host: string): boolean => row.under.some((names) => names.test(host));

const knownAt = (host: string): Provider | undefined => EVERY.find((row) => hasHost(row, host.toLowerCase()));
const ownerOf = (host: string): Provider | undefined => EVERY.find((row) => isUnder(row, host.toLowerCase()));

/** The provider that runs a submission server, by any name that is listed or under a domain of its own; else `custom`. */
export const providerOfHost = (host: string): ProviderId => (knownAt(host) ?? ownerOf(host))?.id ?? 'custom';

/** The provider by the server's name: its limits hold whatever the rep calls it. Two of Google's share one server. */
export function whoseServer(said: ProviderId, host: string): ProviderId {
  const name = host.toLowerCase();
  const row = PROVIDERS[said];
  return hasHost(row, name) || (isUnder(row, name) && !knownAt(name)) ? said : providerOfHost(name);
}

/** The one name of a submission server that stands for all that are listed, in lower case: of another it is not known whether it leads to the same mailboxes. */
export const oneNameOf = (host: string): string => knownAt(host)?.server?.host ?? host.toLowerCase();
