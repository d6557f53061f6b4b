import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { offers, queueQuietly } from './queueing.ts';
import { connectQuietly } from './sending.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let channel: string;
beforeAll(async () => {
  stage = await openStage();
  channel = await connectQuietly(stage, 'nora');
});
afterEach(() => stage?.tidy());
afterAll(() => stage?.close());

const home = { person: 'nora', mode: 'read' };
const COUNT = 24;

it('the pane follows a queue by events, from the first message to the last', async () => {
  stage.sandbox.switches.turn('slow', '1');
  const { page, pane } = await stage.open(home);
  await pane.getByRole('heading', { name: 'Last messages' }).waitFor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await queueQuietly(stage, 'nora', channel, offers(COUNT));
  const bar = pane.getByRole('progressbar', { name: 'Waiting' });
  await bar.waitFor();
  await pane.getByText(/^\d+ of 24 still to go, done within a minute$/).waitFor();
  const before = Number(await bar.getAttribute('aria-valuenow'));
  await pane.getByText(new RegExp(`^${String(COUNT - before - 1)} of 24 still to go`)).waitFor();
  stage.sandbox.switches.turn('slow', '0');
  await bar.waitFor({ state: 'detached' });
  await pane.getByText('All that was waiting has left.').waitFor({ state: 'attached' });
  await stage.sandbox.whenReceived(COUNT);
  expect(stage.sandbox.received()).toHaveLength(COUNT);
  // The list was there from the start: what came after it came by itself.
  expect(asked.filter((path) => path === '/api/messages')).toEqual([]);
});

it('the pane says who slows the mailbox down, and until when', async () => {
  stage.sandbox.switches.turn('throttle', 'always');
  const { pane } = await stage.open(home);
  await pane.getByRole('heading', { name: 'Last messages' }).waitFor();
  await queueQuietly(stage, 'nora', channel, offers(3));
  await pane.getByText(/^Your provider is slowing you down until \d/).waitFor();
  await pane.getByText(/^Other programs may be using your connections/).waitFor();
  await pane.getByRole('button', { name: 'The server’s own words' }).click();
  await pane.getByText(/^432 4\.3\.2 /).waitFor();
});

it('a pane whose events are cut asks by itself and says so, until they are back', async () => {
  const { page, pane, context } = await stage.open(home);
  await page.clock.install();
  await context.route('**/api/events', (route) => route.abort());
  await page.reload();
  await pane.getByRole('heading', { name: 'Last messages' }).waitFor();
  await page.clock.fastForward('00:05');
  const notice = pane.getByText('Live updates are interrupted; checking every 15 seconds.');
  await notice.waitFor();
  await queueQuietly(stage, 'nora', channel, [
    { subject: 'Seen all the same', to: ['buyer@lighthouse.example'], sendAt: Date.now() + 3_600_000 },
  ]);
  expect(await pane.getByText('Seen all the same').count()).toBe(0);
  await page.clock.fastForward('00:15');
  await pane.getByText('Seen all the same').waitFor();
  await context.unroute('**/api/events');
  await page.clock.fastForward('01:00');
  await notice.waitFor({ state: 'detached' });
});
