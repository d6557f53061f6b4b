import type { DeliveryChannel } from '../../domain/channel.ts';
import type { Credential } from '../../domain/credential.ts';
import type { Attempt } from '../../domain/outbox.ts';
import type { Transmission } from './route.ts';
import { openSession, type SessionNeeds } from './session.ts';

export interface DeliveryJob extends Transmission {
  channel: Pick<DeliveryChannel, 'server'>;
  credential: Credential;
}

/** Sends one message on a connection of its own. Never throws for what the network or the server does. */
export async function deliver({ channel, credential, ...message }: DeliveryJob, needs: SessionNeeds): Promise<Attempt> {
  const session = await openSession(channel.server, credential, needs);
  if (!session.ok) return { ended: 'failed', failure: session.failure, refused: [] };
  const attempt = await session.value.send(message, null);
  // What became of the message is written down first; the goodbye takes care of itself.
  void session.value.quit();
  if (attempt === 'stale') throw new Error('the first message of a connection is never stale');
  return attempt;
}
