import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ReplyOf } from '../../../src/contract/endpoints.ts';
import type { Channel } from '../../../src/contract/shapes.ts';
import { DAY } from '../../../src/domain/instant.ts';
import { ADMIN, draft, PASSWORD } from '../world.ts';
import { CHIEF, DOMAIN, kindOf, startTeams, type Teams } from './team-stage.ts';

const SALES = { name: 'Sales', address: `Sales@${DOMAIN}` };
const ELIN = { name: 'Elin', address: `elin@${DOMAIN}` };
const NAMED = `/api/organisation/domains/${DOMAIN}/addresses`;

describe('an address in a domain that is proven', () => {
  let teams: Teams;
  beforeAll(async () => {
    teams = await startTeams();
  });
  afterAll(() => teams.stop());
  beforeEach(() => teams.nextTurn());

  const name = (address: string, rep = ADMIN, url = NAMED) => teams.ask('POST', url, rep, { address });
  const take = (address: string, rep = ADMIN) => teams.ask('DELETE', `${NAMED}/${encodeURIComponent(address)}`, rep);
  const standing = async (id: string, rep = 'bea', claims = {}): Promise<[boolean, boolean]> => {
    const { channel } = (await teams.ask('GET', `/api/channels/${id}`, rep, undefined, claims)).body as {
      channel: Channel;
    };
    return [channel.isSenderProven, channel.mayBeNamed];
  };
  const send = async (channelId: string, from: typeof SALES, rep = 'bea') => {
    const reply = await teams.world.server.app.inject({
      method: 'POST',
      url: '/api/messages',
      headers: { ...(await teams.as(rep)), 'idempotency-key': randomUUID() },
      payload: { channelId, draft: draft({ from }) },
    });
    return reply.statusCode === 202 ? 'queued' : kindOf({ body: reply.json() });
  };
  const proven = async () => {
    teams.publish(await teams.add());
    await teams.check();
  };

  it('is nobody’s to write as by that alone: not a colleague’s, through a service that takes any sender', async () => {
    const id = await teams.connect('bea', { sender: ELIN });
    expect(await standing(id)).toEqual([false, false]);
    await proven();
    expect(await standing(id)).toEqual([false, true]);
    expect(await send(id, ELIN)).toBe('sender-unproven');
    expect(kindOf(await teams.ask('POST', `/api/channels/${id}/test-message`, 'bea'))).toBe('sender-unproven');
    // Nor an administrator's.
    const chiefs = await teams.connect(ADMIN, { sender: ELIN });
    expect(await standing(chiefs, ADMIN)).toEqual([false, true]);
    expect(await send(chiefs, ELIN, ADMIN)).toBe('sender-unproven');
    // Whose it is by the own token needs nobody's word.
    const own = await teams.connect('bea');
    expect(await standing(own)).toEqual([true, true]);
  });

  it('is everybody’s once an administrator names it, and no more when that is taken back', async () => {
    await proven();
    const id = await teams.connect('bea', { sender: SALES });
    expect(await send(id, SALES)).toBe('sender-unproven');
    const named = await name(SALES.address);
    expect([named.status, named.body]).toMatchObject([200, { domain: { named: [SALES.address.toLowerCase()] } }]);
    expect((await name(SALES.address)).status).toBe(200);
    expect(await standing(id)).toEqual([true, true]);
    expect(await send(id, SALES)).toBe('queued');
    const elins = await teams.connect('bea', { sender: ELIN });
    expect(await send(elins, ELIN)).toBe('sender-unproven');

    expect((await take(SALES.address)).status).toBe(204);
    expect(kindOf(await take(SALES.address))).toBe('not-found');
    expect(await send(id, SALES)).toBe('sender-unproven');
    const { entries } = (await teams.ask('GET', '/api/organisation/audit', ADMIN)).body as ReplyOf<'listAudit'>;
    const what = { address: SALES.address.toLowerCase(), domain: DOMAIN };
    expect(entries.slice(0, 2)).toMatchObject([
      { by: { address: CHIEF.address }, what: { kind: 'address-not-named', ...what } },
      { by: { address: CHIEF.address }, what: { kind: 'address-named', ...what } },
    ]);
    await teams.ask('DELETE', `/api/organisation/domains/${DOMAIN}`, ADMIN);
  });

  it('is everybody’s no more once its domain is not the organisation’s', async () => {
    await proven();
    const id = await teams.connect('bea', { sender: SALES });
    await name(SALES.address);
    expect(await standing(id)).toEqual([true, true]);
    await teams.ask('DELETE', `/api/organisation/domains/${DOMAIN}`, ADMIN);
    expect(await standing(id)).toEqual([false, false]);
    await proven();
    expect(await standing(id)).toEqual([false, true]);
  });

  it.each([
    ['sales@other.example', 'other-domain'],
    [`sales@verkauf.${DOMAIN}`, 'other-domain'],
    ['sales', 'no-at'],
    ['', 'empty'],
  ])('is named only where it is one, and in that domain: “%s” is not', async (address, fault) => {
    await proven();
    const refused = await name(address);
    expect([refused.status, refused.body]).toEqual([
      400,
      { failure: { kind: 'invalid-request', faults: [{ path: 'address', fault }] } },
    ]);
  });

  it('is named by an administrator of that organisation alone, while the record stands', async () => {
    const domain = await teams.add();
    teams.publish(null);
    await teams.check();
    expect(kindOf(await name(SALES.address))).toBe('domain-unproven');
    expect(kindOf(await name('sales@elsewhere.example', ADMIN, NAMED.replace(DOMAIN, 'elsewhere.example')))).toBe(
      'not-found',
    );
    teams.publish(domain);
    await teams.check();
    expect(kindOf(await name(SALES.address, 'bea'))).toBe('admins-only');
    const elsewhere = { tid: 'elsewhere' };
    const theirs = await teams.ask('POST', NAMED, ADMIN, { address: SALES.address }, elsewhere);
    expect(kindOf(theirs)).toBe('not-found');
    // Seen a day ago, it is looked up again.
    teams.publish(null);
    expect((await name(SALES.address)).status).toBe(200);
    teams.now.at += DAY;
    expect(kindOf(await name(`info@${DOMAIN}`))).toBe('domain-unproven');
  });

  describe('by a team’s channel', () => {
    const setUp = (id: string, sender: typeof SALES, rep = 'bea') =>
      teams.ask('POST', `/api/channels/${id}/senders`, rep, { sender });

    it('is a colleague’s to write as once it is named, with a login that the colleague never sees', async () => {
      const teamId = await teams.shared();
      const { id } = await teams.joined(teamId, 'bea');
      await take(SALES.address);
      expect(kindOf(await setUp(id, SALES))).toBe('sender-not-allowed');
      await name(SALES.address);
      teams.now.at += 1;
      const reply = await setUp(id, SALES);
      const shared = (await teams.channelsOf('bea')).find(({ sender }) => sender.address === SALES.address);
      expect(shared).toMatchObject({
        ...{ team: { by: CHIEF, named: [SALES.address.toLowerCase()] }, username: '', isSenderProven: true },
      });
      for (const secret of [PASSWORD, '127.1.0.1', 'apikey']) expect(reply.text).not.toContain(secret);
      expect(await send(shared?.id ?? '', SALES)).toBe('queued');
      expect(await send(id, SALES)).toBe('sender-not-allowed');
      expect(kindOf(await setUp(id, SALES))).toBe('channel-exists');

      const { channels } = (await teams.ask('GET', '/api/organisation/shared-channels', ADMIN))
        .body as ReplyOf<'listSharedChannels'>;
      expect(channels.find((one) => one.id === teamId)?.members).toMatchObject([
        { id, sender: { address: 'bea@firma.example' }, also: [SALES.address] },
      ]);
      const [mine] = await teams.channelsOf(ADMIN);
      expect(mine?.colleagues).toBe(1);

      await take(SALES.address);
      expect(await send(shared?.id ?? '', SALES)).toBe('sender-unproven');
      await teams.ask('DELETE', `/api/channels/${teamId}/share`, ADMIN);
      expect(await teams.channelsOf('bea')).toEqual([]);
    });

    it.each([
      ['a colleague’s', ELIN.address],
      ['who shares it', CHIEF.address],
      ['one in another domain', 'sales@elsewhere.example'],
    ])('nobody writes as %s', async (_whose, address) => {
      const { id } = await teams.joined(await teams.shared(), 'bea');
      await name(SALES.address);
      expect(kindOf(await setUp(id, { name: '', address }))).toBe('sender-not-allowed');
      expect(kindOf(await setUp(id, SALES, 'cleo'))).toBe('not-found');
      await take(SALES.address);
    });
  });

  it('is a colleague’s in a team’s channel by the token alone: called otherwise, the colleague has a code sent', async () => {
    const { id } = await teams.joined(await teams.shared(), 'bea');
    expect(await standing(id)).toEqual([true, true]);
    expect(await standing(id, 'bea', { preferred_username: `bea.new@${DOMAIN}` })).toEqual([false, true]);
  });
});
