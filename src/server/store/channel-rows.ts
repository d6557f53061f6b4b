import { sql, type Selectable, type Transaction } from 'kysely';
import type { Mailbox } from '../../domain/address.ts';
import type { DeliveryChannel, Team } from '../../domain/channel.ts';
import type { Mechanism, Sealed, SealedCredential, WrappedKey } from '../../domain/credential.ts';
import type { ExpiryRule } from '../../domain/expiry.ts';
import { isDefaultChannel, limitsOfEach, SAFE_LIMITS, type DefaultLimits } from '../../domain/default-channel.ts';
import { lowest, NO_LIMITS, type Limits } from '../../domain/limit.ts';
import type { Pause } from '../../domain/pause.ts';
import type { Policies } from '../../domain/policies.ts';
import { forbiddenBy, ownChannel, teamChannel, withDefaults } from '../../domain/policy-rules.ts';
import { CODE, codeSentAt } from '../../domain/proof-code.ts';
import type { ProviderId } from '../../domain/provider.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import { dataKeyIn, sealedOf } from './data-keys.ts';
import type { Database } from './open.ts';
import { allowedIn, policiesOfChannel } from './policies.ts';
import { json, ownerOf, type Tables } from './tables.ts';

type Paused = Pick<Selectable<Tables['mailboxes']>, 'paused_until' | 'paused_because'>;
/** With what it has of its mailbox, how much of its mail is held, what its organisation has set, who looks after it where it is a team's, and what of its sender is known. */
export type ChannelRow = Selectable<Tables['channels']> &
  Paused & {
    held: number;
    policies: Partial<Policies> | null;
    team_by: Mailbox | null;
    team_named: string[];
    colleagues: number;
    sender_proven: boolean;
    sender_named: boolean;
    may_be_named: boolean;
    code_sent_at: number | null;
    is_default: boolean;
  };

/** Of a new credential: null of a password. */
export const grantColumns = (grant: Sealed | undefined) => ({
  grant_sealed: grant?.text ?? null,
  grant_key_id: grant?.keyId ?? null,
  renewing_until: null,
});

/** With what opens its credential too. */
export type RowWithCredential = ChannelRow & { data_key: WrappedKey | null };

/** Its limits no higher than the ceiling and its organisation's own; of the operator's as `relay` has them now. */
export function channelOf(row: ChannelRow, ceiling: Limits, relay: DefaultLimits = SAFE_LIMITS): DeliveryChannel {
  const policies = withDefaults(row.policies);
  const providerId = row.provider_id as ProviderId;
  // What the server said of itself at the proof still holds; no organisation paces what is the others' too.
  const { limits, own } = isDefaultChannel({ providerId })
    ? {
        limits: lowest({ ...NO_LIMITS, messageBytes: row.limits.messageBytes }, limitsOfEach(relay)),
        own: { ...policies, messagesPerMinute: null },
      }
    : { limits: row.limits, own: policies };
  const way = row.grant_sealed === null ? 'password' : 'sign-in';
  return {
    id: row.id,
    owner: ownerOf(row),
    team: teamOf(row),
    colleagues: row.colleagues,
    providerId,
    server: { host: row.host, port: row.port, security: row.security } as SubmissionServer,
    username: row.username,
    sender: { name: row.sender_name, address: row.sender_address },
    isSenderProven: row.sender_proven,
    isSenderNamed: row.sender_named,
    mayBeNamed: row.may_be_named,
    code: row.code_sent_at === null ? null : codeSentAt(row.code_sent_at),
    isDefault: row.is_default,
    mechanism: row.mechanism as Mechanism,
    limits: allowedIn({ limits, own }, ceiling),
    forbiddenBy: forbiddenBy(
      policies,
      row.team_of === null ? ownChannel(providerId, row.host, way) : teamChannel(providerId, row.host),
    ),
    health:
      row.broken_because === null
        ? { state: 'working', since: row.health_since }
        : { state: 'broken', since: row.health_since, because: row.broken_because },
    heldSince: row.held_since,
    stoppedSince: row.stopped_since,
    held: row.held,
    pause: pauseOf(row),
    checkedAt: row.checked_at,
    nextCheckAt: row.stopped_since === null ? row.check_at : null,
    credentialAt: row.credential_at,
    expiryRule: expiryRuleOf(row),
    createdAt: row.created_at,
    verifiedAt: row.verified_at,
  };
}

/** What `channelOf` reads, and is not said by the mailbox: as written at each proof. */
export const columnsOf = (channel: DeliveryChannel) => ({
  tenant_id: channel.owner.tenantId,
  object_id: channel.owner.objectId,
  team_of: channel.team?.channelId ?? null,
  team_domain: channel.team?.domain ?? null,
  provider_id: channel.providerId,
  host: channel.server.host,
  port: channel.server.port,
  security: channel.server.security,
  username: channel.username,
  sender_name: channel.sender.name,
  sender_address: channel.sender.address,
  mechanism: channel.mechanism,
  limits: json(channel.limits),
  broken_because: json(channel.health.state === 'broken' ? channel.health.because : null),
  health_since: channel.health.since,
  credential_at: channel.credentialAt,
  ...expiryColumns(channel.expiryRule),
  checked_at: channel.checkedAt,
  created_at: channel.createdAt,
  verified_at: channel.verifiedAt,
});

const teamOf = ({
  team_of: channelId,
  team_domain: domain,
  team_by: by,
  team_named: named,
}: ChannelRow): Team | null =>
  channelId === null || domain === null || by === null ? null : { channelId, domain, by, named };

/** The mark along with it, by which it is known which others have the same. */
export const credentialOf = (
  row: Pick<RowWithCredential, 'credential' | 'credential_key_id' | 'credential_mark' | 'data_key'>,
): SealedCredential => ({
  ...sealedOf(row.credential, row.credential_key_id, row.data_key),
  ...(row.credential_mark !== null && { mark: row.credential_mark }),
});

export const pauseOf = ({ paused_until: until, paused_because: because }: Paused): Pause | null =>
  until === null || because === null ? null : { until, because };

type ExpiryColumns = Pick<Selectable<Tables['channels']>, 'password_ends_on' | 'password_days'>;

const expiryRuleOf = ({ password_ends_on: on, password_days: everyDays }: ExpiryColumns): ExpiryRule | null => {
  if (on !== null) return { on };
  return everyDays === null ? null : { everyDays };
};

export const expiryColumns = (rule: ExpiryRule | null): ExpiryColumns => ({
  password_ends_on: rule !== null && 'on' in rule ? rule.on : null,
  password_days: rule !== null && 'everyDays' in rule ? rule.everyDays : null,
});

/** Channels with what they have of their mailbox and their organisation, how much of their mail is held, and who else has theirs. */
export const selectChannels = (db: Database | Transaction<Tables>) =>
  db
    .selectFrom('channels')
    .innerJoin('mailboxes', 'mailboxes.id', 'channels.mailbox_id')
    .selectAll('channels')
    .select(['mailboxes.paused_until', 'mailboxes.paused_because'])
    .select(policiesOfChannel.as('policies'))
    .select(({ selectFrom }) =>
      selectFrom('messages')
        .select(({ fn }) => fn.countAll<number>().as('held'))
        .whereRef('messages.channel_id', '=', 'channels.id')
        // In these very words, for the index of them.
        .where(sql<boolean>`state = 'held'`)
        .$asScalar()
        .$notNull()
        .as('held'),
    )
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('proven_addresses')
          .select('proven_at')
          .whereRef('proven_addresses.tenant_id', '=', 'channels.tenant_id')
          .whereRef('proven_addresses.object_id', '=', 'channels.object_id')
          .whereRef('proven_addresses.mailbox_id', '=', 'channels.mailbox_id')
          .where(sql<boolean>`proven_addresses.address = lower(channels.sender_address)`),
      )
        .$castTo<boolean>()
        .as('sender_proven'),
    )
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('named_addresses')
          .select('named_at')
          .whereRef('named_addresses.tenant_id', '=', 'channels.tenant_id')
          .where(sql<boolean>`named_addresses.address = lower(channels.sender_address)`),
      )
        .$castTo<boolean>()
        .as('sender_named'),
    )
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('sending_domains')
          .select('proven_at')
          .whereRef('sending_domains.tenant_id', '=', 'channels.tenant_id')
          .where('sending_domains.proven_at', 'is not', null)
          .where(sql<boolean>`sending_domains.domain = split_part(lower(channels.sender_address), '@', -1)`),
      )
        .$castTo<boolean>()
        .as('may_be_named'),
    )
    .select(({ selectFrom }) =>
      selectFrom('address_codes')
        .select('sent_at')
        .whereRef('address_codes.tenant_id', '=', 'channels.tenant_id')
        .whereRef('address_codes.object_id', '=', 'channels.object_id')
        .where(sql<boolean>`address_codes.address = lower(channels.sender_address)`)
        .whereRef('address_codes.channel_id', '=', 'channels.id')
        .where('address_codes.tries', '<', CODE.tries)
        .as('code_sent_at'),
    )
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('default_channels').select('channel_id').whereRef('default_channels.channel_id', '=', 'channels.id'),
      )
        .$castTo<boolean>()
        .as('is_default'),
    )
    .select(({ selectFrom }) =>
      selectFrom('channels as team')
        .select(sql<Mailbox>`jsonb_build_object('name', team.sender_name, 'address', team.sender_address)`.as('by'))
        .whereRef('team.id', '=', 'channels.team_of')
        .as('team_by'),
    )
    .select(
      sql<string[]>`array(
        select address from named_addresses
        where named_addresses.tenant_id = channels.tenant_id and named_addresses.domain = channels.team_domain
        order by address)`.as('team_named'),
    )
    .select(({ selectFrom }) =>
      selectFrom('channels as member')
        // One may send as several addresses.
        .select(({ fn }) => fn.count<number>('member.object_id').distinct().as('members'))
        .whereRef('member.team_of', '=', 'channels.id')
        .$asScalar()
        .$notNull()
        .as('colleagues'),
    );

/** The same with what opens their credentials. */
export const selectWithCredential = (db: Database | Transaction<Tables>) =>
  selectChannels(db).select(dataKeyIn('channels.credential_key_id').as('data_key'));
