import { sql, type Transaction } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import { GOES_BY_ITSELF } from '../../domain/health.ts';
import type { Instant } from '../../domain/instant.ts';
import { giveUp } from './ending.ts';
import { isVouchedFor } from './handing-on.ts';
import { goesAnew, reschedule, underMailbox } from './mailboxes.ts';
import type { Database } from './open.ts';
import { tell } from './telling.ts';
import type { Tables } from './tables.ts';

const heldOf = (trx: Transaction<Tables>, channelId: string) =>
  trx
    .selectFrom('messages')
    .select('id')
    .where('channel_id', '=', channelId)
    // In these very words, for the index of them.
    .where(sql<boolean>`state = 'held'`);

/**
 * Lets a mended channel's held mail go again, but for what is older than a day by when it was to leave, and what somebody
 * else wrote who left: that is its rep's to say.
 */
export async function releaseFresh(trx: Transaction<Tables>, channelId: string, now: Instant): Promise<void> {
  await trx
    .updateTable('messages')
    .set(goesAnew(now))
    .where('channel_id', '=', channelId)
    .where(sql<boolean>`state = 'held'`)
    .where(sql<boolean>`greatest(queued_at, send_at) >= ${now - GOES_BY_ITSELF}::int8`)
    .where('handed_over', '=', false)
    .execute();
}

/** What a channel that works still holds: mail that is old. All of it at once, by its owner's word. */
export function createHeldMail(db: Database) {
  /** How many there were, unless the decision is refused; null when the owner has no such channel, or it sends nothing. */
  const decide = async <Refusal extends string>(
    owner: Owner,
    channelId: string,
    now: Instant,
    decision: (trx: Transaction<Tables>) => Promise<void | Refusal>,
  ): Promise<number | Refusal | null> => {
    const mailboxOf = (trx: Transaction<Tables>) =>
      trx
        .selectFrom('channels')
        .select('mailbox_id')
        .where('id', '=', channelId)
        .where('tenant_id', '=', owner.tenantId)
        .where('object_id', '=', owner.objectId)
        .executeTakeFirst();
    return underMailbox(db, mailboxOf, async (trx, mailbox) => {
      const open = await trx
        .selectFrom('channels')
        .select('sends')
        .where('id', '=', channelId)
        .where('sends', '=', true)
        .executeTakeFirst();
      if (open === undefined) return null;
      const { count } = await trx
        .selectFrom(heldOf(trx, channelId).as('held'))
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      const refused = await decision(trx);
      if (refused) return refused;
      await reschedule(trx, mailbox, now);
      await tell(trx, { about: 'channel', id: channelId, ...owner });
      return count;
    });
  };

  return {
    /** None of it where some is another's, as whom nobody says any more that the owner may write, whom the token calls `own`. */
    release: (owner: Owner, channelId: string, own: string | null, now: Instant): Promise<number | 'unproven' | null> =>
      decide<'unproven'>(owner, channelId, now, async (trx) => {
        const others = await heldOf(trx, channelId).where('handed_over', '=', true).limit(1).executeTakeFirst();
        if (others !== undefined && !(await isVouchedFor(trx, channelId, own))) return 'unproven';
        await trx
          .updateTable('messages')
          .set({ ...goesAnew(now), handed_over: false })
          .where('id', 'in', heldOf(trx, channelId))
          .execute();
        return undefined;
      }),

    drop: (owner: Owner, channelId: string, now: Instant): Promise<number | null> =>
      decide<never>(owner, channelId, now, (trx) => giveUp(trx, heldOf(trx, channelId), now)),
  };
}
