import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SMTPServerOptions } from 'smtp-server';
import type { Channel, ConnectLine } from '../../../src/contract/shapes.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { SAFE_LIMITS } from '../../../src/domain/default-channel.ts';
import { ADMIN, connectRequest, draft, HOST, PASSWORD, SENDER, startWorld, untilState, type World } from '../world.ts';

const INFO = { name: 'Firma', address: 'info@firma.example' };
const far = { refusesSender: false, logins: 0, password: PASSWORD };
const MAIL: SMTPServerOptions = {
  onAuth({ password }, _session, done) {
    far.logins += 1;
    if (password === far.password) done(null, { user: 'ada' });
    else done(Object.assign(new Error('5.7.8 no'), { responseCode: 535 }));
  },
  onMailFrom(_address, _session, done) {
    if (!far.refusesSender) return done();
    const words = '5.7.60 SMTP; Client does not have permissions to send as this sender';
    done(Object.assign(new Error(words), { responseCode: 550 }));
  },
};

let world: World;
let url: string;
let ahead: number;
beforeEach(async () => {
  Object.assign(far, { refusesSender: false, logins: 0, password: PASSWORD });
  ahead = 0;
  const relay = {
    server: { host: HOST, port: 587, security: 'starttls' },
    username: 'relay',
    password: PASSWORD,
  } as const;
  world = await startWorld(
    MAIL,
    { defaultChannel: { ...relay, limits: SAFE_LIMITS } },
    { clock: () => Date.now() + ahead },
  );
  url = (await world.server.start()).url;
});
afterEach(() => world.stop());

async function ask(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  payload?: object,
  rep = 'ada',
  headers: object = {},
) {
  return world.server.app.inject({ method, url: path, headers: { ...(await world.as(rep)), ...headers }, payload });
}
async function channelBy(path: string, payload: object, rep?: string): Promise<Channel> {
  const reply = await ask('POST', path, payload, rep);
  const last = JSON.parse(reply.body.trim().split('\n').at(-1) ?? '') as ConnectLine;
  if (!('channel' in last)) throw new Error(`No channel: ${reply.body}`);
  return last.channel;
}
const connected = (changes = {}, rep?: string) => channelBy('/api/channels', connectRequest(changes), rep);
const send = (channelId: string, from: typeof SENDER, rep?: string) =>
  ask('POST', '/api/messages', { channelId, draft: draft({ from }) }, rep, { 'idempotency-key': crypto.randomUUID() });
const shown = async (id: string): Promise<Channel> =>
  ((await ask('GET', `/api/channels/${id}`)).json() as { channel: Channel }).channel;

/** The code that came to an address, the newest. */
async function codeSent(channelId: string, claims = {}): Promise<string> {
  const before = world.taken.length;
  const headers = await world.as('ada', claims);
  const sent = await ask('POST', `/api/channels/${channelId}/sender-code`, undefined, 'ada', headers);
  expect(sent.statusCode).toBe(202);
  const [message] = ((await ask('GET', '/api/messages')).json() as { messages: { id: string }[] }).messages;
  await untilState(world, url, message?.id ?? '', 'accepted');
  const taken = world.taken[before];
  expect(taken?.rcptTo).toEqual([INFO.address]);
  const [code = ''] = /^\d{8}\r?$/m.exec(taken?.content ?? '') ?? [];
  return code.trim();
}
const prove = (id: string, code: string) => ask('POST', `/api/channels/${id}/sender-proof`, { code });
const wrongOf = (code: string) => (code === '00000000' ? '00000001' : '00000000');

describe('another sender', () => {
  it('is proven by the channel’s own login, and carries mail once a code that was sent there comes back', async () => {
    const first = await connected();
    const second = await channelBy(`/api/channels/${first.id}/senders`, { sender: INFO });
    expect(second).toMatchObject({ username: first.username, sender: INFO, isSenderProven: false });
    expect((await shown(first.id)).isSenderProven).toBe(true);
    const early = await send(second.id, INFO);
    expect([early.statusCode, early.json()]).toEqual([
      422,
      { failure: { kind: 'sender-unproven', address: INFO.address } },
    ]);
    expect((await ask('POST', `/api/channels/${second.id}/test-message`)).statusCode).toBe(422);
    const code = await codeSent(second.id);
    const exportOf = async (rep?: string) => (await ask('GET', '/api/me/export', undefined, rep)).json<object>();
    const pending = { sentAt: expect.stringMatching(/Z$/), expiresAt: expect.stringMatching(/Z$/) };
    expect(await exportOf()).toMatchObject({ channels: [{}, { channel: { id: second.id, code: pending } }] });
    const reply = await prove(second.id, code);
    expect([reply.statusCode, reply.json()]).toMatchObject([200, { channel: { id: second.id, isSenderProven: true } }]);
    const queued = await send(second.id, INFO);
    expect(queued.statusCode).toBe(202);
    await untilState(world, url, (queued.json() as { id: string }).id, 'accepted');
    expect(world.taken.at(-1)?.mailFrom).toBe(INFO.address);
    const records = (await ask('GET', '/api/messages')).body;
    for (const told of [records, world.log()]) expect(told).not.toContain(code);
    // What a rep takes along tells it, and nobody else's.
    const address = INFO.address.toLowerCase();
    expect(await exportOf()).toMatchObject({
      addresses: [{ address, how: 'code', provenAt: expect.stringMatching(/Z$/) }],
    });
    expect(await exportOf('eve')).toMatchObject({ addresses: [] });
    // Used up.
    expect((await prove(second.id, code)).json()).toEqual({ failure: { kind: 'code-over' } });
  });

  it('gets the login’s new password with the first, and its own mail leaves by it', async () => {
    const first = await connected();
    const second = await channelBy(`/api/channels/${first.id}/senders`, { sender: INFO });
    await prove(second.id, await codeSent(second.id));
    await ask('POST', `/api/channels/${second.id}/hold`);
    const queued = await send(second.id, INFO);
    far.password = 'Changed-as-planned-1';
    await channelBy(`/api/channels/${first.id}/repair`, { credential: { kind: 'password', password: far.password } });
    for (const { id } of [first, second])
      expect(await shown(id)).toMatchObject({ heldSince: null, health: { state: 'working' } });
    await untilState(world, url, (queued.json() as { id: string }).id, 'accepted');
    expect(world.taken.at(-1)?.mailFrom).toBe(INFO.address);
  });

  it('is not made where the server does not let the login send so', async () => {
    const { id } = await connected();
    far.refusesSender = true;
    const reply = await ask('POST', `/api/channels/${id}/senders`, { sender: INFO });
    expect(reply.body).toContain('"kind":"send-as-denied"');
    expect(((await ask('GET', '/api/channels')).json() as { channels: Channel[] }).channels).toHaveLength(1);
  });

  it('is one a login: the same again is there already', async () => {
    const { id } = await connected();
    const again = await ask('POST', `/api/channels/${id}/senders`, { sender: SENDER });
    expect([again.statusCode, again.json()]).toEqual([409, { failure: { kind: 'channel-exists' } }]);
    expect(far.logins).toBe(1);
  });

  it('is not to be had by another’s channel, nor by the operator’s', async () => {
    const { id } = await connected();
    const foreign = await ask('POST', `/api/channels/${id}/senders`, { sender: INFO }, 'eve');
    expect(foreign.statusCode).toBe(404);
    const shared = await channelBy('/api/default-channel', { sender: SENDER });
    const reply = await ask('POST', `/api/channels/${shared.id}/senders`, { sender: INFO });
    expect([reply.statusCode, reply.json()]).toMatchObject([
      400,
      { failure: { faults: [{ fault: 'of-the-operator' }] } },
    ]);
  });

  it('that a code has proven does not go through the operator’s channel: there the token’s word counts', async () => {
    const own = await connected({ sender: INFO });
    const use = () => ask('POST', '/api/default-channel', { sender: INFO });
    expect((await use()).statusCode).toBe(422);
    await prove(own.id, await codeSent(own.id));
    // A code is read by whoever runs the server that carries it: the reputation there is strangers'.
    expect((await use()).statusCode).toBe(422);
  });
});

describe('a code', () => {
  it.each([
    [{ name: 'Ada\r\n Reimer' }, `Ada Reimer (${SENDER.address})`],
    [{ name: 'Ada Reimer', acct: 1 }, 'Ada Reimer'],
    [{ acct: 1 }, 'Somebody'],
  ])(
    'comes with who asked for it, as the token says (%j), in the text and not as the address’s own name',
    async (claims, who) => {
      const { id } = await connected({ sender: { ...INFO, name: 'Ada Reimer' } });
      await codeSent(id, claims);
      const { content = '' } = world.taken.at(-1) ?? {};
      const text = content.replace(/=\r\n/g, '');
      expect(text).toContain(`${who} wants to send mail as ${INFO.address} with Postlane`);
      expect(/^From: .*$/m.exec(content)?.[0]).toBe(`From: Postlane <${INFO.address}>`);
      expect(/^To: .*$/m.exec(content)?.[0]).not.toContain('Ada');
    },
  );

  it('is for the rep who asked, and nobody else’s guess', async () => {
    const { id } = await connected({ sender: INFO });
    const code = await codeSent(id);
    const foreign = await ask('POST', `/api/channels/${id}/sender-proof`, { code }, 'eve');
    expect(foreign.statusCode).toBe(404);
    const theirs = await connected({ sender: INFO }, 'eve');
    const guess = await ask('POST', `/api/channels/${theirs.id}/sender-proof`, { code }, 'eve');
    expect(guess.json()).toEqual({ failure: { kind: 'code-over' } });
  });

  it('is over after five tries, though the sixth is right', async () => {
    const { id } = await connected({ sender: INFO });
    const code = await codeSent(id);
    for (const triesLeft of [4, 3, 2, 1, 0])
      expect((await prove(id, wrongOf(code))).json()).toEqual({ failure: { kind: 'code-wrong', triesLeft } });
    expect((await prove(id, code)).json()).toEqual({ failure: { kind: 'code-over' } });
    expect((await shown(id)).isSenderProven).toBe(false);
  });

  it('takes no more than five tries that come at once', async () => {
    const { id } = await connected({ sender: INFO });
    const code = await codeSent(id);
    const replies = await Promise.all(Array.from({ length: 8 }, () => prove(id, wrongOf(code))));
    expect(replies.filter((reply) => reply.body.includes('code-wrong'))).toHaveLength(5);
  });

  it('is told of by its channel until it is used: whoever closed the pane to read it goes on', async () => {
    const { id, code: before } = await connected({ sender: INFO });
    expect(before).toBeNull();
    const code = await codeSent(id);
    const { code: out } = await shown(id);
    expect(out).toEqual({ sentAt: expect.any(Number), expiresAt: (out?.sentAt ?? 0) + 30 * MINUTE });
    expect(JSON.stringify(await shown(id))).not.toContain(code);
    await prove(id, wrongOf(code));
    expect((await shown(id)).code).toEqual(out);
    expect((await prove(id, code)).json()).toMatchObject({ channel: { isSenderProven: true, code: null } });
  });

  it('that cannot be sent is none', async () => {
    const { id } = await connected({ sender: INFO });
    const admin = await world.as(ADMIN);
    const policies = { method: 'PATCH' as const, url: '/api/organisation/policies', headers: admin };
    await world.server.app.inject({ ...policies, payload: { channelKinds: ['sign-in'] } });
    const refused = await ask('POST', `/api/channels/${id}/sender-code`);
    expect([refused.statusCode, (await shown(id)).code]).toEqual([403, null]);
  });

  it('runs out', async () => {
    const { id } = await connected({ sender: INFO });
    const code = await codeSent(id);
    ahead = 31 * MINUTE;
    expect((await prove(id, code)).json()).toEqual({ failure: { kind: 'code-over' } });
  });

  it('is sent once a minute, and five times a day; the newest counts', async () => {
    const { id } = await connected({ sender: INFO });
    const first = await codeSent(id);
    const soon = await ask('POST', `/api/channels/${id}/sender-code`);
    expect([soon.statusCode, soon.json()]).toMatchObject([429, { failure: { kind: 'too-many-requests' } }]);
    for (let count = 2; count <= 5; count += 1) {
      ahead += 2 * MINUTE;
      expect((await ask('POST', `/api/channels/${id}/sender-code`)).statusCode).toBe(202);
    }
    expect((await prove(id, first)).json()).toMatchObject({ failure: { kind: 'code-wrong' } });
    ahead += HOUR;
    expect((await ask('POST', `/api/channels/${id}/sender-code`)).statusCode).toBe(429);
    ahead += DAY;
    expect((await ask('POST', `/api/channels/${id}/sender-code`)).statusCode).toBe(202);
  });
});

describe('the default among several', () => {
  it('is one, the rep’s own choice', async () => {
    const first = await connected();
    const second = await channelBy(`/api/channels/${first.id}/senders`, { sender: INFO });
    const defaults = async () =>
      ((await ask('GET', '/api/channels')).json() as { channels: Channel[] }).channels
        .filter(({ isDefault }) => isDefault)
        .map(({ id }) => id);
    expect(await defaults()).toEqual([]);
    for (const { id } of [first, second]) {
      expect((await ask('PATCH', `/api/channels/${id}`, { isDefault: true })).json()).toMatchObject({
        channel: { id, isDefault: true },
      });
      expect(await defaults()).toEqual([id]);
    }
    // Each at once: one of them is, and no error.
    const both = await Promise.all(
      [first, second].map(({ id }) => ask('PATCH', `/api/channels/${id}`, { isDefault: true })),
    );
    expect(both.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(await defaults()).toHaveLength(1);
    expect((await ask('PATCH', `/api/channels/${first.id}`, { isDefault: true }, 'eve')).statusCode).toBe(404);
  });
});
