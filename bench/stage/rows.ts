import pg from 'pg';

/** Runs statements on a database as its superuser. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** So many reps with a channel and a mailbox each, like one that is there; `named` keeps one crowd's logins from another's. */
export const addChannels = (client: pg.Client, like: string, count: number, named = 'resting'): Promise<unknown> =>
  client.query(
    `with mailbox as (
       insert into mailboxes (id, host, username, limits)
       select gen_random_uuid(), host, format('%s%s@company.example', $3::text, number), limits
       from mailboxes, generate_series(1, $2::int) as number
       where mailboxes.id = (select mailbox_id from channels where id = $1)
       returning id, username
     )
     insert into channels (
       id, tenant_id, object_id, mailbox_id, provider_id, host, port, security, username, sender_name, sender_address,
       mechanism, limits, credential, credential_key_id, credential_at, health_since, checked_at, check_at, steps, created_at, verified_at
     )
     select
       gen_random_uuid(), tenant_id, mailbox.username, mailbox.id, provider_id, host, port, security, mailbox.username, sender_name, mailbox.username,
       mechanism, limits, credential, credential_key_id, credential_at, health_since, checked_at, check_at, steps, created_at, verified_at
     from channels, mailbox
     where channels.id = $1`,
    [like, count, named],
  );

/** So many messages that wait in a channel, due one after another from a moment on: rows only, without content. */
export const addWaiting = (client: pg.Client, channelId: string, count: number, from: number): Promise<unknown> =>
  client.query(
    `with message as (
       insert into messages (id, tenant_id, object_id, channel_id, mailbox_id, message_id, state, subject, mail_from, bytes, queued_at, due_at)
       select gen_random_uuid(), tenant_id, object_id, id, mailbox_id, format('<%s@rows.example>', gen_random_uuid()), 'queued',
         'Our offer', sender_address, 10000, $3::int8, $3::int8 + number
       from channels, generate_series(1, $2::int) as number
       where channels.id = $1
       returning id
     )
     insert into recipients (message_id, position, address, outcome)
     select id, 0, 'kim@customer.example', 'waiting' from message`,
    [channelId, count, from],
  );

/** So many messages that a channel has sent, the last at a moment and the others in even steps before, each with what counts. */
export const addSent = (
  client: pg.Client,
  channelId: string,
  count: number,
  until: number,
  step: number,
): Promise<unknown> =>
  client.query(
    `with message as (
       insert into messages (id, tenant_id, object_id, channel_id, mailbox_id, message_id, state, subject, mail_from, bytes, queued_at,
         settled_at, attempts, trying_since, lease, reply)
       select gen_random_uuid(), tenant_id, object_id, id, mailbox_id, format('<%s@rows.example>', gen_random_uuid()), 'accepted',
         'Our offer', sender_address, 10000, at, at, 1, at, gen_random_uuid(),
         '{"code": 250, "enhanced": "2.0.0", "text": "2.0.0 Taken"}'
       from channels, (select $3::int8 - $4::int8 * number as at from generate_series(1, $2::int) as number) as one
       where channels.id = $1
       returning id, mailbox_id, lease, settled_at
     ),
     recipient as (
       insert into recipients (message_id, position, address, outcome, reply)
       select id, 0, 'kim@customer.example', 'accepted', null from message
     )
     insert into counted (lease, mailbox_id, recipients, replied_at)
     select lease, mailbox_id, 1, settled_at from message`,
    [channelId, count, until, step],
  );
