import type { Rotation } from '../../domain/rotation.ts';
import type { Config } from '../config.ts';
import { openDatabase } from '../store/open.ts';
import { createRotating } from '../store/rotating.ts';
import { rotateKeys } from '../use-cases/rotate-keys.ts';
import { wrapContentAnew } from '../vault/content.ts';
import { createVault, markOf, openCredential, openGrant, sealCredential, sealGrant, wrapAnew } from '../vault/vault.ts';

/** Puts the newest of the operator's keys in the place of all others, in the database of a configuration. */
export async function rotate({
  credentialKeys,
  database,
}: Pick<Config, 'credentialKeys' | 'database'>): Promise<Rotation> {
  const vault = createVault(credentialKeys);
  const opened = await openDatabase(database);
  try {
    return await rotateKeys({
      ...createRotating(opened.db),
      keys: credentialKeys.map(({ id }) => id),
      wrapAnew: wrapAnew.bind(null, vault),
      wrapContentAnew: wrapContentAnew.bind(null, vault),
      openCredential: openCredential.bind(null, vault),
      openGrant: openGrant.bind(null, vault),
      sealCredential: (credential, channelId) => sealCredential(vault, credential, null, channelId),
      sealGrant: sealGrant.bind(null, vault),
      markOf: markOf.bind(null, vault),
      now: opened.time,
    });
  } finally {
    await opened.close();
  }
}
