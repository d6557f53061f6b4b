import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { until } from './broken.ts';
import { connectBySignIn } from './journeys.ts';
import { queueQuietly } from './queueing.ts';
import { arrived, compose } from './sending.ts';
import { channelsOf } from './sign-in-channels.ts';
import { person, type Scene } from './stage.ts';
import { openThreeServers, whyNotThree, type ThreeServers } from './three-servers.ts';

const why = whyNotThree();
if (why !== null) process.stdout.write(`Not walked with three servers: ${why}\n`);

const nora = person('nora');

(why === null ? describe : describe.skip)('three servers, one sign-in', () => {
  let three: ThreeServers;
  let scene: Scene;
  let channelId = '';
  beforeAll(async () => {
    three = await openThreeServers({ signIns: ['microsoft'] });
    scene = await compose(three.stage, 'nora');
    await connectBySignIn(scene, 'Microsoft', nora.name);
    [channelId = ''] = (await channelsOf(three.stage, 'nora')).map(({ id }) => id);
  });
  afterEach(() => three?.stage.sandbox.switches.reset());
  afterAll(() => three?.close());

  /** Queues so many at each of the three, at once; gives back their subjects. */
  async function queueAtAll(count: number, what: string): Promise<string[]> {
    const mail = three.origins.map((_, server) =>
      Array.from({ length: count }, (__, at) => `${what}, ${String(at + 1)} of server ${String(server + 1)}`),
    );
    await Promise.all(
      three.origins.map((origin, server) =>
        queueQuietly(
          three.stage,
          'nora',
          channelId,
          (mail[server] ?? []).map((subject) => ({ subject, to: ['buyer@lighthouse.example'] })),
          origin,
        ),
      ),
    );
    return mail.flat();
  }

  /** Every login and refresh that is made from now on. */
  function watched() {
    const { sandbox } = three.stage;
    const before = {
      logins: sandbox.logins().length,
      refreshes: sandbox.refreshes(),
      received: sandbox.received().length,
    };
    return {
      logins: () =>
        sandbox
          .logins()
          .slice(before.logins)
          .map(({ outcome }) => outcome),
      refreshes: () => sandbox.refreshes() - before.refreshes,
      receives: (count: number) => sandbox.whenReceived(before.received + count),
      received: () => sandbox.received().length - before.received,
    };
  }

  async function haveArrivedOnce(subjects: readonly string[]): Promise<void> {
    await three.atRest();
    for (const subject of subjects) expect(arrived(three.stage, subject)).toHaveLength(1);
    const [channel] = await channelsOf(three.stage, 'nora');
    expect(channel).toMatchObject({ health: { state: 'working' }, held: 0, pause: null });
  }

  it('is renewed once when its access token is over and mail comes to all three at once', async () => {
    await three.pass(2 * HOUR);
    const since = watched();
    const subjects = await queueAtAll(3, 'After two hours');
    await since.receives(subjects.length);
    await haveArrivedOnce(subjects);
    expect(since.refreshes()).toBe(1);
    expect(new Set(since.logins())).toEqual(new Set(['accepted']));
    expect(since.received()).toBe(subjects.length);
  });

  it('is renewed once when the server takes the access token no more, though its time is not up', async () => {
    await three.atRest();
    const since = watched();
    three.stage.sandbox.switches.turn('grant', 'tokens-over');
    const subjects = await queueAtAll(3, 'With a token that counts no more');
    await since.receives(subjects.length);
    await haveArrivedOnce(subjects);
    expect(since.refreshes()).toBe(1);
    expect(since.logins().filter((outcome) => outcome !== 'accepted')).toEqual(['token-refused']);
    expect(since.received()).toBe(subjects.length);
  });

  it('is renewed once when that shows in the middle of sending, because a connection was lost', async () => {
    await three.atRest();
    const { switches } = three.stage.sandbox;
    const since = watched();
    switches.turn('drop', 'silent-after-data');
    const subjects = await queueAtAll(2, 'While the connection is lost');
    await since.receives(1);
    switches.turn('grant', 'tokens-over');
    // The first is answered; the next ones lose their connection, and go over one that has to log in anew.
    switches.turn('drop', 'before-data');
    await until(async () => since.refreshes() > 0 && since.logins().at(-1) === 'accepted');
    switches.turn('drop', 'never');
    await three.pass(10 * MINUTE);
    await since.receives(subjects.length);
    await haveArrivedOnce(subjects);
    expect(since.refreshes()).toBe(1);
    expect(since.logins().filter((outcome) => outcome !== 'accepted')).toEqual(['token-refused']);
    expect(since.received()).toBe(subjects.length);
  });

  it('has asked nothing of its rep meanwhile', async () => {
    expect(await scene.pane.getByRole('button', { name: /^(Repair|Sign in again)$/ }).count()).toBe(0);
    expect(await scene.pane.getByRole('heading', { name: 'Your channel is ready' }).count()).toBe(1);
  });
});
