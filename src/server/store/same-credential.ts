import type { Selectable, Transaction } from 'kysely';
import { mayTryAt } from '../../domain/health.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

type SameCredential = Pick<
  Selectable<Tables['channels']>,
  'id' | 'tenant_id' | 'object_id' | 'broken_because' | 'held_since'
>;

/** The channels of a channel's mailbox that log in with the very credential it has, whoever's, and itself among them. */
export const withSameCredential = (
  trx: Transaction<Tables>,
  channelId: string,
  mailboxId: string,
): Promise<SameCredential[]> =>
  trx
    .selectFrom('channels')
    .select(['id', 'tenant_id', 'object_id', 'broken_because', 'held_since'])
    .where('mailbox_id', '=', mailboxId)
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('id', '=', channelId),
        eb(
          'credential_mark',
          '=',
          selectFrom('channels as one').select('one.credential_mark').where('one.id', '=', channelId),
        ),
      ]),
    )
    .execute();

/** From when the credential of this mark may be tried again at its mailbox's server, which refused it, through whichever channel; null when it may be now. */
export async function restOf(
  db: Database | Transaction<Tables>,
  mailboxId: string,
  mark: string,
  now: Instant,
): Promise<Instant | null> {
  const broken = await db
    .selectFrom('channels')
    .select(['broken_because', 'tried_at', 'health_since'])
    .where('mailbox_id', '=', mailboxId)
    .where('credential_mark', '=', mark)
    .where('broken_because', 'is not', null)
    .execute();
  const moments = broken.map(({ broken_because: because, tried_at, health_since }) =>
    because === null ? now : mayTryAt(because, tried_at ?? health_since),
  );
  const nextAt = Math.max(now, ...moments);
  return nextAt > now ? nextAt : null;
}
