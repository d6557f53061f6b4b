import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SendingDomain } from '../../../src/contract/shapes.ts';
import { SAFE_LIMITS } from '../../../src/domain/default-channel.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { startNameServer, type NameServer } from '../../../src/sandbox/names/name-server.ts';
import type { NameRecord } from '../../../src/sandbox/names/zones.ts';
import { ADDRESS, CLIENT, GIVEN, startScriptedService, type ScriptedService } from '../oauth/scripted-service.ts';
import { signedIn } from './signing-in.ts';
import { ADMIN, connectRequest, draft, HOST, linesOf, PASSWORD, startWorld, type World } from '../world.ts';
import { ASKERS, DOORS, type Asker } from './doors.ts';

const NOW = Date.now();

/** What a rep has: a channel, a message that waits in it, and a sign-in that no channel has been made of yet; and what the organisation has. */
interface Belongings {
  rep: string;
  address: string;
  channelId: string;
  messageId: string;
  subject: string;
  reference: string;
  /** That the rep's organisation has named as its own. */
  domain: string;
  /** One who was invited to a channel like the sharing administrator's. */
  invitationId: string;
}

interface Question {
  query?: string;
  payload?: object;
  headers?: Record<string, string>;
}

/** How a door is asked for what is somebody's; all others need nothing said. */
const QUESTIONS: Record<string, (theirs: Belongings) => Question> = {
  'POST /api/channels': ({ reference }) => ({
    payload: connectRequest({
      providerId: 'gmail',
      server: { host: 'smtp.gmail.com', port: 587, security: 'starttls' },
      sender: { name: 'Ada', address: ADDRESS },
      username: ADDRESS,
      credential: { kind: 'sign-in', reference },
    }),
  }),
  'POST /api/channels/:id/invitations': () => ({ payload: { addresses: ['bo@firma.example'] } }),
  'POST /api/channels/:id/share': () => ({ payload: { domains: [SHARED] } }),
  'PATCH /api/channels/:id': () => ({ payload: { sender: { name: 'Somebody else' } } }),
  'GET /api/channels/:id/forecast': () => ({ query: '?recipients=1' }),
  'POST /api/channels/:id/repair': () => ({ payload: { credential: { kind: 'password', password: PASSWORD } } }),
  'POST /api/channels/:id/sender-proof': () => ({ payload: { code: '12345678' } }),
  'POST /api/channels/:id/senders': () => ({ payload: { sender: { name: 'Sales', address: 'sales@firma.example' } } }),
  'POST /api/channels/:id/usage': () => ({
    payload: { sent: [{ id: randomUUID(), at: NOW, recipients: 1 }] },
  }),
  'POST /api/default-channel': ({ address }) => ({ payload: { sender: { name: 'Ada', address } } }),
  'POST /api/messages': ({ channelId, address }) => ({
    headers: { 'idempotency-key': randomUUID() },
    payload: { channelId, draft: draft({ from: { name: 'Ada', address } }) },
  }),
  'POST /api/messages/:id/reschedule': () => ({ payload: { sendAt: NOW + 2 * HOUR } }),
  'DELETE /api/organisation/people/:personId': () => ({ query: '?mail=drop' }),
  'POST /api/organisation/domains': ({ domain }) => ({ payload: { domain: `mail.${domain}` } }),
  'POST /api/organisation/domains/:domain/addresses': ({ domain }) => ({ payload: { address: `sales@${domain}` } }),
  'POST /api/teams/:id/join': () => ({ payload: { name: 'Somebody else' } }),
  'PATCH /api/organisation/policies': () => ({ payload: { retentionDays: 30 } }),
  'POST /api/organisation/policies/weigh': () => ({ payload: { retentionDays: 30 } }),
  'POST /api/recommendations': ({ address }) => ({ payload: { emailAddress: address, accountType: 'office365' } }),
  'POST /api/reputations': ({ address }) => ({
    payload: { emailAddress: address, host: HOST },
  }),
  'POST /api/sign-ins': () => ({ payload: { service: 'google', loginHint: ADDRESS } }),
};

/** What belongs to the administrator who shares: that one is who asks for the own there. */
const OF_WHO_SHARES = /^\w+ \/api\/channels\/:id\/(share|invitations)$/;
/** With whom that one's channel is shared. */
const SHARED = 'firma.example';
const SHARER = { name: 'Ida Chef', address: `chief@${SHARED}` };
const RELAY = 'smtp.sendgrid.net';
const ROLE = { roles: ['Postlane.Admin'] };

/** Where an administrator looks after the own people: what their channels are is shown, and what is done to them is meant. */
const LOOKS_AFTER_PEOPLE = /^\w+ \/api\/organisation\/(?!consent-link)/;

describe('who may do what', () => {
  let service: ScriptedService;
  let world: World;
  let url: string;
  let names: NameServer;
  let teamId: string;
  let reps = 0;

  beforeAll(async () => {
    const authority = await CertificateAuthority.open(null, new Date());
    const zones = new Map<string, readonly NameRecord[]>();
    for (const host of [HOST, RELAY, 'smtp.gmail.com']) zones.set(host, [{ type: 'A', address: '127.1.0.1' }]);
    names = await startNameServer(zones, () => false);
    service = await startScriptedService(await authority.issue(['localhost']));
    world = await startWorld(
      {
        authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
        onAuth: ({ accessToken, password }, _session, done) =>
          accessToken === GIVEN.access || password === PASSWORD
            ? done(null, { user: 'ada' })
            : done(new Error('5.7.8')),
      },
      {
        registrations: { google: service.registration },
        nameServers: [names.address],
        defaultChannel: {
          ...{ server: { host: HOST, port: 587, security: 'starttls' }, username: 'relay', password: PASSWORD },
          limits: SAFE_LIMITS,
        },
      },
      // Time stands still: what is shown twice differs by nothing but what was done to it.
      { authority, clock: () => NOW },
    );
    // Nothing is delivered: a message stays as whoever asks leaves it.
    url = await world.server.app.listen({ port: 0, host: '127.0.0.1' });
    const named = await bySharer('/api/organisation/domains', { domain: SHARED });
    const { record } = (JSON.parse(named) as { domain: SendingDomain }).domain;
    zones.set(record.name, [{ type: 'TXT', data: record.value }]);
    const server = { host: RELAY, port: 587, security: 'starttls' } as const;
    const request = connectRequest({ providerId: 'sendgrid', server, username: 'apikey', sender: SHARER });
    const last = (await bySharer('/api/channels', request)).trim().split('\n').at(-1) ?? '';
    teamId = (JSON.parse(last) as { channel: { id: string } }).channel.id;
  });
  afterAll(async () => {
    await world.stop();
    await service.stop();
    await names.stop();
  });

  const sharer = () => world.as('sharer', { preferred_username: SHARER.address, ...ROLE });
  /** Does as the administrator who shares, to whom nothing is refused. */
  async function bySharer(path: string, payload: object): Promise<string> {
    const reply = await world.server.app.inject({ method: 'POST', url: path, headers: await sharer(), payload });
    if (reply.statusCode >= 300) throw new Error(reply.body);
    return reply.body;
  }

  /** Who may write as the address that the own channel has. */
  const as = (rep: string) => world.as(rep, { preferred_username: `${rep}@firma.example` });

  const headersOf: Record<Asker, (rep: string) => Promise<Record<string, string>>> = {
    own: as,
    colleague: async () => world.as('colleague'),
    admin: async () => world.as(ADMIN),
    stranger: async (rep) => world.as(rep, { tid: 'elsewhere' }),
    'their-admin': async () => world.as('their-chief', { tid: 'elsewhere', ...ROLE }),
    nobody: async () => ({}),
  };

  /** A new rep, by the same ways as any. */
  async function settleIn(): Promise<Belongings> {
    const rep = `rep-${(reps += 1)}`;
    const address = `${rep}@firma.example`;
    const sender = { name: 'Ada', address };
    const last = (await linesOf(world, '/api/channels', connectRequest({ sender, username: address }), rep)).at(-1);
    if (last === undefined || !('channel' in last)) throw new Error(JSON.stringify(last));
    const channelId = last.channel.id;
    const messageId = randomUUID();
    const subject = `Only for ${rep} to read`;
    const { statusCode, body } = await world.server.app.inject({
      method: 'POST',
      url: '/api/messages',
      headers: { ...(await as(rep)), 'idempotency-key': messageId },
      payload: { channelId, draft: draft({ from: sender, subject }), sendAt: NOW + HOUR },
    });
    if (statusCode !== 202) throw new Error(body);
    const domain = `${rep}.example`;
    const named = await world.server.app.inject({
      method: 'POST',
      url: '/api/organisation/domains',
      headers: await world.as(ADMIN),
      payload: { domain },
    });
    if (named.statusCode !== 201) throw new Error(named.body);
    await bySharer(`/api/channels/${teamId}/share`, { domains: [SHARED] });
    const invited = `bo-of-${address}`;
    const all = JSON.parse(await bySharer(`/api/channels/${teamId}/invitations`, { addresses: [invited] })) as {
      invitations: { id: string; address: string }[];
    };
    const invitationId = all.invitations.find((one) => one.address === invited)?.id ?? '';
    const reference = await signedIn(world, await as(rep), service);
    return { rep, address, channelId, messageId, subject, reference, domain, invitationId };
  }

  /** All that a rep sees of what is the rep's, and an administrator of what is the organisation's. */
  async function seenBy({ rep, channelId, messageId }: Belongings): Promise<unknown[]> {
    const headers = await as(rep);
    const paths = ['channels', 'messages', `messages/${messageId}`];
    const ofChannel = ['', '/history', '/usage'].map((path) => `channels/${channelId}${path}`);
    const replies = await Promise.all(
      [...paths, ...ofChannel].map((path) => world.server.app.inject({ url: `/api/${path}`, headers })),
    );
    const asAdmin = await world.as(`auditor-of-${rep}`, ROLE);
    const ofAll = await Promise.all(
      ['policies', 'domains', 'invitations', 'audit'].map((path) =>
        world.server.app.inject({ url: `/api/organisation/${path}`, headers: asAdmin }),
      ),
    );
    const shown = [...replies, ...ofAll].map((reply) => reply.json() as Record<string, unknown>);
    // How many channels policies reach, whoever joins a team adds to.
    return shown.map(({ reach: _reach, ...rest }) => rest);
  }

  function idFor(name: string, { messageId, channelId, invitationId }: Belongings): string {
    if (name.includes('/api/messages')) return messageId;
    if (name.includes('/organisation/invitations')) return invitationId;
    return name.includes('/api/teams') || OF_WHO_SHARES.test(name) ? teamId : channelId;
  }

  /** Over a real connection: what comes without end is read no further than its first piece. */
  async function ask(door: { method: string; path: string }, theirs: Belongings, headers: Record<string, string>) {
    const name = `${door.method} ${door.path}`;
    const { query = '', payload, headers: more } = QUESTIONS[name]?.(theirs) ?? {};
    const id = idFor(name, theirs);
    const path = door.path
      .replace(':id', id)
      .replace(':personId', theirs.rep)
      .replace(':domain', theirs.domain)
      .replace(':address', theirs.address);
    const gone = new AbortController();
    const reply = await fetch(`${url}${path}${query}`, {
      method: door.method,
      headers: { ...headers, ...more, ...(payload && { 'content-type': 'application/json' }) },
      redirect: 'manual',
      signal: gone.signal,
      ...(payload && { body: JSON.stringify(payload) }),
    });
    const isEndless = door.path === '/api/events' && reply.ok;
    const text = isEndless ? '' : await reply.text();
    gone.abort();
    return { status: reply.status, text };
  }

  it.each(DOORS.map((door) => [`${door.method} ${door.path}`, door] as const))('%s', async (name, door) => {
    const theirs = await settleIn();
    let before = await seenBy(theirs);
    const answered: Partial<Record<Asker, number>> = {};
    // The owner comes last, and finds what the others left.
    for (const asker of [...ASKERS].reverse()) {
      const isSharers = asker === 'own' && OF_WHO_SHARES.test(name);
      const headers = await (isSharers ? sharer() : headersOf[asker](theirs.rep));
      const { status, text } = await ask(door, theirs, headers);
      answered[asker] = status;
      if (asker === 'own') break;
      const isTheirAdmin = asker === 'admin' && LOOKS_AFTER_PEOPLE.test(name);
      const secrets = [theirs.messageId, theirs.subject, theirs.reference, PASSWORD, CLIENT.clientSecret];
      for (const secret of isTheirAdmin ? secrets : [...secrets, theirs.channelId])
        expect([asker, text.includes(secret)]).toEqual([asker, false]);
      // What these two would have done is seen after the next one.
      if (asker === 'nobody' || asker === 'their-admin') continue;
      const after = await seenBy(theirs);
      if (!isTheirAdmin || door.method === 'GET') expect([asker, after]).toEqual([asker, before]);
      before = after;
    }
    expect(answered).toEqual(door.answers);
  });
});
