import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  connectedChannel,
  connectRequest,
  linesOf,
  PASSWORD,
  queued,
  startWorld,
  untilState,
  type World,
} from '../world.ts';

describe('from connecting to accepted, over real sockets', () => {
  let world: World;
  let url: string;
  beforeAll(async () => {
    world = await startWorld({
      onRcptTo(_address, { envelope: { rcptTo } }, done) {
        if (rcptTo.length < 2) done();
        else done(Object.assign(new Error('4.5.3 Too many recipients'), { responseCode: 452 }));
      },
    });
    ({ url } = await world.server.start());
  });
  afterAll(() => world.stop());

  it('proves a channel by five steps and saves it', async () => {
    const lines = await linesOf(world, '/api/channels', connectRequest());
    const outcomes = lines.flatMap((line) => ('step' in line ? [`${line.step} ${line.outcome}`] : []));
    expect(outcomes).toEqual(
      ['dns', 'tcp', 'tls', 'auth', 'sender'].flatMap((step) => [`${step} started`, `${step} passed`]),
    );
    expect(lines.at(-1)).toMatchObject({ channel: { username: 'ada@firma.example', health: { state: 'working' } } });
  });

  it('brings a message to the submission server and tells its reply', async () => {
    const channelId = await connectedChannel(world);
    const id = await queued(world, channelId, { bcc: [{ name: '', address: 'chef@firma.example' }] });
    const message = await untilState(world, url, id, 'accepted');
    expect(message).toMatchObject({
      attempts: 1,
      reply: { code: 250 },
      recipients: [
        { address: 'kim@kunde.example', outcome: 'accepted' },
        { address: 'chef@firma.example', outcome: 'accepted' },
      ],
    });
    const [mail] = world.taken;
    expect(mail).toMatchObject({ mailFrom: 'ada@firma.example', rcptTo: ['kim@kunde.example', 'chef@firma.example'] });
    expect(mail?.content).toContain(`Message-ID: ${message.messageId}`);
    expect(mail?.content).not.toContain('chef@firma.example');
  });

  it('sends to the others at once when the server takes no more recipients in one message, and to nobody twice', async () => {
    const channelId = await connectedChannel(world);
    const before = world.taken.length;
    const to = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, address: `${name}@crowd.example` }));
    const id = await queued(world, channelId, { to });
    const message = await untilState(world, url, id, 'accepted');
    expect(message).toMatchObject({ attempts: 3, recipients: to.map(() => ({ outcome: 'accepted' })) });
    const sent = world.taken.slice(before);
    expect(sent.map(({ rcptTo }) => rcptTo.length)).toEqual([2, 2, 1]);
    expect(sent.flatMap(({ rcptTo }) => rcptTo)).toEqual(to.map(({ address }) => address));
    expect(sent.every(({ content }) => content.includes(message.messageId))).toBe(true);
  });

  it('says nothing of the password in its log', () => {
    expect(world.log()).toContain('attempted');
    expect(world.log()).not.toContain(PASSWORD);
  });
});
