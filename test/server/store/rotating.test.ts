import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Credential, Grant, SealedCredential } from '../../../src/domain/credential.ts';
import { createRenewing } from '../../../src/server/store/renewing.ts';
import { createRotating } from '../../../src/server/store/rotating.ts';
import { rotateKeys, type RotatingNeeds } from '../../../src/server/use-cases/rotate-keys.ts';
import { openContent, sealContent, wrapContentAnew } from '../../../src/server/vault/content.ts';
import {
  createVault,
  markOf,
  openCredential,
  openGrant,
  sealCredential,
  sealGrant,
  wrapAnew,
  type Vault,
} from '../../../src/server/vault/vault.ts';
import { restingChannel } from '../../domain/resting-channel.ts';
import { engines } from './engines.ts';
import { ADA, chunks, storeOn, type Store } from './fixtures.ts';

const keyOf = (id: string) => ({ id, key: new Uint8Array(randomBytes(32)) });
const [OLD, NEW] = [keyOf('old'), keyOf('new')];
const [before, both, after] = [createVault([OLD]), createVault([NEW, OLD]), createVault([NEW])];
const PASSWORD = { kind: 'password', username: 'ada@firma.example', password: 'pl4nted' } as const;
const SIGN_IN = { kind: 'grant', service: 'microsoft', username: 'ada@firma.example' } as const;
const GRANT: Grant = { refreshToken: 'r0', accessToken: 'a0', endsAt: 0 };
const DONE = { newest: 'new', dataKeys: 0, contents: 0, channels: 0, unnamed: 0, damaged: 0, lost: 0, hanging: [] };

/** As a version before there were data keys sealed it. */
async function sealedBefore(credential: Credential, channelId: string): Promise<SealedCredential> {
  const wrap = (content: unknown, belongsTo: string) =>
    before.wrap(new TextEncoder().encode(JSON.stringify(content)), belongsTo);
  const mark = markOf(before, credential);
  return {
    ...(await wrap(credential, `channel/${channelId}`)),
    ...(mark !== null && { mark }),
    ...(credential.kind === 'grant' && { grant: await wrap(GRANT, `grant/${channelId}`) }),
  };
}

describe.each(engines)('a newer key on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());
  beforeEach(() => store.clear());

  const needs = (vault: Vault, keys: string[]): RotatingNeeds => ({
    ...createRotating(store.db),
    keys,
    wrapAnew: wrapAnew.bind(null, vault),
    wrapContentAnew: wrapContentAnew.bind(null, vault),
    openCredential: openCredential.bind(null, vault),
    openGrant: openGrant.bind(null, vault),
    sealCredential: (credential, id) => sealCredential(vault, credential, null, id),
    sealGrant: sealGrant.bind(null, vault),
    markOf: markOf.bind(null, vault),
    now: async () => 100,
  });
  const rotate = (changes: Partial<RotatingNeeds> = {}) => rotateKeys({ ...needs(both, ['new', 'old']), ...changes });

  async function connected(sealed: (id: string) => Promise<SealedCredential>) {
    const username = `${randomUUID()}@firma.example`;
    const channel = restingChannel({ username, sender: { name: 'Ada', address: username } });
    await store.channels.save({ channel, occasion: 'connect' }, await sealed(channel.id), [], 1);
    return channel.id;
  }
  const withDataKey = (credential: Credential) =>
    connected((id) => sealCredential(before, credential, credential.kind === 'grant' ? GRANT : null, id));
  const directly = (credential: Credential) => connected((id) => sealedBefore(credential, id));

  async function opened(channelId: string, vault: Vault): Promise<unknown> {
    const sealed = await store.channels.credentialOf(ADA, channelId);
    const found = await createRenewing(store.db).findGrant(channelId);
    return [
      sealed && (await openCredential(vault, sealed, channelId)),
      sealed?.mark,
      found && (await openGrant(vault, found.sealed, channelId)),
    ];
  }

  it('destroys what opens nothing that is there, and counts whose grant alone is lost', async () => {
    const kept = await store.channel();
    await store.db.insertInto('data_keys').values({ id: 'data/gone', wrapped: 'nothing', key_id: 'new' }).execute();
    await store.db
      .updateTable('channels')
      .set({ grant_sealed: 'closed', grant_key_id: 'data/lost' })
      .where('id', '=', kept.id)
      .execute();
    const rotating = createRotating(store.db);
    expect(await rotating.destroyUnnamed()).toBe(1);
    expect(await rotating.destroyUnnamed()).toBe(0);
    expect(await rotating.countLost()).toBe(1);
  });

  it('takes the place of an older one in everything: all opens by it alone, and nothing is left to do', async () => {
    const ids = [
      await withDataKey(PASSWORD),
      await withDataKey(SIGN_IN),
      await directly(PASSWORD),
      await directly(SIGN_IN),
    ];
    const messageId = randomUUID();
    const contentId = await store.contents.keep(await sealContent(before, messageId, chunks('Angebot')), 1);
    const [first] = ids;
    const message = { messageId: '<1@firma.example>', subject: '', bytes: 7, contentId, sendAt: null };
    const envelope = { mailFrom: 'ada@firma.example', rcptTo: ['kim@kunde.example'] };
    await store.outbox.queue({ id: messageId, owner: ADA, channelId: first ?? '', ...message, envelope }, 2);

    expect(await rotate()).toEqual({ ...DONE, dataKeys: 3, contents: 1, channels: 3 });
    const mark = markOf(after, PASSWORD);
    expect(await Promise.all(ids.map((id) => opened(id, after)))).toEqual([
      [PASSWORD, mark, null],
      [SIGN_IN, undefined, GRANT],
      [PASSWORD, mark, null],
      [SIGN_IN, undefined, GRANT],
    ]);
    const content = openContent(after, messageId, await store.contents.open(contentId));
    expect(Buffer.concat(await Array.fromAsync(content)).toString()).toBe('Angebot');
    expect(await rotate()).toEqual(DONE);
    expect(await rotateKeys(needs(after, ['new']))).toEqual(DONE);
  });

  it('leaves what hangs on a key that is not there, and tells how much', async () => {
    const ids = [await withDataKey(SIGN_IN), await directly(PASSWORD)];
    const hanging = [{ keyId: 'old', secrets: 3, contents: 0 }];
    expect(await rotateKeys(needs(after, ['new']))).toEqual({ ...DONE, hanging });
    const mark = markOf(before, PASSWORD);
    expect(await Promise.all(ids.map((id) => opened(id, before)))).toEqual([
      [SIGN_IN, undefined, GRANT],
      [PASSWORD, mark, null],
    ]);
  });

  it('leaves what does not open by the key that it names, and what has none, and goes on with the rest', async () => {
    const [damaged, lost, whole] = [
      await withDataKey(PASSWORD),
      await withDataKey(PASSWORD),
      await withDataKey(PASSWORD),
    ];
    const keyOf = async (id: string) => (await store.channels.credentialOf(ADA, id))?.keyId ?? '';
    await store.db
      .updateTable('data_keys')
      .set({ wrapped: 'A'.repeat(80) })
      .where('id', '=', await keyOf(damaged))
      .execute();
    await store.db
      .deleteFrom('data_keys')
      .where('id', '=', await keyOf(lost))
      .execute();
    const hanging = [{ keyId: 'old', secrets: 1, contents: 0 }];
    expect(await rotate()).toEqual({ ...DONE, dataKeys: 1, channels: 1, damaged: 1, lost: 1, hanging });
    expect(await opened(whole, after)).toEqual([PASSWORD, markOf(after, PASSWORD), null]);
  });

  it('yields to a password that is changed meanwhile, and takes that', async () => {
    const id = await directly(PASSWORD);
    const changed = { ...PASSWORD, password: 'changed' };
    let reads = 0;
    const { secretsIn } = createRotating(store.db);
    const rotation = await rotate({
      async secretsIn(mailboxId) {
        const found = await secretsIn(mailboxId);
        const channel = await store.channels.find(ADA, id);
        reads += 1;
        if (reads === 1 && channel !== null)
          await store.channels.save({ channel, occasion: 'new-password' }, await sealedBefore(changed, id), [], 5);
        return found;
      },
    });
    expect([rotation.channels, reads]).toEqual([1, 2]);
    expect(await opened(id, after)).toEqual([changed, markOf(after, changed), null]);
  });

  it('leaves a grant alone while it is renewed: what comes of that would find nothing to take the place of', async () => {
    const id = await directly(SIGN_IN);
    const renewing = createRenewing(store.db);
    const found = await renewing.findGrant(id);
    if (found === null) throw new Error('There is no grant.');
    await renewing.claimRenewal(id, found.sealed, 101, 50);
    expect(await rotate()).toMatchObject({ hanging: [{ keyId: 'old', secrets: 1, contents: 0 }] });
    const renewed = { ...GRANT, refreshToken: 'r1' };
    expect(await renewing.keepRenewed(id, found.sealed, await sealGrant(both, renewed, id))).toBe(true);
    expect(await rotate()).toEqual(DONE);
    expect(await opened(id, after)).toEqual([SIGN_IN, undefined, renewed]);
  });
});
