import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReplyOf } from '../../../src/contract/endpoints.ts';
import type { SharedChannel } from '../../../src/contract/shapes.ts';
import { DAY } from '../../../src/domain/instant.ts';
import type { NameRecord } from '../../../src/sandbox/names/zones.ts';
import { ADMIN, connectRequest, draft, PASSWORD, until } from '../world.ts';
import { ADMIN_ROLE, CHIEF, DOMAIN, kindOf, linesIn, RELAY, startTeams, type Teams } from './team-stage.ts';

const KEY = 'SG.new-Key';

describe('a team', () => {
  let teams: Teams;
  beforeAll(async () => {
    teams = await startTeams();
  });
  beforeEach(() => teams.nextTurn());
  afterAll(() => teams.stop());

  it('proves its domain by a record that is looked up when it asks', async () => {
    const added = await teams.add('Firma.Example');
    expect(added).toMatchObject({
      ...{ domain: DOMAIN, provenAt: null, lostAt: null },
      record: { name: '_postlane.firma.example', value: expect.stringMatching(/^postlane-domain=[\w-]{24}$/) },
    });
    teams.publish(null);
    expect(await teams.check()).toMatchObject({ found: 'missing', domain: { provenAt: null } });
    teams.zones.set(added.record.name, [{ type: 'TXT', data: 'postlane-domain=somebody-else' }]);
    expect(await teams.check()).toMatchObject({
      found: 'other-value',
      instead: ['postlane-domain=somebody-else'],
      domain: { provenAt: null },
    });
    teams.publish(added);
    expect(await teams.check()).toMatchObject({ found: 'found', domain: { provenAt: teams.now.at, lostAt: null } });
    teams.publish(null);
    expect(await teams.check()).toMatchObject({
      found: 'missing',
      domain: { provenAt: teams.now.at, lostAt: teams.now.at },
    });
    expect((await teams.ask('GET', '/api/organisation/domains', ADMIN)).body).toMatchObject({
      domains: [{ lostAt: teams.now.at }],
    });
  });

  it.each([
    ['gmail.com', 'mail-service'],
    ['co.uk', 'public-suffix'],
    ['blogspot.com', 'public-suffix'],
    ['no domain', 'bad-domain'],
  ])('cannot have %s as its domain', async (domain, fault) => {
    expect(await teams.ask('POST', '/api/organisation/domains', ADMIN, { domain })).toMatchObject({
      status: 400,
      body: { failure: { kind: 'invalid-request', faults: [{ path: 'domain', fault }] } },
    });
  });

  it('keeps a domain from another company while its own record stands, and loses it with the record', async () => {
    const ours = await teams.add();
    teams.publish(ours);
    await teams.check();
    const foreign = { tid: 'elsewhere', ...ADMIN_ROLE };
    const theirs = await teams.add(DOMAIN, 'eve', foreign);
    expect(theirs.record.value).not.toBe(ours.record.value);
    const both = [ours, theirs].map(({ record }): NameRecord => ({ type: 'TXT', data: record.value }));
    teams.zones.set(ours.record.name, both);
    expect(await teams.check(DOMAIN, 'eve', foreign)).toMatchObject({ found: 'taken', domain: { provenAt: null } });
    teams.publish(theirs);
    expect(await teams.check(DOMAIN, 'eve', foreign)).toMatchObject({
      found: 'found',
      domain: { provenAt: teams.now.at },
    });
    expect(await teams.check()).toMatchObject({ found: 'other-value', domain: { provenAt: null } });
    await teams.ask('DELETE', `/api/organisation/domains/${DOMAIN}`, 'eve', undefined, foreign);
  });

  it('shares a channel, and a colleague joins and sends without ever seeing its login', async () => {
    const id = await teams.shared();
    expect(await teams.prepared('bea')).toEqual({
      teams: [{ id, providerId: 'sendgrid', host: 'smtp.sendgrid.net', domain: DOMAIN, by: CHIEF }],
      invitation: null,
      address: 'bea@firma.example',
    });
    expect((await teams.ask('GET', '/api/me', 'bea')).body).toMatchObject({ isAdmin: false, isExpected: true });
    const reply = await teams.join(id, 'bea');
    expect(
      linesIn(reply.text).map((line) => ('step' in line ? `${line.step} ${line.outcome}` : Object.keys(line))),
    ).toEqual([
      ...['dns', 'tcp', 'tls', 'auth', 'sender'].flatMap((step) => [`${step} started`, `${step} passed`]),
      ['channel'],
    ]);
    const channel = await teams.joined(id, 'cleo');
    expect(channel).toMatchObject({
      ...{ team: { by: CHIEF }, providerId: 'sendgrid', username: '' },
      sender: { name: 'Name of cleo', address: 'cleo@firma.example' },
    });
    expect(reply.text).not.toContain(PASSWORD);
    expect(reply.text).not.toContain('127.1.0.1');
    expect((await teams.prepared('bea')).teams).toEqual([]);
    expect((await teams.ask('GET', '/api/me', 'bea')).body).toMatchObject({ isAdmin: false, isExpected: false });

    const { url } = await teams.world.server.start();
    const messageId = 'a3d1f6e0-1111-4f7e-8a33-1d8f7c2a0001';
    const from = { name: '', address: 'cleo@firma.example' };
    const headers = { ...(await teams.as('cleo')), 'idempotency-key': messageId };
    const payload = { channelId: channel.id, draft: draft({ from }) };
    const queued = await teams.world.server.app.inject({ method: 'POST', url: '/api/messages', headers, payload });
    expect(queued.statusCode).toBe(202);
    const asCleo = { server: teams.world.server, as: () => teams.as('cleo') };
    await until(asCleo, url, messageId, ({ state }) => state === 'accepted');
    expect(teams.world.taken.at(-1)).toMatchObject({ mailFrom: 'cleo@firma.example', rcptTo: ['kim@kunde.example'] });
    // As another it sends for nobody.
    const other = { channelId: channel.id, draft: draft({ from: CHIEF }) };
    const again = { ...headers, 'idempotency-key': 'a3d1f6e0-1111-4f7e-8a33-1d8f7c2a0002' };
    const refused = await teams.world.server.app.inject({
      method: 'POST',
      url: '/api/messages',
      headers: again,
      payload: other,
    });
    expect([refused.statusCode, refused.json()]).toMatchObject([422, { failure: { kind: 'sender-not-allowed' } }]);

    const seen = (await teams.ask('GET', '/api/organisation/shared-channels', ADMIN)).body as {
      channels: SharedChannel[];
    };
    expect(seen.channels).toMatchObject([
      {
        ...{ id, domains: [DOMAIN], boundBy: null },
        members: [{ sender: { address: 'bea@firma.example' } }, { sender: { address: 'cleo@firma.example' } }],
      },
    ]);
  });

  it('is found by who is of the very domain, in the very company, and by nobody else', async () => {
    const id = await teams.shared();
    const others: [string, object][] = [
      ['bea', { preferred_username: `bea@sub.${DOMAIN}` }],
      ['bea', { preferred_username: `bea@not${DOMAIN}` }],
      ['bea', { preferred_username: 'bea' }],
      ['bea', { preferred_username: undefined }],
      ['bea', { tid: 'elsewhere' }],
      // A guest’s name is another company’s word.
      ['bea', { idp: 'https://sts.windows.net/elsewhere/' }],
      ['bea', { acct: 1 }],
      [ADMIN, {}],
    ];
    for (const [rep, claims] of others) {
      expect((await teams.prepared(rep, claims)).teams).toEqual([]);
      expect(kindOf(await teams.join(id, rep, claims))).toBe('not-found');
    }
    expect(await teams.channelsOf('bea')).toEqual([]);
  });

  it('lets a colleague name another sender nowhere', async () => {
    const id = await teams.shared();
    const headers = await teams.as('bea');
    const payload = { name: 'Bea', address: CHIEF.address, sender: CHIEF };
    const url = `/api/teams/${id}/join`;
    const reply = await teams.world.server.app.inject({ method: 'POST', url, headers, payload });
    expect(linesIn(reply.body).at(-1)).toMatchObject({ channel: { sender: { address: 'bea@firma.example' } } });
  });

  it('is looked after by its administrator alone', async () => {
    const id = await teams.shared();
    const own = await teams.joined(id, 'bea');
    const path = `/api/channels/${own.id}`;
    const credential = { kind: 'password', password: KEY };
    for (const [method, url, payload] of [
      ['POST', `${path}/repair`, { credential }],
      ['POST', `${path}/repair`, { credential: { kind: 'sign-in', reference: 'one' } }],
      ['PATCH', path, { expiry: { everyDays: 30 } }],
      ['POST', `${path}/hold`, undefined],
      ['POST', `${path}/resume`, undefined],
    ] as const)
      expect([url, kindOf(await teams.ask(method, url, 'bea', payload))]).toEqual([url, 'of-team']);
    // Nor is it let go by a proof of what it has, while its administrator changes that.
    await teams.ask('POST', `/api/channels/${id}/hold`, ADMIN);
    expect(kindOf(await teams.ask('POST', `${path}/repair`, 'bea', {}))).toBe('of-team');
    expect((await teams.channelsOf('bea'))[0]).toMatchObject({ heldSince: expect.any(Number) });
    await teams.ask('POST', `/api/channels/${id}/resume`, ADMIN);
    const request = connectRequest({
      ...{ providerId: 'sendgrid', server: { host: RELAY, port: 587, security: 'starttls' }, username: 'apikey' },
      sender: { name: 'Bea', address: 'bea@firma.example' },
    });
    // What SendGrid calls everybody is known by the sender here, so another key is another channel of the own.
    expect(linesIn((await teams.ask('POST', '/api/channels', 'bea', request)).text).at(-1)).toHaveProperty(
      'channel.team',
      null,
    );
    expect((await teams.ask('PATCH', path, 'bea', { sender: { name: 'B. Bea' } })).body).toMatchObject({
      channel: { sender: { name: 'B. Bea' } },
    });
    expect(kindOf(await teams.share(own.id, { domains: [DOMAIN] }, 'bea'))).toBe('admins-only');
    expect(kindOf(await teams.share(own.id, { domains: [DOMAIN] }, 'bea', ADMIN_ROLE))).toBe('of-team');
    expect(kindOf(await teams.share(id, { domains: [DOMAIN] }, 'bea', ADMIN_ROLE))).toBe('not-found');
    expect(kindOf(await teams.ask('DELETE', `/api/channels/${id}/share`, 'bea', undefined, ADMIN_ROLE))).toBe(
      'not-found',
    );
    expect(kindOf(await teams.join(id, 'bea'))).toBe('channel-exists');
  });

  it('is mended for all by the administrator’s new password', async () => {
    const id = await teams.shared();
    await teams.joined(id, 'bea');
    teams.takes(KEY);
    teams.now.at += DAY / 2;
    const again = linesIn((await teams.ask('POST', `/api/channels/${id}/repair`, ADMIN, {})).text).at(-1);
    expect(again).toMatchObject({ failure: { kind: 'password-rejected' } });
    const health = async (): Promise<string | undefined> => (await teams.channelsOf('bea'))[0]?.health.state;
    expect(await health()).toBe('broken');
    const credential = { kind: 'password', password: KEY };
    const repaired = linesIn((await teams.ask('POST', `/api/channels/${id}/repair`, ADMIN, { credential })).text).at(
      -1,
    );
    expect(repaired).toHaveProperty('channel.health.state', 'working');
    expect(await health()).toBe('working');
    // The colleague’s own try shows that it has the new one.
    const [beas] = await teams.channelsOf('bea');
    const tried = await teams.ask('POST', `/api/channels/${String(beas?.id)}/repair`, 'bea', {});
    expect(linesIn(tried.text).at(-1)).toHaveProperty('channel.health.state', 'working');
  });

  it('takes in nobody once its record is gone for a day, and leaves who is in it alone', async () => {
    const id = await teams.shared();
    await teams.joined(id, 'bea');
    const record = await teams.add();
    teams.publish(null);
    teams.now.at += DAY - 1;
    expect((await teams.prepared('cleo')).teams).toHaveLength(1);
    teams.now.at += 2;
    expect(kindOf(await teams.join(id, 'cleo'))).toBe('domain-unproven');
    expect((await teams.ask('GET', '/api/organisation/domains', ADMIN)).body).toMatchObject({
      domains: [{ lostAt: teams.now.at }],
    });
    expect((await teams.channelsOf('bea'))[0]).toMatchObject({ health: { state: 'working' } });
    expect(kindOf(await teams.share(id))).toBe('domain-unproven');
    teams.publish(record);
    expect(await teams.joined(id, 'cleo')).toMatchObject({ team: { by: CHIEF } });
  });

  it('ends with the sharing, and with the administrator’s channel', async () => {
    const id = await teams.shared();
    await teams.joined(id, 'bea');
    expect(kindOf(await teams.ask('DELETE', `/api/organisation/domains/${DOMAIN}`, ADMIN))).toBe('conflict');
    expect((await teams.ask('DELETE', `/api/channels/${id}/share`, ADMIN)).status).toBe(204);
    expect(await teams.channelsOf('bea')).toEqual([]);
    await teams.share(id);
    await teams.joined(id, 'bea');
    await teams.ask('DELETE', `/api/channels/${id}`, ADMIN);
    expect(await teams.channelsOf('bea')).toEqual([]);
    const { entries } = (await teams.ask('GET', '/api/organisation/audit', ADMIN)).body as ReplyOf<'listAudit'>;
    const what = expect.objectContaining({ kind: 'channel-removed', colleagues: 1 });
    expect(entries[0]).toMatchObject({ by: { address: CHIEF.address }, what });
    expect((await teams.ask('DELETE', `/api/organisation/domains/${DOMAIN}`, ADMIN)).status).toBe(204);
  });

  it('is told of in the audit log when whoever shared it deletes everything of their own', async () => {
    await teams.joined(await teams.shared(), 'bea');
    expect((await teams.ask('DELETE', '/api/me', ADMIN)).status).toBe(200);
    const { entries } = (await teams.ask('GET', '/api/organisation/audit', ADMIN)).body as ReplyOf<'listAudit'>;
    const what = { kind: 'channel-removed', colleagues: 1 };
    expect(entries[0]).toMatchObject({ by: { address: CHIEF.address }, what });
    expect((await teams.ask('DELETE', `/api/organisation/domains/${DOMAIN}`, ADMIN)).status).toBe(204);
  });

  it('has what its administrator did in the audit log, and nothing that was refused', async () => {
    const log = async () =>
      ((await teams.ask('GET', '/api/organisation/audit', ADMIN)).body as ReplyOf<'listAudit'>).entries;
    const [before] = await log();
    const id = await teams.shared();
    const payload = { addresses: ['dora@firma.example'] };
    await teams.ask('POST', `/api/channels/${id}/invitations`, ADMIN, payload);
    expect((await teams.ask('POST', `/api/channels/${id}/invitations`, 'bea', payload)).status).toBe(403);
    expect(kindOf(await teams.share(id, { domains: ['other.example'] }))).toBe('domain-unproven');
    expect(kindOf(await teams.ask('DELETE', `/api/organisation/domains/${DOMAIN}`, ADMIN))).toBe('conflict');
    const { invitations } = (await teams.ask('GET', '/api/organisation/invitations', ADMIN))
      .body as ReplyOf<'listInvitations'>;
    const invited = invitations.find(({ address }) => address === 'dora@firma.example');
    await teams.ask('DELETE', `/api/organisation/invitations/${String(invited?.id)}`, ADMIN);
    await teams.joined(id, 'bea');
    await teams.ask('DELETE', `/api/channels/${id}/share`, ADMIN);
    await teams.ask('DELETE', `/api/organisation/domains/${DOMAIN}`, ADMIN);

    const noted = (await log()).filter((entry) => entry.id > (before?.id ?? 0)).reverse();
    const sendgrid = { providerId: 'sendgrid', host: RELAY };
    const channel = { personId: expect.any(String), address: CHIEF.address, ...sendgrid };
    const shared = { kind: 'channel-shared', channel };
    expect(noted.map(({ what }) => what)).toEqual([
      { kind: 'domain-added', domain: DOMAIN },
      { kind: 'domain-proven', domain: DOMAIN },
      { ...shared, before: [], after: [DOMAIN], colleagues: 0 },
      { kind: 'colleague-invited', address: 'dora@firma.example', ...sendgrid },
      { kind: 'invitation-withdrawn', address: 'dora@firma.example', ...sendgrid },
      { ...shared, before: [DOMAIN], after: [], colleagues: 1 },
      { kind: 'domain-removed', domain: DOMAIN },
    ]);
    expect(new Set(noted.map(({ by }) => by.address))).toEqual(new Set([CHIEF.address]));
  });
});
