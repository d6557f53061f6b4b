import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel } from '../../../src/domain/channel.ts';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import type { Grant, Sealed } from '../../../src/domain/credential.ts';
import { createLeaving } from '../../../src/server/store/leaving.ts';
import { createRenewing } from '../../../src/server/store/renewing.ts';
import { json } from '../../../src/server/store/tables.ts';
import { createSignIns } from '../../../src/server/store/sign-ins.ts';
import {
  createVault,
  openCredential,
  openGrant,
  openSignIn,
  sealCredential,
  sealGrant,
  sealSignIn,
} from '../../../src/server/vault/vault.ts';
import { restingChannel } from '../../domain/resting-channel.ts';
import { engines } from './engines.ts';
import { ADA, byRep, mark, storeOn, type Store } from './fixtures.ts';

const vault = createVault([{ id: 'k1', key: randomBytes(32) }]);
const PASSWORD = { kind: 'password', username: 'ada@firma.example', password: 'pl4nted' } as const;
const SIGN_IN = { kind: 'grant', service: 'microsoft', username: 'ada@firma.example' } as const;
const GRANT: Grant = { refreshToken: 'r0', accessToken: 'a0', endsAt: 0 };

describe.each(engines)('the key of a secret on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());
  beforeEach(() => store.clear());

  const keys = async (): Promise<string[]> =>
    (await store.db.selectFrom('data_keys').select('id').orderBy('id').execute()).map(({ id }) => id);
  const named = (...sealed: (Sealed | undefined)[]): string[] => sealed.flatMap((one) => one?.keyId ?? []).sort();

  async function connected(grant: Grant | null = null) {
    const channel = restingChannel();
    const sealed = await sealCredential(vault, grant === null ? PASSWORD : SIGN_IN, grant, channel.id);
    await store.channels.save({ channel, occasion: 'connect' }, sealed, [], 1);
    return { channel, sealed };
  }
  const opened = async ({ id }: DeliveryChannel) => {
    const sealed = await store.channels.credentialOf(ADA, id);
    return sealed && openCredential(vault, sealed, id);
  };

  it('is read with it, by whoever is about to log in', async () => {
    const { channel } = await connected();
    expect(await opened(channel)).toEqual(PASSWORD);
    await store.message(channel, 2);
    const { conversation } = await store.begun(3);
    expect(await openCredential(vault, conversation.credential, channel.id)).toEqual(PASSWORD);
    await store.outbox.endConversation(conversation, 4, 5);
    const check = await store.checking.open(6, 7);
    expect(await openCredential(vault, check?.conversation.credential ?? conversation.credential, channel.id)).toEqual(
      PASSWORD,
    );
    expect(check).not.toBeNull();
  });

  it('goes with a password that is changed, of all channels that change with it, and stays with one that is proven again', async () => {
    const { channel, sealed } = await connected();
    const other = restingChannel({ sender: { name: 'Sales', address: 'sales@firma.example' } });
    const others = await sealCredential(vault, PASSWORD, null, other.id);
    await store.channels.save({ channel: other, occasion: 'connect' }, others, [], 1);
    await store.channels.save({ channel, occasion: 'again' }, sealed, [], 2);
    expect(await keys()).toEqual(named(sealed, others));
    const lost = { kind: 'credential-lost', stage: 'connect', host: 'h', port: 587, detail: null } as const;
    await store.db
      .updateTable('channels')
      .set({ broken_because: json<DeliveryFailure>(lost), check_at: 1000 })
      .where('id', '=', other.id)
      .execute();
    const changed = { ...PASSWORD, password: 'new' };
    const anew = await sealCredential(vault, changed, null, channel.id);
    const along = { id: other.id, credential: await sealCredential(vault, changed, null, other.id) };
    const proven = { channel: { ...channel, credentialAt: 3 }, occasion: 'new-password' as const };
    await store.channels.save(proven, anew, [], 3, [along]);
    expect(await store.channels.find(ADA, other.id)).toMatchObject({ nextCheckAt: 3 });
    expect(await keys()).toEqual(named(anew, along.credential));
    expect([await opened(channel), await opened(other)]).toEqual([changed, changed]);
  });

  it('is not kept for what is not', async () => {
    const { channel, sealed } = await connected();
    await store.channels.remove(ADA, channel.id, 2);
    const late = await sealCredential(vault, PASSWORD, null, channel.id);
    expect(await store.channels.save({ channel, occasion: 'new-password' }, late, [], 3)).toBe('outdated');
    expect(await createRenewing(store.db).keepRenewed(channel.id, sealed, late)).toBe(false);
    expect(await keys()).toEqual([]);
  });

  it('goes with a grant that is renewed, and with both where a password takes their place', async () => {
    const renewing = createRenewing(store.db);
    const { channel, sealed } = await connected(GRANT);
    const [before, after] = [await renewing.findGrant(channel.id), await sealGrant(vault, GRANT, channel.id)];
    if (before === null) throw new Error('There is no grant.');
    expect(await openGrant(vault, before.sealed, channel.id)).toEqual(GRANT);
    expect(await renewing.keepRenewed(channel.id, before.sealed, after)).toBe(true);
    expect(await keys()).toEqual(named(sealed, after));
    const password = await sealCredential(vault, PASSWORD, null, channel.id);
    await store.channels.save({ channel, occasion: 'new-password' }, password, [], 2);
    expect(await keys()).toEqual(named(password));
  });

  it('goes with a sign-in that a channel uses up, and with one that nobody takes up', async () => {
    const signIns = createSignIns(store.db);
    const begun = async (): Promise<string> => {
      const id = randomUUID();
      await signIns.open({ id, service: 'microsoft', transport: 'smtp', loginHint: 'ada', owner: ADA, now: 1 });
      const secrets = await sealSignIn(vault, `secrets of ${id}`, id);
      await signIns.begin(id, 0, { stateHash: `state of ${id}`, browserHash: id, secrets }, 1);
      const back = await signIns.comeBack(`state of ${id}`, id, 0);
      expect(back && (await openSignIn(vault, back.secrets, id))).toBe(`secrets of ${id}`);
      await signIns.grant(id, `reference of ${id}`, await sealSignIn(vault, 'granted', id));
      const granted = await signIns.findGranted(ADA, `reference of ${id}`, 0);
      expect(granted && (await openSignIn(vault, granted.granted, id))).toBe('granted');
      return id;
    };
    const [used] = [await begun(), await begun()];
    expect(await keys()).toHaveLength(4);
    const channel = restingChannel();
    const sealed = { ...(await sealCredential(vault, SIGN_IN, GRANT, channel.id)), signInId: used };
    await store.channels.save({ channel, occasion: 'connect' }, sealed, [], 2);
    expect(await keys()).toHaveLength(4);
    await signIns.sweep(2);
    expect(await keys()).toEqual(named(sealed, sealed.grant));
  });

  it('goes in the very transaction that takes it away, or not at all', async () => {
    const { channel, sealed } = await connected();
    const undone = store.db.transaction().execute(async (trx) => {
      await trx.deleteFrom('channels').where('id', '=', channel.id).execute();
      expect(await trx.selectFrom('data_keys').select('id').execute()).toEqual([]);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await keys()).toEqual(named(sealed));
    expect(await opened(channel)).toEqual(PASSWORD);
  });

  it('is destroyed when its person leaves: what a backup without keys brings back does not open, the operator’s keys or not', async () => {
    const { channel } = await connected(GRANT);
    const backup = {
      mailboxes: await store.db.selectFrom('mailboxes').selectAll().execute(),
      channels: await store.db.selectFrom('channels').selectAll().execute(),
    };
    await createLeaving(store.db, mark).remove(ADA, { kind: 'drop' }, 2, byRep(ADA));
    expect(await keys()).toEqual([]);
    await store.clear();
    for (const { limits, paused_because: _none, ...row } of backup.mailboxes)
      await store.db
        .insertInto('mailboxes')
        .values({ ...row, limits: JSON.stringify(limits) as never })
        .execute();
    for (const {
      limits,
      steps,
      sends: _sends,
      signed_in: _in,
      joined: _joined,
      broken_because: _none,
      ...row
    } of backup.channels)
      await store.db
        .insertInto('channels')
        .values({ ...row, limits: JSON.stringify(limits) as never, steps: JSON.stringify(steps) as never })
        .execute();
    expect(await store.channels.find(ADA, channel.id)).toMatchObject({ username: channel.username });
    expect(await opened(channel)).toBeNull();
    const found = await createRenewing(store.db).findGrant(channel.id);
    expect(found && (await openGrant(vault, found.sealed, channel.id))).toBeNull();
  });
});
