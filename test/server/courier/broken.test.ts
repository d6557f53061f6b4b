import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SMTPServer, SMTPServerOptions } from 'smtp-server';
import { HOUR, MINUTE } from '../../../src/domain/instant.ts';
import {
  connectedChannel,
  linesOf,
  PASSWORD,
  queued,
  shown,
  startWorld,
  until,
  untilState,
  type World,
} from '../world.ts';

const refuse = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

/** What the submission server does now; each test sets it. */
const mood: { password: string; data: 'take' | 'drop' | 'denied'; logins: number } = {
  password: PASSWORD,
  data: 'take',
  logins: 0,
};

const MAIL: SMTPServerOptions = {
  onAuth({ password }, _session, done) {
    mood.logins += 1;
    if (password === mood.password) done(null, { user: 'ada' });
    else done(refuse(535, '5.7.3 Authentication unsuccessful'));
  },
  onRcptTo({ address }, _session, done) {
    if (address.startsWith('nobody')) done(refuse(550, '5.1.1 No such user here'));
    else if (address.startsWith('later')) done(refuse(451, '4.3.0 Try again later'));
    else done();
  },
  onData(this: SMTPServer, stream, _session, done) {
    stream.resume();
    stream.on('end', () => {
      if (mood.data === 'take') return done(null, 'Queued as 42');
      if (mood.data === 'denied') return done(refuse(554, '5.2.252 SendAsDenied; otto not allowed to send as ada'));
      // The dot has come, the answer does not go.
      this.connections.forEach((connection) => (connection as { close(): void }).close());
    });
  },
};

describe('when delivering goes wrong', () => {
  let world: World;
  let url: string;
  let channelId: string;
  let ahead = 0;
  beforeAll(async () => {
    world = await startWorld(MAIL, {}, { clock: () => Date.now() + ahead });
    ({ url } = await world.server.start());
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    Object.assign(mood, { password: PASSWORD, data: 'take' });
    channelId = await connectedChannel(world);
  });
  const health = async () =>
    (
      (await world.server.app.inject({ url: `/api/channels/${channelId}`, headers: await world.as() })).json() as {
        channel: { health: { state: string; because?: { kind: string } } };
      }
    ).channel.health;
  const press = async (id: string, verb: 'drop' | 'release') =>
    world.server.app.inject({ method: 'POST', url: `/api/messages/${id}/${verb}`, headers: await world.as() });

  it('names the recipients that were refused, and reaches the others', async () => {
    const to = ['kim', 'nobody'].map((name) => ({ name, address: `${name}@kunde.example` }));
    const message = await untilState(world, url, await queued(world, channelId, { to }), 'accepted');
    expect(message.recipients).toMatchObject([
      { address: 'kim@kunde.example', outcome: 'accepted' },
      { address: 'nobody@kunde.example', outcome: 'refused', reply: { code: 550, text: '5.1.1 No such user here' } },
    ]);
  });

  it('refuses a message that reaches nobody', async () => {
    const to = [{ name: '', address: 'nobody@kunde.example' }];
    const message = await untilState(world, url, await queued(world, channelId, { to }), 'refused');
    expect(message).toMatchObject({ because: { kind: 'recipient-refused' }, recipients: [{ outcome: 'refused' }] });
  });

  it('tries again later when the server says so, and can be dropped meanwhile', async () => {
    const to = [{ name: '', address: 'later@kunde.example' }];
    const id = await queued(world, channelId, { to });
    const message = await until(world, url, id, ({ state, attempts }) => state === 'queued' && attempts === 1);
    expect(message).toMatchObject({ because: { kind: 'temporarily-unavailable', reply: { code: 451 } } });
    expect(message.dueAt).toBeGreaterThan(Date.now() + 30_000);
    expect(message.givesUpAt).toBeGreaterThan(Date.now() + 23 * HOUR);
    expect((await press(id, 'drop')).json()).toMatchObject({ message: { state: 'dropped' } });
  });

  it('is uncertain when the answer to the final dot never comes, and goes again only by the rep’s word', async () => {
    mood.data = 'drop';
    const id = await queued(world, channelId);
    await untilState(world, url, id, 'uncertain');
    mood.data = 'take';
    // It paused the mailbox.
    ahead += 2 * MINUTE;
    expect((await press(id, 'release')).statusCode).toBe(200);
    expect(await untilState(world, url, id, 'accepted')).toMatchObject({ attempts: 1 });
  });

  it('hands in one message where the login may not send as its sender, and lets the others go when it may', async () => {
    mood.data = 'denied';
    const first = await untilState(world, url, await queued(world, channelId), 'held');
    expect(first).toMatchObject({ because: { kind: 'send-as-denied' }, recipients: [{ outcome: 'waiting' }] });
    expect(await health()).toMatchObject({ state: 'broken', because: { kind: 'send-as-denied' } });
    const second = await queued(world, channelId);
    expect(await shown(world, second)).toMatchObject({ state: 'held', attempts: 0 });

    mood.data = 'take';
    // The password was never wrong, so the check waits for nothing.
    const lines = await linesOf(world, `/api/channels/${channelId}/repair`, {});
    expect(lines.at(-1)).toMatchObject({ channel: { health: { state: 'working' } } });
    for (const id of [first.id, second]) await untilState(world, url, id, 'accepted');
  });

  it('tries a changed password once, holds the queue, and lets it go when the channel is repaired', async () => {
    mood.password = 'changed-pl4nted';
    mood.logins = 0;
    const ids = [await queued(world, channelId), await queued(world, channelId)];
    for (const id of ids) await untilState(world, url, id, 'held');
    const later = await queued(world, channelId);
    expect((await shown(world, later)).state).toBe('held');
    expect(mood.logins).toBe(1);
    expect(await health()).toMatchObject({ state: 'broken', because: { kind: 'password-rejected' } });
    expect((await press(later, 'release')).statusCode).toBe(409);

    const lines = await linesOf(world, `/api/channels/${channelId}/repair`, {
      credential: { kind: 'password', password: mood.password },
    });
    expect(lines.at(-1)).toMatchObject({ channel: { health: { state: 'working' } } });
    for (const id of [...ids, later]) await untilState(world, url, id, 'accepted');
  });
});
