import { randomUUID } from 'node:crypto';
import type { Instant } from '../../src/domain/instant.ts';
import { NO_LIMITS } from '../../src/domain/limit.ts';
import type { CredentialKey } from '../../src/server/config.ts';
import { createChannels } from '../../src/server/store/channels.ts';
import { openDatabase } from '../../src/server/store/open.ts';
import { createVault, sealCredential } from '../../src/server/vault/vault.ts';
import { GIVEN } from '../../test/server/oauth/scripted-service.ts';
import type { Sender } from './queueing.ts';
import type { Place } from './stage.ts';

/**
 * Has mailboxes send by a sign-in from now on, with an access token that ends at a moment: sealed and saved as a repair does it, without
 * the window, which is for people.
 */
export async function moveToSignIn(
  place: Place,
  keys: CredentialKey[],
  senders: readonly Sender[],
  { accessToken, endsAt }: { accessToken: string; endsAt: Instant },
): Promise<void> {
  const { db, close } = await openDatabase(place);
  const vault = createVault(keys);
  const channels = createChannels(db, randomUUID, NO_LIMITS);
  for (const { rep, channelId, address } of senders) {
    const channel = await channels.find(rep.owner, channelId);
    if (channel === null) throw new Error('The channel is gone.');
    const credential = { kind: 'grant' as const, service: 'microsoft' as const, username: address };
    const grant = { refreshToken: GIVEN.refresh, accessToken, endsAt };
    const sealed = await sealCredential(vault, credential, grant, channelId);
    const proven = { channel: { ...channel, mechanism: 'XOAUTH2' as const }, occasion: 'new-password' as const };
    await channels.save(proven, sealed, [], Date.now());
  }
  await close();
}
