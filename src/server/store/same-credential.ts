import type { Selectable, Transaction } from 'kysely';
import type { DeliveryFailure } from '../../domain/failure.ts';
import { isOfLogin } from '../../domain/health.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

type SameCredential = Pick<
  Selectable<Tables['channels']>,
  'id' | 'tenant_id' | 'object_id' | 'broken_because' | 'held_since' | 'stopped_since'
>;

/** The channels of a channel's mailbox that log in with the very credential it has, whoever's: its team's, and itself among them. */
export const withSameCredential = (
  db: Database | Transaction<Tables>,
  channelId: string,
  mailboxId: string,
): Promise<SameCredential[]> =>
  db
    .selectFrom('channels')
    .select(['id', 'tenant_id', 'object_id', 'broken_because', 'held_since', 'stopped_since'])
    .where('mailbox_id', '=', mailboxId)
    .where(({ eb, or, fn, selectFrom }) =>
      or([
        eb('id', '=', channelId),
        // Sealed at different times, a team's may have marks under different keys.
        eb(
          fn.coalesce('team_of', 'id'),
          '=',
          selectFrom('channels as one')
            .select(({ fn }) => fn.coalesce('one.team_of', 'one.id').as('team'))
            .where('one.id', '=', channelId),
        ),
        eb(
          'credential_mark',
          '=',
          selectFrom('channels as one').select('one.credential_mark').where('one.id', '=', channelId),
        ),
      ]),
    )
    .execute();

/**
 * The others whose password changes when a channel's does: those that the same rep has in a mailbox with it, and the colleagues'
 * that these are shared with, whose marks may be under an older key. What is of a team is its administrator's to change, and
 * changes nothing else.
 */
export async function changingWith(
  db: Database | Transaction<Tables>,
  channelId: string,
  mailboxId: string,
): Promise<string[]> {
  const mine = await db
    .selectFrom('channels')
    .select(['tenant_id', 'object_id', 'credential_mark'])
    .where('id', '=', channelId)
    .where('team_of', 'is', null)
    .executeTakeFirst();
  if (mine === undefined) return [];
  const own = await db
    .selectFrom('channels')
    .select('id')
    .where('mailbox_id', '=', mailboxId)
    .where('tenant_id', '=', mine.tenant_id)
    .where('object_id', '=', mine.object_id)
    .where('team_of', 'is', null)
    .where('id', '!=', channelId)
    .where('credential_mark', '=', mine.credential_mark)
    .execute();
  const ids = own.map(({ id }) => id);
  const teams = await db
    .selectFrom('channels')
    .select('id')
    .where('team_of', 'in', [channelId, ...ids])
    .execute();
  return [...ids, ...teams.map(({ id }) => id)];
}

/**
 * Whether the server took a credential after this login with it began, through whichever channel of the mailbox: what that
 * login was refused for is over then, however late it is told. `channelId` is of a channel that has it, if any.
 */
export async function wasTakenSince(
  trx: Transaction<Tables>,
  mailboxId: string,
  login: { mark: string | null; channelId?: string; because: DeliveryFailure; triedAt: Instant },
): Promise<boolean> {
  const { mark, channelId, because, triedAt } = login;
  if (!isOfLogin(because)) return false;
  const taken = await trx
    .selectFrom('channels')
    .select('id')
    .where('mailbox_id', '=', mailboxId)
    .where(({ eb, or }) =>
      or([
        ...(mark === null ? [] : [eb('credential_mark', '=', mark)]),
        ...(channelId === undefined ? [] : [eb('id', '=', channelId)]),
      ]),
    )
    .where('broken_because', 'is', null)
    .where('health_since', '>', triedAt)
    .limit(1)
    .executeTakeFirst();
  return taken !== undefined;
}
