import { siblingsOf } from '../../domain/choices.ts';
import { partOf, PROVIDERS, whoseServer, type ProviderId } from '../../domain/provider.ts';
import { shortFormOf } from '../../domain/short-form.ts';
import { serviceOf } from '../../domain/sign-in-service.ts';
import { personalAt } from './personal-words.ts';
import type { TroubleKind, WrittenTrouble } from './trouble.ts';
import type { Words } from './words.ts';

/** Where a login is, as far as that is known; of a server typed by hand, its name says whose it is. */
interface Place {
  providerId: ProviderId;
  server: { host: string } | null;
  /** Whether nobody typed it, or it is a known provider's: then its name and port are right. */
  found?: boolean;
  /** Whether an administrator filled the server in for everybody. */
  filledIn?: boolean;
}

type Told<Of extends string[]> = Record<Exclude<keyof WrittenTrouble, 'whoCan'>, (...of: Of) => string>;

/** What the rep mends alone. */
const told = <Of extends string[]>({ title, explanation, next }: Told<Of>, ...of: Of): WrittenTrouble => ({
  ...{ title: title(...of), explanation: explanation(...of), next: next(...of) },
  whoCan: 'you',
});

/** The words for what is wrong with a login: by its service's own name for what it takes, with its region where that may be why, and without IT where there is none. */
export function wordsAt(words: Words, place: Place): Words {
  const host = place.server?.host ?? null;
  const providerId = whose(place);
  const { name, secret } = PROVIDERS[providerId];
  const { appPasswords, keys, failures, sinceProven } = words;
  const key = words.secrets[secret];
  const isKey = secret !== 'password';
  const isAppPassword = shortFormOf(providerId).secret === 'app-password';
  const rejected = isKey
    ? told(keys.failures['password-rejected'], key, name)
    : isAppPassword
      ? told(appPasswords.failures['password-rejected'], name)
      : failures['password-rejected'];
  const region = regionOf(words, providerId, host);
  const more = [
    ...(isAppPassword && serviceOf(providerId) === 'google' ? [appPasswords.google] : []),
    ...(region === null ? [] : [keys.region(name, region)]),
  ];
  return {
    ...words,
    failures: {
      ...failures,
      ...personalAt(words, place.providerId),
      ...(place.found && words.found),
      ...(place.filledIn && filledIn(words)),
      ...(isKey && { 'authentication-required': told(keys.failures['authentication-required'], key) }),
      'password-rejected': { ...rejected, explanation: [rejected.explanation, ...more].join(' ') },
    },
    sinceProven: {
      ...sinceProven,
      ...personalAt(words, place.providerId),
      ...(isKey && { 'password-rejected': told(keys.sinceProven['password-rejected'], key, name) }),
      ...(isAppPassword && { 'password-rejected': told(appPasswords.sinceProven['password-rejected'], name) }),
    },
  };
}

/** What the message to the IT department is to know of a login besides its server. */
export function keyAt(words: Words, place: Place): { name: string; service: string } | null {
  const { name: service, secret } = PROVIDERS[whose(place)];
  return secret === 'password' ? null : { name: words.secrets[secret], service };
}

const whose = ({ providerId, server }: Place): ProviderId =>
  server === null ? providerId : whoseServer(providerId, server.host);

/** Troubles that another server would mend. */
const OF_THE_SERVER = [
  'name-not-found',
  'connection-refused',
  'connection-timed-out',
  'not-a-mail-server',
  'tls-not-offered',
  'tls-failed',
  'tls-required',
  'certificate-untrusted',
  'certificate-wrong-name',
  'certificate-expired',
  'mechanism-not-offered',
] as const satisfies readonly TroubleKind[];

function filledIn({ failures, keys }: Words): Partial<Words['failures']> {
  const said = OF_THE_SERVER.map((kind) => [kind, { ...failures[kind], next: keys.filledIn, whoCan: 'it' as const }]);
  return Object.fromEntries(said) as Partial<Words['failures']>;
}

/** Which region of several a login is meant for; null where a service has but one. */
function regionOf({ choose }: Words, providerId: ProviderId, host: string | null): string | null {
  const row = PROVIDERS[providerId];
  if (row.pattern?.asks === 'region') return host === null ? null : partOf(row, host);
  const { variant } = row;
  return variant?.of === 'region' && siblingsOf(providerId).length > 1 ? choose.variants[variant.name] : null;
}
