import type { DeliveryFailure } from '../../domain/failure.ts';
import type { Health } from '../../domain/health.ts';
import { MESSAGE_STATES, type MessageState } from '../../domain/outbox.ts';
import { isSecretName, standingOf, type Standing } from '../launch-event/standing.ts';

/**
 * What the launch event asks of the server, on engines of 2016 that the contract's schemas do not run on: so the little
 * it needs of three replies is read here by hand. Null for whatever else comes, and for nothing.
 */
export interface SignIn {
  clientId: string;
  scope: string;
  authority: string;
}

/** How to sign in. `origin` is the server's, without a slash at its end. */
export async function lookUpSignIn(origin: string): Promise<SignIn | null> {
  const { identity } = recordIn(await bodyOf(`${origin}/api/settings`, {}));
  const { clientId, scope, authority } = recordIn(identity);
  const isThere = typeof clientId === 'string' && typeof scope === 'string' && typeof authority === 'string';
  return isThere ? { clientId, scope, authority } : null;
}

/** How the rep's channels stand at this moment. */
export async function lookUpStandings(origin: string, token: string): Promise<Standing[] | null> {
  const { channels } = recordIn(await bodyOf(`${origin}/api/channels`, { authorization: `Bearer ${token}` }));
  if (!Array.isArray(channels)) return null;
  const standings = channels.map(standingIn);
  return standings.every((one) => one !== null) ? standings : null;
}

/** Where a message is; not-found only in the server's own words, for anything in front of it may say 404. */
export async function lookUpMessage(
  origin: string,
  token: string,
  id: string,
): Promise<MessageState | 'not-found' | null> {
  const { message, failure } = recordIn(
    await bodyOf(`${origin}/api/messages/${id}`, { authorization: `Bearer ${token}` }),
  );
  if (recordIn(failure).kind === 'not-found') return 'not-found';
  const { state } = recordIn(message);
  return MESSAGE_STATES.find((known) => known === state) ?? null;
}

function standingIn(channel: unknown): Standing | null {
  const { id, sender, secret, health, heldSince, stoppedSince, held } = recordIn(channel);
  const { address } = recordIn(sender);
  const stands = healthIn(health);
  if (typeof id !== 'string' || typeof address !== 'string' || stands === null || typeof held !== 'number') return null;
  if (heldSince !== null && typeof heldSince !== 'number') return null;
  if (stoppedSince !== null && typeof stoppedSince !== 'number') return null;
  const called = isSecretName(secret) ? secret : 'password';
  return standingOf({ id, sender: { address }, secret: called, health: stands, heldSince, stoppedSince, held });
}

function healthIn(health: unknown): Health | null {
  const { state, since, because } = recordIn(health);
  if (typeof since !== 'number') return null;
  if (state === 'working') return { state, since };
  const { kind } = recordIn(because);
  // Of why it broke only the kind is looked at, and one that this script does not know is as good as any other.
  return state === 'broken' && typeof kind === 'string' ? { state, since, because: because as DeliveryFailure } : null;
}

const recordIn = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

async function bodyOf(url: string, headers: Record<string, string>): Promise<unknown> {
  try {
    const response = await fetch(url, { headers });
    return JSON.parse(await response.text()) as unknown;
  } catch {
    return null;
  }
}
