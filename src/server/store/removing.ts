import type { Selectable, Transaction } from 'kysely';
import type { WhoseWord } from '../../domain/audit.ts';
import type { Instant } from '../../domain/instant.ts';
import { NOTED, notedChannel, record } from './audit.ts';
import { peopleIn, removeWithTeam } from './team.ts';
import type { Note } from './telling.ts';
import type { Tables } from './tables.ts';

/** What is read of a channel that is to be removed. */
export const REMOVED = ['id', 'tenant_id', 'stopped_since', ...NOTED] as const;

/**
 * Removes a channel and its team's, under their mailbox's lock, and notes it where that is not its rep's alone to know: where an
 * administrator says so, and where the organisation shares it, whoever says so.
 */
export async function removeNoted(
  trx: Transaction<Tables>,
  row: Pick<Selectable<Tables['channels']>, (typeof REMOVED)[number]>,
  { of, by }: WhoseWord,
  now: Instant,
): Promise<Note[]> {
  const share = trx.selectFrom('shares').select('domain').where('channel_id', '=', row.id).limit(1);
  const isShared = (await share.executeTakeFirst()) !== undefined;
  const removed = await removeWithTeam(trx, row.id, now);
  const what = { kind: 'channel-removed' as const, channel: notedChannel(row), colleagues: peopleIn(removed) - 1 };
  if (of === 'admin' || isShared) await record(trx, { tenantId: row.tenant_id, by, at: now, what });
  return removed;
}
