import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Channel } from '../../src/contract/shapes.ts';
import { RELAY_ACCOUNT } from '../../src/sandbox/mail/relay.ts';
import { writeDraft } from './journeys.ts';
import { arrived, asPerson, send } from './sending.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ relay: true });
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());

const mara = person('mara');
const click = ({ pane }: Scene, name: string) => pane.getByRole('button', { name, exact: true }).click();
const heading = ({ pane }: Scene, name: string) => pane.getByRole('heading', { name, exact: true }).waitFor();

it('who has nothing else is offered the operator’s channel last, and one click later mail arrives through it', async () => {
  stage.sandbox.switches.turn('clues', 'gone');
  const scene = await stage.open({ person: 'mara', mode: 'compose' });
  await heading(scene, 'We found no mail server for your address');
  await heading(scene, 'If you have nothing else');
  const order = await scene.pane.getByRole('button').allInnerTexts();
  expect(order.indexOf('Use the default channel')).toBeGreaterThan(order.indexOf('Choose a service'));
  await scene.pane.getByText('Shared reputation: your mail goes out with other people’s').waitFor();
  await scene.pane.getByText('To 50 people a day at most').waitFor();
  await click(scene, 'Use the default channel');
  await heading(scene, 'Your channel is ready');
  await writeDraft(scene.page, {
    to: ['buyer@lighthouse.example'],
    subject: 'By the relay',
    body: 'Here is our offer.',
  });
  await click(scene, 'Done');
  await scene.pane.getByText('This is the default channel: your mail goes out with other people’s.').waitFor();
  await send(scene);
  await heading(scene, 'Sent');
  expect(arrived(stage, 'By the relay')).toMatchObject([
    { host: 'relay', login: RELAY_ACCOUNT.username, mailFrom: mara.address },
  ]);
  expect(stage.log()).not.toContain(RELAY_ACCOUNT.password);
  const channels = await asPerson(stage, 'mara', 'GET', '/api/channels');
  expect(channels).not.toContain(RELAY_ACCOUNT.username);
  expect((JSON.parse(channels) as { channels: Channel[] }).channels).toMatchObject([
    { credential: 'operator', sender: { address: mara.address } },
  ]);
});

it('the operator’s login that is refused breaks the channel in words that are no rep’s to mend, and its mail waits', async () => {
  const scene = await stage.open({ person: 'nora', mode: 'read' });
  await heading(scene, 'Send through Microsoft 365');
  await click(scene, 'Use the default channel');
  await heading(scene, 'Your channel is ready');
  await click(scene, 'Done');
  await scene.pane.getByText('Your part, recipients in 24 hours').waitFor();
  stage.sandbox.switches.turn('relay', 'refuses');
  const [channel] = (JSON.parse(await asPerson(stage, 'nora', 'GET', '/api/channels')) as { channels: Channel[] })
    .channels;
  await asPerson(stage, 'nora', 'POST', `/api/channels/${channel?.id ?? ''}/repair`, {});
  await heading(scene, 'The default channel is out of order');
  expect(await scene.pane.locator('input[type=password]').count()).toBe(0);
  await click(scene, 'Set up a channel of your own');
  await heading(scene, 'Send through Microsoft 365');
});
