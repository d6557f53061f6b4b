import type { Owner } from '../../domain/channel.ts';
import type { Database } from './open.ts';
import { tell } from './telling.ts';

/** Makes a channel its owner's default, in the place of the one that was: at most one is, at any moment. */
export async function makeDefault(db: Database, { tenantId, objectId }: Owner, id: string): Promise<void> {
  const before = await db
    .selectFrom('default_channels')
    .select('channel_id')
    .where('tenant_id', '=', tenantId)
    .where('object_id', '=', objectId)
    .executeTakeFirst();
  const own = { tenant_id: tenantId, object_id: objectId, channel_id: id };
  const ofOwner = db.selectFrom('channels').select(['tenant_id', 'object_id', 'id']).where('id', '=', id);
  await db
    .insertInto('default_channels')
    .columns(['tenant_id', 'object_id', 'channel_id'])
    .expression(ofOwner.where('tenant_id', '=', tenantId).where('object_id', '=', objectId))
    .onConflict((one) => one.columns(['tenant_id', 'object_id']).doUpdateSet(own))
    .execute();
  for (const changed of new Set([id, before?.channel_id ?? id]))
    await tell(db, { about: 'channel', id: changed, tenantId, objectId });
}
