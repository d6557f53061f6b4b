import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Alike } from '../../domain/alike.ts';
import type { Author } from '../../domain/audit.ts';
import { DEFAULT_CHANNEL } from '../../domain/default-channel.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import { lowest, type Limits } from '../../domain/limit.ts';
import type { Policies, PolicyName } from '../../domain/policies.ts';
import { ownLimits, withDefaults } from '../../domain/policy-rules.ts';
import { changesOf } from '../../domain/policy-wish.ts';
import type { ProviderId } from '../../domain/provider.ts';
import type { Result } from '../../domain/result.ts';
import { record } from './audit.ts';
import type { Database } from './open.ts';
import { tell } from './telling.ts';
import { json, type Tables } from './tables.ts';

/** Who set a policy last, and when. */
export interface PolicySet {
  policy: PolicyName;
  by: Author;
  at: Instant;
}

export type OwnLimits = Parameters<typeof ownLimits>[0];

/** What is set in the tenant of the row at hand; null when nothing is. */
export const policiesOfChannel = sql<Partial<Policies> | null>`(
  select json_object_agg(policy, value) from policies where policies.tenant_id = channels.tenant_id)`;

/** What the organisations allow whose channels are in the mailbox at hand: of each the lowest. None has a say in the operator's, which is the others' too. */
export const ownLimitsOfMailbox: RawBuilder<OwnLimits> = sql`(
  select json_build_object(
    'messagesPerMinute', min(value::int8) filter (where policy = 'messagesPerMinute'),
    'recipientsPerDay', min(value::int8) filter (where policy = 'recipientsPerDay')
  )
  from policies
  where policy in ('messagesPerMinute', 'recipientsPerDay') and value is not null
    and tenant_id in (
      select tenant_id from channels
      where channels.mailbox_id = mailboxes.id and channels.provider_id != ${DEFAULT_CHANNEL}))`;

/** Before which moment records of the tenant at hand are old: by the operator's word, or by its organisation's where that is later. */
export const oldBefore = (
  tenantId: RawBuilder<unknown>,
  now: Instant,
  before: Instant,
): RawBuilder<Instant> => sql`greatest(
  ${before}::int8,
  ${now}::int8 - ${DAY}::int8 * (
    select value::int8 from policies
    where policies.tenant_id = ${tenantId} and policy = 'retentionDays' and value is not null))`;

/** The limits of a mailbox: its provider's, no higher than the operator's ceiling, nor than its organisation's own. */
export const allowedIn = ({ limits, own }: { limits: Limits; own: OwnLimits }, ceiling: Limits): Limits =>
  lowest(lowest(limits, ceiling), ownLimits(own));

/** What organisations set for their people. Every question carries the tenant. */
export const createPolicies = (db: Database) => ({
  async of(tenantId: string): Promise<Policies> {
    return (await read(db, tenantId)).values;
  },

  /** With who set what; what nobody ever set is not among it. */
  read: (tenantId: string): Promise<{ values: Policies; set: PolicySet[] }> => read(db, tenantId),

  /**
   * Sets what `decide` makes of what there is, one change of an organisation's at a time, and notes each in the audit log.
   * What mail waits for room goes by the new limits at once.
   */
  async change<F>(
    tenantId: string,
    by: Author,
    decide: (before: Policies) => Result<Policies, F>,
    at: Instant,
  ): Promise<Result<Policies, F>> {
    return db.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`policies of ${tenantId}`}, 0))`.execute(trx);
      const { values: before } = await read(trx, tenantId);
      const decided = decide(before);
      if (!decided.ok) return decided;
      const changes = changesOf(before, decided.value);
      for (const change of changes) {
        const { objectId: object_id, name, address } = by;
        const set = { value: json<unknown>(change.after), at, object_id, name, address };
        await trx
          .insertInto('policies')
          .values({ tenant_id: tenantId, policy: change.policy, ...set })
          .onConflict((same) => same.columns(['tenant_id', 'policy']).doUpdateSet(set))
          .execute();
        await record(trx, { tenantId, by, at, what: { kind: 'policy-changed', change } });
      }
      if (changes.some(({ policy }) => policy === 'messagesPerMinute' || policy === 'recipientsPerDay'))
        await lookAgain(trx, tenantId, at);
      return decided;
    });
  },

  /** An organisation's channels, counted by what policies judge of them, from an index alone. */
  async alike(tenantId: string): Promise<Alike[]> {
    const rows = await db
      .selectFrom('channels')
      .select(['provider_id', 'host', 'signed_in', 'joined'])
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('tenant_id', '=', tenantId)
      .groupBy(['provider_id', 'host', 'signed_in', 'joined'])
      .execute();
    return rows.map(({ provider_id, host, signed_in, joined, count }) => ({
      providerId: provider_id as ProviderId,
      host,
      way: signed_in ? 'sign-in' : 'password',
      isTeams: joined,
      count,
    }));
  },
});

async function read(
  db: Database | Transaction<Tables>,
  tenantId: string,
): Promise<{ values: Policies; set: PolicySet[] }> {
  const rows = await db.selectFrom('policies').selectAll().where('tenant_id', '=', tenantId).execute();
  return {
    values: withDefaults(Object.fromEntries(rows.map(({ policy, value }) => [policy, value]))),
    set: rows.map(({ policy, at, object_id: objectId, name, address }) => ({
      policy,
      by: { objectId, name, address },
      at,
    })),
  };
}

/** Mailboxes whose mail was put off by a limit are looked at now: whether there is room by now the claim sees. */
async function lookAgain(trx: Transaction<Tables>, tenantId: string, now: Instant): Promise<void> {
  const putOff = trx
    .selectFrom('mailboxes')
    .select('id')
    .where('due_at', '>', now)
    .where('id', 'in', (row) => row.selectFrom('channels').select('mailbox_id').where('tenant_id', '=', tenantId))
    .orderBy('id')
    .forUpdate();
  await trx
    .updateTable('mailboxes')
    .set({ due_at: sql<number>`greatest(${now}::int8, paused_until)` })
    .where('id', 'in', putOff)
    .execute();
  await tell(trx, { about: 'due', mailboxId: null });
}
