import type { Selectable, Transaction } from 'kysely';
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
