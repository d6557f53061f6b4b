import type { Selectable, Transaction } from 'kysely';
import { mayTryAt } from '../../domain/health.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

/** The channels of a channel's mailbox that log in with the very credential it has, whoever's, and itself among them. */
export const withSameCredential = (
  trx: Transaction<Tables>,
  channelId: string,
  mailboxId: string,
): Promise<Selectable<Tables['channels']>[]> =>
  trx
    .selectFrom('channels')
    .selectAll()
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
    .select(['broken_because', 'tried_at'])
    .where('mailbox_id', '=', mailboxId)
    .where('credential_mark', '=', mark)
    .where('broken_because', 'is not', null)
    .execute();
  const moments = broken.map(({ broken_because: because, tried_at }) =>
    because === null || tried_at === null ? now : mayTryAt(because, tried_at),
  );
  const nextAt = Math.max(now, ...moments);
  return nextAt > now ? nextAt : null;
}
