import type { Selectable, Transaction } from 'kysely';
import type { DeliveryFailure } from '../../domain/failure.ts';
import { isOfLogin } from '../../domain/health.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

type SameCredential = Pick<
  Selectable<Tables['channels']>,
  'id' | 'tenant_id' | 'object_id' | 'broken_because' | 'held_since' | 'stopped_since' | 'team_of'
>;

/** The channels of a channel's mailbox that log in with the very credential it has, whoever's: its team's, and itself among them. */
export const withSameCredential = (
  db: Database | Transaction<Tables>,
  channelId: string,
  mailboxId: string,
): Promise<SameCredential[]> =>
  db
    .selectFrom('channels')
    .select(['id', 'tenant_id', 'object_id', 'broken_because', 'held_since', 'stopped_since', 'team_of'])
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
 * The others whose password changes when a channel's does: those of the same rep that log in with it too, and the colleagues'
 * that these are shared with. What is of a team is its administrator's to change, and changes nothing else.
 */
export async function changingWith(
  db: Database | Transaction<Tables>,
  channelId: string,
  mailboxId: string,
): Promise<string[]> {
  const same = await withSameCredential(db, channelId, mailboxId);
  const mine = same.find(({ id, team_of }) => id === channelId && team_of === null);
  const own = same.filter(
    (row) => row.tenant_id === mine?.tenant_id && row.object_id === mine.object_id && row.team_of === null,
  );
  const ids = own.map(({ id }) => id);
  const teams = same.filter(({ team_of }) => team_of !== null && ids.includes(team_of));
  return [...ids.filter((id) => id !== channelId), ...teams.map(({ id }) => id)];
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
