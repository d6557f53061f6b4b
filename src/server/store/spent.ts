import type { Transaction } from 'kysely';
import { DAY, type Instant } from '../../domain/instant.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

/** The same for the same secret, under a key that the database does not have. */
export type Mark = (secret: string) => string;

/** What is counted of one within a day. */
export interface Spent {
  count: number;
  /** Null where nothing is. */
  firstAt: Instant | null;
  lastAt: Instant | null;
}

/** Counts what somebody has used. `who` is a mark: the row outlives all that is known of them, and says nothing of it. */
export async function spend(trx: Transaction<Tables>, who: string, count: number, at: Instant): Promise<void> {
  await trx.insertInto('spent').values({ who, count, at }).execute();
}

export async function spentBy(trx: Transaction<Tables>, who: string, now: Instant): Promise<Spent> {
  const { count, firstAt, lastAt } = await trx
    .selectFrom('spent')
    .select(({ fn }) => [
      fn.sum<number | null>('count').as('count'),
      fn.min<Instant | null>('at').as('firstAt'),
      fn.max<Instant | null>('at').as('lastAt'),
    ])
    .where('who', '=', who)
    .where('at', '>', now - DAY)
    .executeTakeFirstOrThrow();
  return { count: Number(count ?? 0), firstAt, lastAt };
}

/** Forgets what counts no more. */
export const createSpent = (db: Database) => ({
  async sweep(now: Instant): Promise<void> {
    await db
      .deleteFrom('spent')
      .where('at', '<=', now - DAY)
      .execute();
  },
});
