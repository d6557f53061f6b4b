import { sql, type Generated, type GeneratedAlways, type RawBuilder } from 'kysely';
import type { Audited } from '../../domain/audit.ts';
import type { Owner } from '../../domain/channel.ts';
import type { SignInService } from '../../domain/credential.ts';
import type { DeliveryFailure } from '../../domain/failure.ts';
import type { KeptBy, MendedBy, NoticedBy } from '../../domain/health.ts';
import type { Limits } from '../../domain/limit.ts';
import type { MessageState } from '../../domain/outbox.ts';
import type { PolicyName } from '../../domain/policies.ts';
import type { Reply } from '../../domain/reply.ts';
import type { ProvenAddress } from '../../domain/sender-proof.ts';
import type { Transport } from '../../domain/transport.ts';
import type { StepPassed } from '../../domain/verification.ts';

/** The database as TypeScript sees it; what each column means is said in the migrations. Write jsonb by `json`. */
export interface Tables {
  mailboxes: {
    id: string;
    host: string;
    username: string;
    limits: Limits;
    due_at: number | null;
    taken: Generated<boolean>;
    paused_until: number | null;
    paused_because: DeliveryFailure | null;
    pauses: Generated<number>;
    failing_since: number | null;
  };
  conversations: {
    id: string;
    mailbox_id: string;
    channel_id: string;
    logged_in: Generated<boolean>;
    lease_until: number;
  };
  channels: {
    id: string;
    tenant_id: string;
    object_id: string;
    mailbox_id: string;
    provider_id: string;
    host: string;
    port: number;
    security: string;
    username: string;
    sender_name: string;
    sender_address: string;
    mechanism: string;
    limits: Limits;
    credential: string;
    credential_key_id: string;
    credential_mark: string | null;
    broken_because: DeliveryFailure | null;
    health_since: number;
    steps: readonly StepPassed[];
    created_at: number;
    verified_at: number;
    held_since: number | null;
    stopped_since: number | null;
    credential_at: number;
    password_ends_on: string | null;
    password_days: number | null;
    checked_at: number;
    check_at: number | null;
    checks: Generated<number>;
    tried_at: number | null;
    sends: GeneratedAlways<boolean>;
    grant_sealed: string | null;
    grant_key_id: string | null;
    renewing_until: number | null;
    team_of: string | null;
    team_domain: string | null;
    signed_in: GeneratedAlways<boolean>;
    joined: GeneratedAlways<boolean>;
  };
  data_keys: { id: string; wrapped: string; key_id: string };
  people: { tenant_id: string; object_id: string; name: string | null; address: string | null };
  sending_domains: {
    tenant_id: string;
    domain: string;
    token: string;
    created_at: number;
    proven_at: number | null;
    lost_at: number | null;
  };
  named_addresses: { tenant_id: string; domain: string; address: string; named_at: number };
  invitations: {
    id: string;
    tenant_id: string;
    address: string;
    provider_id: string;
    host: string;
    port: number;
    security: string;
    username: string;
    by_name: string | null;
    by_address: string | null;
    by_object_id: string | null;
    invited_at: number;
  };
  shares: { channel_id: string; tenant_id: string; domain: string; shared_at: number };
  default_channels: { tenant_id: string; object_id: string; channel_id: string };
  proven_addresses: {
    tenant_id: string;
    object_id: string;
    address: string;
    mailbox_id: string;
    how: ProvenAddress['how'];
    proven_at: number;
  };
  address_codes: {
    tenant_id: string;
    object_id: string;
    address: string;
    code_hash: string;
    sent_at: number;
    tries: Generated<number>;
    channel_id: string | null;
  };
  spent: { who: string; count: number; at: number };
  sign_ins: {
    id: string;
    tenant_id: string;
    object_id: string;
    service: SignInService;
    transport: Generated<Transport>;
    login_hint: string;
    created_at: number;
    begun_at: number | null;
    state_hash: string | null;
    browser_hash: string | null;
    secrets: string | null;
    secrets_key_id: string | null;
    reference_hash: string | null;
    granted: string | null;
    granted_key_id: string | null;
  };
  breaks: {
    id: string;
    channel_id: string;
    began_at: number;
    because: DeliveryFailure | null;
    noticed_by: NoticedBy | null;
    kept_by: KeptBy | null;
    ended_at: number | null;
    mended_by: MendedBy | null;
    waited: Generated<number>;
  };
  alerts: {
    id: string;
    break_id: string;
    event: 'broken' | 'mended';
    created_at: number;
    due_at: number;
    tries: Generated<number>;
  };
  policies: {
    tenant_id: string;
    policy: PolicyName;
    value: unknown;
    at: number;
    object_id: string;
    name: string | null;
    address: string | null;
  };
  audit: {
    id: GeneratedAlways<number>;
    tenant_id: string;
    at: number;
    object_id: string;
    name: string | null;
    address: string | null;
    what: Audited;
  };
  refusals: { mailbox_id: string; mark: string; tried_at: number };
  check_turns: { host: string; next_at: number };
  contents: { id: string; key: string; key_id: string; begun_at: number };
  content_chunks: { content_id: string; position: number; sealed: Uint8Array };
  messages: {
    id: string;
    tenant_id: string;
    object_id: string;
    channel_id: string;
    mailbox_id: string;
    message_id: string;
    state: MessageState;
    subject: string;
    mail_from: string;
    bytes: number;
    content_id: string | null;
    attempts: number;
    trying_since: number | null;
    queued_at: number;
    due_at: number | null;
    settled_at: number | null;
    send_at: number | null;
    conversation_id: string | null;
    lease: string | null;
    handing_over: boolean;
    handed_over: Generated<boolean>;
    trial: Generated<boolean>;
    reply: Reply | null;
    because: DeliveryFailure | null;
  };
  recipients: {
    message_id: string;
    position: number;
    address: string;
    outcome: 'waiting' | 'accepted' | 'refused';
    reply: Reply | null;
  };
  counted: {
    lease: string;
    mailbox_id: string;
    recipients: number;
    replied_at: number | null;
    reported: Generated<boolean>;
  };
}

/** A value for a jsonb column: the drivers would make a PostgreSQL array of a list, and JSON's null of null. */
export const json = <T>(value: T): RawBuilder<T> =>
  value === null ? sql<T>`null` : sql<T>`${JSON.stringify(value)}::jsonb`;

/** Whose a row is. */
export const ownerOf = (row: { tenant_id: string; object_id: string }): Owner => ({
  tenantId: row.tenant_id,
  objectId: row.object_id,
});
