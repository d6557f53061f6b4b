import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { connectBySignIn, signInWindow } from './journeys.ts';
import { queueQuietly } from './queueing.ts';
import { arrived, heading } from './sending.ts';
import { breaksOf, channelsOf } from './sign-in-channels.ts';
import { stalledStore, type StalledStore } from './stalled-store.ts';
import { person, type Scene } from './stage.ts';
import { openThreeServers, whyNotThree, type ThreeServers } from './three-servers.ts';

const why = whyNotThree();
if (why !== null) process.stdout.write(`Not walked with three servers: ${why}\n`);

const nora = person('nora');

(why === null ? describe : describe.skip)('a server that dies with a new refresh token it has not written down', () => {
  let three: ThreeServers;
  let store: StalledStore;
  let scene: Scene;
  let channelId = '';
  beforeAll(async () => {
    three = await openThreeServers({ signIns: ['microsoft'] });
    store = await stalledStore(three.databaseUrl);
    scene = await three.stage.open({ person: 'nora', mode: 'read' });
    await connectBySignIn(scene, 'Microsoft', nora.name);
    await scene.pane.getByRole('button', { name: 'Done', exact: true }).click();
    [channelId = ''] = (await channelsOf(three.stage, 'nora')).map(({ id }) => id);
  });
  afterEach(() => three?.stage.sandbox.switches.reset());
  afterAll(async () => {
    await store?.close();
    await three?.close();
  });

  const queue = (subject: string, origin: string): Promise<void> =>
    queueQuietly(three.stage, 'nora', channelId, [{ subject, to: ['buyer@lighthouse.example'] }], origin);

  /**
   * Has one of the servers renew the grant for two mails, at best the second one, which hears of the first mail first, and kills it when it has the answer and is about to write it down. The first
   * lives in this very process: when that was faster, it is let be, and the next mail is tried two hours later.
   */
  async function killedWithTheAnswer(what: string): Promise<string[]> {
    for (let attempt = 1; ; attempt += 1) {
      await three.pass(2 * HOUR);
      const [first, other] = [1, 2].map((at) => `${what}, ${String(at)} of try ${String(attempt)}`) as [string, string];
      await store.stall();
      await queue(first, three.origins[1]);
      // Where the grant is being written down by then, it waits for the same row: at a server that is not killed.
      const queued = queue(other, three.origins[0]);
      await store.somebodyWaits();
      const [, second = 0, third = 0] = await three.conversations();
      if (second + third === 0) {
        await store.letGo();
        await queued;
        await three.atRest();
        continue;
      }
      await three.kill(second > 0 ? 1 : 2);
      await store.forget();
      await store.letGo();
      await queued;
      return [first, other];
    }
  }

  async function haveArrivedOnce(subjects: readonly string[]): Promise<void> {
    await three.atRest();
    for (const subject of subjects) expect(arrived(three.stage, subject)).toHaveLength(1);
    expect((await channelsOf(three.stage, 'nora'))[0]).toMatchObject({ health: { state: 'working' }, held: 0 });
  }

  it('is not noticed where the old one counts still, as at Microsoft: another server renews by it', async () => {
    const { sandbox } = three.stage;
    sandbox.switches.turn('used-refresh-tokens-count', true);
    const subjects = await killedWithTheAnswer('Unnoticed');
    const before = { refreshes: sandbox.refreshes(), received: sandbox.received().length };
    // Until the dead one's word no longer counts.
    three.lead(2 * MINUTE);
    await sandbox.whenReceived(before.received + subjects.length);
    await haveArrivedOnce(subjects);
    expect(sandbox.refreshes() - before.refreshes).toBe(1);
    expect(await breaksOf(three.stage, 'nora', channelId)).toEqual([]);
  });

  it('breaks the channel where a second use undoes the sign-in: mail waits, and goes once the rep has signed in again', async () => {
    const { sandbox } = three.stage;
    const subjects = await killedWithTheAnswer('Held');
    const has = sandbox.received().length;
    three.lead(2 * MINUTE);
    await heading(scene, 'Your sign-in for sending was taken back');
    await scene.pane.getByText('2 messages wait until it works again.').first().waitFor();
    const [channel] = await channelsOf(three.stage, 'nora');
    expect(channel).toMatchObject({
      held: 2,
      health: { state: 'broken', because: { kind: 'grant-revoked', service: 'microsoft', error: 'invalid_grant' } },
    });
    expect(sandbox.received()).toHaveLength(has);
    await (await signInWindow(scene, 'Sign in again')).getByRole('button', { name: nora.name }).click();
    await heading(scene, 'Your channel works again');
    await sandbox.whenReceived(has + subjects.length);
    await haveArrivedOnce(subjects);
    expect(await breaksOf(three.stage, 'nora', channelId)).toMatchObject([{ mendedBy: 'rep', waited: 2 }]);
  });
});
