import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR } from '../../src/domain/instant.ts';
import { until } from './broken.ts';
import { connectBySignIn, signInWindow } from './journeys.ts';
import { queueQuietly } from './queueing.ts';
import { arrived, asPerson, composed, connectQuietly, heading, send } from './sending.ts';
import { breaksOf, channelsOf } from './sign-in-channels.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
let ahead = 0;
beforeAll(async () => {
  stage = await openStage({ signIns: ['google'], clock: () => Date.now() + ahead });
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());

const grace = person('grace');
const ENDED = 'Your sign-in with Google has ended';

/** Her mailbox, open in Outlook, with a channel that has no password. */
async function connected(): Promise<{ scene: Scene; channelId: string }> {
  const scene = await stage.open({ person: 'grace', mode: 'read' });
  await connectBySignIn(scene, 'Google', grace.name);
  await scene.pane.getByRole('button', { name: 'Done', exact: true }).click();
  const [channel] = await channelsOf(stage, 'grace');
  return { scene, channelId: channel?.id ?? '' };
}

async function isTold({ pane }: Scene): Promise<void> {
  await pane.getByText(ENDED).first().waitFor();
  await pane.getByText(/^Google ends it when the password of your Google account is changed/).waitFor();
  expect(await pane.getByText(/password is (not|no longer) (right|accepted)|wrong password/i).count()).toBe(0);
  expect(await pane.getByLabel(/password/i).count()).toBe(0);
}

/** One click, and one on who one is. */
async function isMended(scene: Scene): Promise<void> {
  const window = await signInWindow(scene, 'Sign in again');
  await window.getByRole('button', { name: grace.name }).click();
  await heading(scene, 'Your channel works again');
}

describe('a Gmail channel by a sign-in, when the password at Google is changed,', () => {
  it('shows it at the next mail, which waits; it says what ended it, and goes after one sign-in', async () => {
    const { scene, channelId } = await connected();
    const before = stage.sandbox.logins().length;
    stage.sandbox.switches.turn('password-changed', true);
    await queueQuietly(stage, 'grace', channelId, [{ subject: 'Linen', to: ['buyer@lighthouse.example'] }]);
    await isTold(scene);
    // The access token was good for an hour: Gmail takes it no more, and Google gives no other.
    const outcomes = stage.sandbox.logins().slice(before);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['token-refused']);
    await scene.pane.getByRole('button', { name: 'For support' }).click();
    expect(await scene.pane.locator('pre').textContent()).toBe('invalid_grant\nToken has been expired or revoked.');
    expect((await channelsOf(stage, 'grace'))[0]).toMatchObject({ held: 1 });
    expect(stage.sandbox.received()).toEqual([]);
    await isMended(scene);
    await stage.sandbox.whenReceived(1);
    expect(arrived(stage, 'Linen')).toHaveLength(1);
  });

  it('shows it while nothing is sent, and new mail goes after one sign-in', async () => {
    const mara = await connectQuietly(stage, 'mara');
    const { scene, channelId } = await connected();
    stage.sandbox.switches.turn('password-changed', true);
    // By then an idle channel is looked at; another rep's mail makes the courier look at the clock.
    ahead += 8 * HOUR;
    await asPerson(stage, 'mara', 'POST', `/api/channels/${mara}/test-message`);
    await isTold(scene);
    expect(await breaksOf(stage, 'grace', channelId)).toMatchObject([
      { noticedBy: 'check', because: { kind: 'grant-revoked', service: 'google' }, until: null },
    ]);
    await isMended(scene);
    const draft = await composed(stage, 'grace', 'Cotton');
    await send(draft);
    await until(async () => arrived(stage, 'Cotton').length > 0);
    expect(arrived(stage, 'Cotton')[0]).toMatchObject({ mailFrom: grace.address });
  });
});
