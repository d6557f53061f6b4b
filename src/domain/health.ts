import {
  BEFORE_THE_MESSAGE,
  CONNECTION_FAILURES,
  DISPOSITION,
  isOfConnection,
  type DeliveryFailure,
} from './failure.ts';
import { DAY, HOUR, MINUTE, type Instant } from './instant.ts';

/** Working, or broken and why. A broken channel holds its mail and logs in nowhere. */
export type Health =
  { state: 'working'; since: Instant } | { state: 'broken'; since: Instant; because: DeliveryFailure };

/** How a break was noticed: by mail on its way, or by a login that was tried to see. */
export const NOTICED_BY = ['mail', 'check'] as const;
export type NoticedBy = (typeof NOTICED_BY)[number];

/** Who kept the mail back though nothing was broken: the rep, to change the password, or an administrator. */
export const KEPT_BY = ['rep', 'admin'] as const;
export type KeptBy = (typeof KEPT_BY)[number];

/** Since when each of them does; null for who does not. */
export interface KeptBack {
  heldSince: Instant | null;
  stoppedSince: Instant | null;
}
/** Whose word it takes first that mail goes again. */
export const keptBy = ({ heldSince, stoppedSince }: KeptBack): KeptBy | null =>
  stoppedSince !== null ? 'admin' : heldSince !== null ? 'rep' : null;

/** Who ended a break: the rep with a password or a word, an administrator, Postlane's own check, or another cause that took its place. */
export const MENDED_BY = ['rep', 'admin', 'check', 'other-cause'] as const;
export type MendedBy = (typeof MENDED_BY)[number];

/** One time in which nothing left a channel. */
export interface Break {
  id: string;
  since: Instant;
  /** Null when somebody kept the mail back. */
  because: DeliveryFailure | null;
  /** Null when somebody kept the mail back. */
  noticedBy: NoticedBy | null;
  /** Null when something was broken. */
  keptBy: KeptBy | null;
  /** Null while it lasts. */
  until: Instant | null;
  mendedBy: MendedBy | null;
  /** Messages that wait because of it, or waited when it ended. */
  waited: number;
}

/** A sign-in does not count any more. */
const OF_THE_SIGN_IN: readonly DeliveryFailure['kind'][] = [
  'token-rejected',
  'grant-revoked',
  'grant-expired',
  'consent-missing',
  'transport-not-offered',
];
export const isOfSignIn = ({ kind }: DeliveryFailure): boolean => OF_THE_SIGN_IN.includes(kind);

/** What is wrong is the credential itself: only a new one helps. */
const OF_THE_CREDENTIAL: readonly DeliveryFailure['kind'][] = [
  ...OF_THE_SIGN_IN,
  'password-rejected',
  'password-expired',
  'app-password-required',
  'authentication-required',
];
export const isOfCredential = ({ kind }: DeliveryFailure): boolean => OF_THE_CREDENTIAL.includes(kind);

/** Whether the secret itself was refused, whose ever it is: it is not tried again by the next who comes with it. */
export const isOfSecret = (failure: DeliveryFailure): boolean =>
  isOfCredential(failure) || failure.kind === 'default-channel-refused';

/** Whether the credential was given to whom it is for before this happened. */
const loggedIn = (failure: DeliveryFailure): boolean =>
  // Where the service does not know our own registration any more, nobody's credential was looked at.
  !isOfConnection(failure) && failure.stage === 'auth' && failure.kind !== 'registration-refused';

/** Whether the server was not even asked to take a password, or a token. */
export const isBeforeLogin = (failure: DeliveryFailure): boolean =>
  'service' in failure || (BEFORE_THE_MESSAGE.includes(failure.stage) && failure.stage !== 'auth');

/** Whether the server had the password and did not take it, for reasons that do not pass by themselves. */
export const isRefusedLogin = (failure: DeliveryFailure): boolean =>
  loggedIn(failure) && DISPOSITION[failure.kind] === 'break';

/** Whether what is wrong shows only after the login, with one sender or one mailbox's mail: nothing but a person's look tells that it is over. */
export const isAfterLogin = ({ stage }: DeliveryFailure): boolean => !BEFORE_THE_MESSAGE.includes(stage);

/** Whatever logs in with the same credential meets it too. */
export const isOfLogin = (failure: DeliveryFailure): boolean => isOfCredential(failure) || isRefusedLogin(failure);

/** Whether it is the sender whom the server does not take, whoever the recipients are. */
export const isOfSender = ({ kind }: { kind: string }): boolean =>
  kind === 'sender-refused' || kind === 'send-as-denied';

/** A broken credential is given to the provider no more often than this: accounts are locked after a few wrong ones. */
export const BETWEEN_LOGINS = 1 * HOUR;

/** From when the credential of a channel that this broke may be tried again, last tried at a moment: at once where it never came so far. */
export const mayTryAt = (because: DeliveryFailure, triedAt: Instant): Instant =>
  isOfLogin(because) ? triedAt + BETWEEN_LOGINS : triedAt;

/** After a break that passes without the rep: where the password is given, no more than once an hour. */
const AFTER_LOGIN: readonly number[] = [1 * HOUR, 1 * HOUR, 2 * HOUR, 4 * HOUR];
const BEFORE_LOGIN: readonly number[] = [5 * MINUTE, 10 * MINUTE, 30 * MINUTE, 1 * HOUR, 2 * HOUR, 4 * HOUR];
/** A provider that is away is asked sooner than an idle channel is. */
const AFTER_TROUBLE: readonly number[] = [15 * MINUTE, 30 * MINUTE, 1 * HOUR];

const stepOf = (schedule: readonly number[], count: number): number =>
  schedule[Math.min(count, schedule.length - 1)] ?? DAY;

/**
 * What may be over without the rep, though a new sign-in helps: a server that could not ask the service refuses a token that
 * was just renewed, and locks no account by that; and an operator may offer again what was offered before.
 */
const MAY_PASS: readonly DeliveryFailure['kind'][] = ['token-rejected', 'transport-not-offered'];
const waitsForRep = (failure: DeliveryFailure): boolean => isOfCredential(failure) && !MAY_PASS.includes(failure.kind);

/**
 * When a broken channel tests itself again, the `count`-th time (from 0); null when it waits for a person. `spread` in 0…1
 * adds up to a fifth. What the provider says of mailbox or company after a login is never tried by itself (5.1.8, 5.2.25x,
 * 5.7.705: facts of Exchange Online), and no login would show whether it is over.
 */
export function selfTestAt(failure: DeliveryFailure, count: number, now: Instant, spread: number): Instant | null {
  if (waitsForRep(failure) || isAfterLogin(failure)) return null;
  const wait = stepOf(loggedIn(failure) ? AFTER_LOGIN : BEFORE_LOGIN, count);
  return now + Math.round(wait * (1 + spread / 5));
}

/** When an idle channel is looked at next: `every` is its usual interval, from which it strays by a quarter, so that a crowd spreads. */
export const checkAt = (every: number, now: Instant, spread: number): Instant =>
  now + Math.round(every * (0.75 + spread / 2));

/** When it is looked at next after a check that met what passes by itself, the `count`-th in a row (from 0). */
export const checkAfterTrouble = (every: number, count: number, now: Instant, spread: number): Instant =>
  now + Math.round(Math.min(every, stepOf(AFTER_TROUBLE, count)) * (1 + spread / 5));

/** What one mailbox meets, its neighbours of the same company at the same server may meet too: keys are lost together as well, with a database that is brought back. */
const OF_THE_COMPANY: readonly DeliveryFailure['kind'][] = [
  ...CONNECTION_FAILURES,
  'password-sign-in-off',
  'smtp-auth-off-for-tenant',
  'security-defaults',
  'sign-in-policy',
  'tls-required',
  'our-address-refused',
];
export const concernsNeighbours = ({ kind }: DeliveryFailure): boolean => OF_THE_COMPANY.includes(kind);
/** Its neighbours are looked at within a quarter of an hour: due within so long, spread evenly, and the rest for standing in line. */
export const NEIGHBOURS_WITHIN = 12 * MINUTE;

/** Held mail that is no older goes by itself when its channel is mended; older mail waits for the rep's word. */
export const GOES_BY_ITSELF = 1 * DAY;
