import type { DeliveryChannel } from '../../domain/channel.ts';
import type { Credential, SealedCredential } from '../../domain/credential.ts';
import { isDefaultChannel } from '../../domain/default-channel.ts';
import type { ConnectionFailure } from '../../domain/failure.ts';
import { failed, success, type Result } from '../../domain/result.ts';

/** What a channel logs in with, or why there is nothing. */
export type KeptCredential = Result<Credential, ConnectionFailure>;

export interface KeptCredentialNeeds {
  /** Null when its key is destroyed. */
  openCredential(sealed: SealedCredential, channelId: string): Promise<Credential | null>;
}

/**
 * What a channel logs in with. Fails where that is destroyed, as by a database that was brought back without its data keys. Of
 * the operator's nothing can be: it stands in the configuration.
 */
export async function keptCredential(
  { openCredential }: KeptCredentialNeeds,
  { id, providerId, server, username }: Pick<DeliveryChannel, 'id' | 'providerId' | 'server' | 'username'>,
  sealed: SealedCredential,
): Promise<KeptCredential> {
  const credential = await openCredential(sealed, id);
  if (credential !== null) return success(credential);
  if (isDefaultChannel({ providerId })) return success({ kind: 'configured', username });
  const { host, port } = server;
  return failed({ kind: 'credential-lost', stage: 'connect', host, port, detail: null });
}
