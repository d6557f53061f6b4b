import { randomUUID } from 'node:crypto';
import { forbiddenAmong } from '../src/domain/alike.ts';
import type { BoardPage } from '../src/domain/board.ts';
import { NO_LIMITS } from '../src/domain/limit.ts';
import { DEFAULT_POLICIES } from '../src/domain/policies.ts';
import { ENDING_PROVIDERS } from '../src/domain/provider.ts';
import { createBoard } from '../src/server/store/board.ts';
import { createPolicies } from '../src/server/store/policies.ts';
import { createChannels } from '../src/server/store/channels.ts';
import { openDatabase } from '../src/server/store/open.ts';
import { restingChannel } from '../test/domain/resting-channel.ts';
import { figureOf, type Figure } from './figure.ts';
import { monotonic } from './stage/monotonic.ts';
import { addChannels, withClient } from './stage/rows.ts';
import { setStage, type Stage } from './stage/stage.ts';
import { median } from './stage/statistics.ts';

/** Channels of the one organisation that is asked for; as many belong to another. */
const SIZES = [1_000, 10_000, 100_000];
const ROUNDS = 40;
const TENANT = 'bench';
/** What the pane asks for at once. */
const LIMIT = 50;
/** They forbid a third of the channels. */
const POLICIES = { ...DEFAULT_POLICIES, exchangePasswords: false };

const PAGES: Record<string, Partial<BoardPage>> = {
  'first page': {},
  'a page from the middle': { after: { address: 'resting5@company.example', id: randomUUID() } },
  'a page by how an address begins': { find: 'resting77' },
  'first page of the broken': { show: 'broken' },
  'first page of the forbidden': { show: 'forbidden' },
  'first page of the ending': { show: 'ending' },
};

/**
 * What the board costs with so many channels, of which a hundredth is broken and a third is on a password that ends, which its policies forbid, and
 * each of the first thousand has a message that waits. In alternating rounds, each question asked of all sizes in turn.
 */
export async function board(): Promise<Figure[]> {
  const stage = await setStage();
  try {
    const boards: { size: number; ask: Awaited<ReturnType<typeof fill>>; times: Map<string, number[]> }[] = [];
    for (const size of SIZES) boards.push({ size, ask: await fill(stage, size), times: new Map() });
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const question of [...Object.keys(PAGES), 'counts', 'those that are alike']) {
        for (const { ask, times } of boards) {
          const began = monotonic();
          await ask.question(question);
          // The first round warms up.
          if (round >= 0) times.set(question, [...(times.get(question) ?? []), monotonic() - began]);
        }
      }
    }
    for (const { ask } of boards) await ask.close();
    const [small] = boards;
    if (small === undefined) throw new Error('There is no board.');
    return [...small.times].flatMap(([question, base]) =>
      boards.map((one) => {
        const name = (size: number) => `${size.toLocaleString('en')} channels`;
        const peer = one === small ? null : { name: name(small.size), value: median(base) };
        return figureOf('board', `${question}, ${name(one.size)}`, median(one.times.get(question) ?? []), 'ms', peer);
      }),
    );
  } finally {
    await stage.stop();
  }
}

async function fill(stage: Stage, size: number) {
  const { url } = await stage.newDatabase();
  const { db, close } = await openDatabase({ url });
  const channels = createChannels(db, randomUUID, NO_LIMITS);
  const pattern = restingChannel({ owner: { tenantId: TENANT, objectId: 'own' }, username: 'own@company.example' });
  const other = restingChannel({
    owner: { tenantId: 'elsewhere', objectId: 'other' },
    username: 'other@company.example',
  });
  for (const channel of [pattern, other])
    await channels.save({ channel, occasion: 'connect' }, { keyId: 'bench', text: 'sealed' }, [], 0);
  await withClient(url, async (client) => {
    await addChannels(client, pattern.id, size - 1);
    await addChannels(client, other.id, size - 1, 'elsewhere');
    await client.query(`update channels set provider_id = 'microsoft365' where abs(hashtext(username)) % 3 = 0`);
    await client.query(
      `update channels set broken_because = '{"kind": "password-rejected", "stage": "auth"}' where abs(hashtext(username)) % 100 = 0`,
    );
    await client.query(
      `insert into messages (id, tenant_id, object_id, channel_id, mailbox_id, message_id, state, subject, mail_from, bytes, queued_at)
       select gen_random_uuid(), tenant_id, object_id, id, mailbox_id, '<rows@rows.example>', 'held', 'Our offer', sender_address, 10000, 1
       from channels limit 1000`,
    );
    await client.query('vacuum analyze');
  });
  const store = createBoard(db);
  const policies = createPolicies(db);
  const forbidden = forbiddenAmong(POLICIES, await policies.alike(TENANT));
  return {
    async question(name: string): Promise<void> {
      if (name === 'counts') return void (await store.counts(TENANT, ENDING_PROVIDERS));
      if (name === 'those that are alike') return void (await policies.alike(TENANT));
      const page = { show: 'all' as const, find: '', after: null, limit: LIMIT, ...PAGES[name] };
      const { channels: found } = await store.page(TENANT, { ending: ENDING_PROVIDERS, forbidden }, page);
      if (found.length === 0) throw new Error(`Nothing is shown: ${name}.`);
    },
    close,
  };
}
