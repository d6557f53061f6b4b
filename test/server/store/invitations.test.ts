import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel, Owner } from '../../../src/domain/channel.ts';
import type { Invitation } from '../../../src/domain/team.ts';
import { engines } from './engines.ts';
import { ADA, CHIEF, storeOn, type Store } from './fixtures.ts';

const BEA: Owner = { ...ADA, objectId: 'bea' };
const INVITED = 'bea@firma.example';
const INVITATION: Invitation = {
  ...{ id: randomUUID(), address: INVITED, providerId: 'microsoft365', username: INVITED, invitedAt: 0 },
  server: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
  by: { name: 'Chief', address: 'chief@firma.example' },
};

describe.each(engines)('whoever was invited on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());
  beforeEach(async () => {
    await store.clear();
    await store.invitations.invite(ADA.tenantId, [INVITATION], CHIEF);
    await store.directory.note(BEA, { name: 'Bea', address: 'Bea@firma.example' });
    await store.directory.note(ADA, { name: 'Ada', address: 'ada@firma.example' });
  });

  const connect = (changes: Partial<DeliveryChannel>) =>
    store.channel({ owner: BEA, sender: { name: 'Bea', address: INVITED }, ...changes });
  const hasConnected = async () => (await store.invitations.list(ADA.tenantId)).map((one) => one.hasConnected);
  const isAsked = async () => (await store.invitations.waitingFor(BEA, INVITED)) !== null;

  it('has connected by a channel of the own, and is asked until then', async () => {
    expect([await hasConnected(), await isAsked()]).toEqual([[false], true]);
    await connect({});
    expect([await hasConnected(), await isAsked()]).toEqual([[true], false]);
  });

  it('has not connected because a colleague’s channel has that sender', async () => {
    await connect({ owner: ADA, providerId: 'microsoft365' });
    expect([await hasConnected(), await isAsked()]).toEqual([[false], true]);
  });

  it('has not connected by a channel whose sender nobody vouches for', async () => {
    await connect({ providerId: 'custom', sender: { name: 'Bea', address: 'sales@firma.example' } });
    expect([await hasConnected(), await isAsked()]).toEqual([[false], true]);
    await connect({ providerId: 'microsoft365', sender: { name: 'Bea', address: 'sales@firma.example' } });
    expect([await hasConnected(), await isAsked()]).toEqual([[true], false]);
  });

  it('has not connected by a colleague’s channel that is shared', async () => {
    const PROOF = { domain: 'firma.example', token: '', createdAt: 0, provenAt: 0, lostAt: null };
    const shared = await store.channel({ owner: ADA });
    await store.sendingDomains.add(ADA.tenantId, PROOF, CHIEF);
    await store.sharing.share(ADA, shared.id, [PROOF.domain], CHIEF, 1);
    const team = { channelId: shared.id, domain: PROOF.domain, by: shared.sender, named: [] };
    await connect({ username: shared.username, team });
    expect([await hasConnected(), await isAsked()]).toEqual([[false], true]);
  });

  it('is asked though somebody else of another company has that address', async () => {
    const elsewhere = { tenantId: 'elsewhere', objectId: 'bea' };
    await store.directory.note(elsewhere, { name: null, address: INVITED });
    await connect({ owner: elsewhere });
    expect([await hasConnected(), await isAsked()]).toEqual([[false], true]);
  });
});
