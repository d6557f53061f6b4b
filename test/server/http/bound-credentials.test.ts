import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BodyOf } from '../../../src/contract/endpoints.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { ADDRESS, GIVEN, startScriptedService, type ScriptedService } from '../oauth/scripted-service.ts';
import { ADMIN, connectRequest, HOST, PASSWORD } from '../world.ts';
import { signedIn } from './signing-in.ts';
import { channelIn, CHIEF, DOMAIN, kindOf, linesIn, RELAY, startTeams, type Teams } from './team-stage.ts';

/** No address of a colleague’s, so that the row alone can say whose it is. */
const LOGIN = 'somebody@elsewhere.example';

/** Not shared, whatever is asked, and found by no colleague. */
async function staysUnshared(teams: Teams, id: string, because: string): Promise<void> {
  for (const payload of [
    { domains: [DOMAIN] },
    { domains: [DOMAIN], sendsForOthers: true },
    { domains: [DOMAIN], sendsForOthers: true, providerId: 'sendgrid', username: 'relay' },
  ])
    expect(await teams.share(id, payload)).toMatchObject({
      status: 422,
      body: { failure: { kind: 'credential-bound', because } },
    });
  expect((await teams.ask('GET', '/api/organisation/shared-channels', ADMIN)).body).toMatchObject({
    channels: expect.arrayContaining([expect.objectContaining({ id, boundBy: because, domains: [] })]),
  });
  expect(kindOf(await teams.join(id, 'bea'))).toBe('not-found');
  expect((await teams.prepared('bea')).teams).toEqual([]);
}

describe('a team may not have a credential that is one person’s,', () => {
  let teams: Teams;
  beforeAll(async () => {
    teams = await startTeams();
  });
  beforeEach(() => teams.nextTurn());
  afterAll(() => teams.stop());

  const bound: [string, Partial<BodyOf<'connectChannel'>>, string][] = [
    [
      'a mailbox of Microsoft 365',
      { providerId: 'microsoft365', server: { host: 'smtp.office365.com', port: 587, security: 'starttls' } },
      'mailbox',
    ],
    [
      'a mailbox of Microsoft 365 that is called a company’s own',
      { providerId: 'custom', server: { host: 'smtp.office365.com', port: 587, security: 'starttls' } },
      'mailbox',
    ],
    ...['SMTP.Office365.com.', 'another.office365.com', 'partner.outlook.cn', 'smtp.ionos.de', 'smtp.ionos.co.uk'].map(
      (host): (typeof bound)[number] => [
        `a mailbox at ${host} that is called a company’s own`,
        { providerId: 'custom', server: serverAt(host, 587), username: LOGIN },
        'mailbox',
      ],
    ),
    ...(['gmail', 'google-workspace', 'custom'] as const).map((providerId): (typeof bound)[number] => [
      `an app password of Google’s, at a mailbox that is called ${providerId}`,
      { providerId, server: serverAt('smtp.gmail.com', 587), username: LOGIN },
      'app-password',
    ]),
    [
      'a mailbox of Outlook.com',
      { providerId: 'outlook-com', server: serverAt('smtp-mail.outlook.com', 587), username: LOGIN },
      'mailbox',
    ],
    [
      'the address’s own login at a company’s server',
      { providerId: 'custom', server: { host: HOST, port: 587, security: 'starttls' } },
      'mailbox',
    ],
  ];

  it.each(bound)('%s: not by sharing, whatever is asked', async (_what, changes, because) => {
    teams.publish(await teams.add());
    await teams.check();
    const id = await teams.connect(ADMIN, { username: CHIEF.address, ...changes });
    await staysUnshared(teams, id, because);
  });

  it('not by changing what a channel is', async () => {
    const id = await teams.connect(ADMIN, { ...bound[0]?.[1], username: CHIEF.address });
    const change = {
      providerId: 'sendgrid',
      username: 'apikey',
      team: null,
      sender: { name: 'Ida', address: 'x@firma.example' },
    };
    expect((await teams.ask('PATCH', `/api/channels/${id}`, ADMIN, change)).body).toMatchObject({
      channel: { providerId: 'microsoft365', username: CHIEF.address, sender: { address: CHIEF.address } },
    });
    expect(kindOf(await teams.share(id, { domains: [DOMAIN], sendsForOthers: true }))).toBe('credential-bound');
  });

  it('not by the administrator’s word for a login that is somebody’s mailbox', async () => {
    teams.publish(await teams.add());
    await teams.check();
    const alias = { name: 'Ida', address: 'i.chef@firma.example' };
    const server = { host: HOST, port: 587, security: 'starttls' } as const;
    await teams.connect('cleo');
    const invited = await teams.connect(ADMIN, { sender: alias });
    await teams.ask('POST', `/api/channels/${invited}/invitations`, ADMIN, { addresses: ['dora@firma.example'] });
    for (const username of [`${ADMIN}@${DOMAIN}`, ADMIN, 'cleo@firma.example', 'FIRMA\\CLEO', 'dora']) {
      const id = await teams.connect(ADMIN, { providerId: 'custom', server, username, sender: alias });
      const reply = await teams.share(id, { domains: [DOMAIN], sendsForOthers: true });
      expect([username, reply.body]).toMatchObject([
        username,
        { failure: { kind: 'credential-bound', because: 'mailbox' } },
      ]);
    }
  });

  it('not as another address that its login sends as', async () => {
    teams.publish(await teams.add());
    await teams.check();
    const own = { name: 'Sales', address: 'sales@firma.example' };
    const server = { host: HOST, port: 587, security: 'starttls' } as const;
    const id = await teams.connect(ADMIN, { providerId: 'custom', server, username: own.address, sender: own });
    const reply = await teams.ask('POST', `/api/channels/${id}/senders`, ADMIN, { sender: CHIEF });
    expect(await teams.share(channelIn(reply.text).id, { domains: [DOMAIN], sendsForOthers: true })).toMatchObject({
      status: 422,
      body: { failure: { kind: 'credential-bound', because: 'mailbox' } },
    });
  });

  it('not in the place of one that is shared', async () => {
    const id = await teams.shared();
    const server = serverAt('smtp.office365.com', 587);
    const credential = { kind: 'password', password: PASSWORD } as const;
    const change = { providerId: 'microsoft365', server, username: CHIEF.address, credential } as const;
    const repaired = channelIn((await teams.ask('POST', `/api/channels/${id}/repair`, ADMIN, change)).text);
    expect(repaired).toMatchObject({ id, providerId: 'sendgrid', server: { host: RELAY } });
    const elsewhere = await teams.connect(ADMIN, change);
    expect((await teams.ask('GET', '/api/organisation/shared-channels', ADMIN)).body).toMatchObject({
      channels: expect.arrayContaining([
        expect.objectContaining({ id, domains: [DOMAIN] }),
        expect.objectContaining({ id: elsewhere, domains: [] }),
      ]),
    });
  });

  it('and a company’s own login only by the administrator’s word that it sends for others', async () => {
    teams.publish(await teams.add());
    await teams.check();
    const own = {
      providerId: 'custom',
      server: { host: HOST, port: 587, security: 'starttls' },
      username: 'relay',
    } as const;
    const id = await teams.connect(ADMIN, own);
    expect((await teams.share(id)).body).toMatchObject({ failure: { kind: 'credential-bound', because: 'unsaid' } });
    expect((await teams.share(id, { domains: [DOMAIN], sendsForOthers: true })).status).toBe(200);
    // The name of a server that nobody publishes stays with who looks after it.
    expect(await teams.joined(id, 'bea')).toMatchObject({ server: { host: '' }, username: '' });
    const request = connectRequest({ ...own, sender: { name: 'Bea', address: 'bea@firma.example' } });
    expect(linesIn((await teams.ask('POST', '/api/channels', 'bea', request)).text).at(-1)).toEqual({
      failure: { kind: 'of-team' },
    });
    // Without the password nobody learns by guessing which login it is.
    const credential = { kind: 'password', password: 'a guess' };
    const guessed = await teams.ask('POST', '/api/channels', 'bea', { ...request, credential });
    expect(linesIn(guessed.text).at(-1)).toMatchObject({ failure: { kind: 'password-rejected' } });
  });
});

describe('a team’s login that turns out to be one person’s', () => {
  let teams: Teams;
  beforeAll(async () => {
    teams = await startTeams();
  });
  beforeEach(() => teams.nextTurn());
  afterAll(() => teams.stop());

  const server = { host: HOST, port: 587, security: 'starttls' } as const;
  const mailbox = { failure: { kind: 'credential-bound', because: 'mailbox' } };
  /** Shared while nobody was known by that name. */
  const shared = async (username: string): Promise<string> => {
    teams.publish(await teams.add());
    await teams.check();
    const id = await teams.connect(ADMIN, { providerId: 'custom', server, username });
    expect((await teams.share(id, { domains: [DOMAIN], sendsForOthers: true })).status).toBe(200);
    return id;
  };

  it('is not given to whoever is called so', async () => {
    const id = await shared('bea');
    expect((await teams.join(id, 'bea')).body).toEqual(mailbox);
    expect(await teams.channelsOf('bea')).toEqual([]);
    await teams.joined(id, 'cleo');
  });

  it('is given to nobody from when somebody sends from that address', async () => {
    const id = await shared('cleo@firma.example');
    await teams.joined(id, 'bea');
    await teams.connect('cleo');
    expect((await teams.join(id, 'dora')).body).toEqual(mailbox);
    expect((await teams.share(id, { domains: [DOMAIN], sendsForOthers: true })).body).toEqual(mailbox);
    // Who has it already goes on.
    expect(await teams.channelsOf('bea')).toHaveLength(1);
  });
});

describe('a sign-in that came to its end', () => {
  let service: ScriptedService;
  let teams: Teams;
  beforeAll(async () => {
    const authority = await CertificateAuthority.open(null, new Date());
    service = await startScriptedService(await authority.issue(['localhost']));
    teams = await startTeams({ registrations: { google: service.registration } }, { authority });
  });
  afterAll(async () => {
    await teams.stop();
    await service.stop();
  });

  beforeEach(() => {
    teams.takes(PASSWORD, GIVEN.access);
  });
  const signIn = async () =>
    ({
      kind: 'sign-in',
      reference: await signedIn(teams.world, await teams.as(ADMIN), service),
      account: ADDRESS,
    }) as const;

  it('is not shared, whatever is asked', async () => {
    teams.publish(await teams.add());
    await teams.check();
    const server = serverAt('smtp.gmail.com', 587);
    const credential = await signIn();
    const id = await teams.connect(ADMIN, { providerId: 'gmail', server, username: CHIEF.address, credential });
    await staysUnshared(teams, id, 'sign-in');
  });

  it('is not put into a channel that is shared, by a repair or by connecting it again', async () => {
    const id = await teams.shared();
    const again = connectRequest({
      ...{ providerId: 'gmail', server: serverAt(RELAY, 587) },
      username: 'apikey',
      sender: CHIEF,
    });
    for (const [path, request] of [
      [`/api/channels/${id}/repair`, {}],
      ['/api/channels', again],
    ] as const)
      expect(await teams.ask('POST', path, ADMIN, { ...request, credential: await signIn() })).toMatchObject({
        status: 400,
        body: {
          failure: { kind: 'invalid-request', faults: [{ path: 'credential.reference', fault: 'other-service' }] },
        },
      });
    expect((await teams.channelsOf(ADMIN)).find((channel) => channel.id === id)).toMatchObject({
      credential: 'password',
    });
  });
});
