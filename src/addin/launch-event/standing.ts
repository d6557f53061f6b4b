import { sameAddress } from '../../domain/address.ts';
import type { DeliveryFailure } from '../../domain/failure.ts';
import { isOfCredential, isOfSignIn, type Health } from '../../domain/health.ts';
import type { Instant } from '../../domain/instant.ts';
import { SECRET_NAMES, type SecretName } from '../../domain/provider/row.ts';

/** Whether mail leaves a channel, or what stands against it: its password, its rep’s sign-in, something else, its rep, who changes the password, or an administrator. */
const STATES = ['working', 'password-refused', 'sign-in-over', 'broken', 'held-back', 'stopped'] as const;

/** How a channel stands, as far as whoever is about to send must know. It is kept in the mailbox, so no secret is in it. */
export interface Standing {
  channelId: string;
  /** Whose mail it carries. */
  address: string;
  state: (typeof STATES)[number];
  since: Instant;
  /** What its service calls what it logs in with. */
  secret: SecretName;
  /** How many messages wait on it. */
  waiting: number;
}

/** What of a channel tells how it stands. */
export interface Stands {
  id: string;
  sender: { address: string };
  secret: SecretName;
  health: Health;
  heldSince: Instant | null;
  stoppedSince: Instant | null;
  held: number;
}

export const standingOf = (stands: Stands): Standing => ({
  channelId: stands.id,
  address: stands.sender.address,
  ...stateOf(stands),
  secret: stands.secret,
  waiting: stands.held,
});

function stateOf({ health, stoppedSince, heldSince }: Stands): Pick<Standing, 'state' | 'since'> {
  if (health.state === 'broken') return { state: brokenBy(health.because), since: health.since };
  if (stoppedSince !== null) return { state: 'stopped', since: stoppedSince };
  if (heldSince !== null) return { state: 'held-back', since: heldSince };
  return { state: 'working', since: health.since };
}

function brokenBy(because: DeliveryFailure): Standing['state'] {
  if (isOfSignIn(because)) return 'sign-in-over';
  return isOfCredential(because) ? 'password-refused' : 'broken';
}

/** Somebody lets nothing leave, and knows it. */
const isKept = ({ state }: Standing): boolean => state === 'held-back' || state === 'stopped';

/** A broken channel asks for its rep; one that is kept back was so by somebody's word. */
export const isBroken = (one: Standing): boolean => one.state !== 'working' && !isKept(one);

/** The channel that carries the mail of an address. */
export const standingFor = (standings: readonly Standing[], address: string): Standing | undefined =>
  standings.find((one) => sameAddress(one.address, address));

/** What to tell first: a broken channel, then one that is kept back; undefined when mail leaves all of them. */
export const worstOf = (standings: readonly Standing[]): Standing | undefined =>
  standings.find(isBroken) ?? standings.find(isKept);

/**
 * Names one trouble, so that it is told of once: what one refused login breaks, in however many channels, broke at one moment,
 * and the same channel that breaks again does so at another.
 */
export const causeOf = ({ state, since }: Standing): string => `${state} ${since}`;

/** Reads what was kept, trusting nothing about its shape: another version may have written it. Null when it says nothing. */
export function readStandings(kept: unknown): Standing[] | null {
  return Array.isArray(kept) && kept.every(isStanding) ? kept : null;
}

function isStanding(kept: unknown): kept is Standing {
  if (typeof kept !== 'object' || kept === null) return false;
  const { channelId, address, state, secret, since, waiting } = kept as Partial<Record<keyof Standing, unknown>>;
  return (
    typeof channelId === 'string' &&
    typeof address === 'string' &&
    STATES.some((known) => known === state) &&
    isSecretName(secret) &&
    typeof since === 'number' &&
    typeof waiting === 'number'
  );
}

export const isSecretName = (said: unknown): said is SecretName => SECRET_NAMES.some((known) => known === said);
