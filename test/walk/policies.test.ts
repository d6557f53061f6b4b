import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { FrameLocator } from 'playwright-core';
import { asPerson } from './sending.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const otto = person('otto');
const HOST = 'mail.hanse-kontor.example';
const heading = (pane: FrameLocator, name: string) => pane.getByRole('heading', { name, exact: true }).waitFor();
const click = (pane: FrameLocator, name: string) => pane.getByRole('button', { name, exact: true }).click();

/** Otto, who is his company's administrator, where he says what its people may use. */
async function asAdministrator(): Promise<Scene> {
  await stage.tidy();
  stage.sandbox.switches.turn('administrator', true);
  const scene = await stage.open({ person: 'otto', mode: 'read' });
  await click(scene.pane, 'Your company’s channels');
  await click(scene.pane, 'What your people may use');
  await heading(scene.pane, 'Kinds of channel');
  return scene;
}

/** The same, as any colleague of his. */
async function asRep(): Promise<Scene> {
  await stage.tidy();
  return stage.open({ person: 'otto', mode: 'read' });
}

it('what IT forbids a rep cannot use and reads why; what IT fills in takes only a password', async () => {
  const forbidding = await asAdministrator();
  await click(forbidding.pane, 'Change: Kinds of channel');
  await forbidding.pane.getByLabel('The company’s own server', { exact: true }).uncheck();
  await click(forbidding.pane, 'Save');
  await forbidding.pane.getByText('Saved: Kinds of channel.').waitFor();

  const forbidden = await asRep();
  await heading(forbidden.pane, 'Your company does not allow this');
  await forbidden.pane.getByText(/Your company’s IT has set which kinds of channel may be used\./).waitFor();
  await forbidden.pane.getByText(/Allowed: signing in to your mailbox, /).waitFor();
  await click(forbidden.pane, 'Choose a service');
  await click(forbidden.pane, 'Enter a mail server by hand');
  await forbidden.pane.getByLabel('Server', { exact: true }).fill(HOST);
  await forbidden.pane.getByLabel('Password', { exact: true }).fill(otto.password);
  await click(forbidden.pane, 'Connect');
  await heading(forbidden.pane, 'Your company does not allow this');
  expect(stage.sandbox.logins()).toEqual([]);

  const fillingIn = await asAdministrator();
  await click(fillingIn.pane, 'Change: Kinds of channel');
  await click(fillingIn.pane, 'Put back the default');
  await fillingIn.pane.getByText('Saved: Kinds of channel.').waitFor();
  await click(fillingIn.pane, 'Change: Your company’s server, filled in');
  await fillingIn.pane.getByLabel('Server', { exact: true }).fill(HOST);
  await click(fillingIn.pane, 'Save');
  await fillingIn.pane.getByText('Saved: Your company’s server, filled in.').waitFor();
  const log = fillingIn.pane.getByRole('region', { name: 'Who changed what' });
  await log.getByText(`Your company’s server, filled in from “None” to “${HOST}, port 587.`).waitFor();
  expect(await log.getByText(otto.name).count()).toBe(3);

  const connecting = await asRep();
  // Nobody else names it.
  stage.sandbox.switches.turn('clues', 'gone');
  await heading(connecting.pane, `Send through ${HOST}`);
  await connecting.pane.getByText('Recommended: your company’s IT has filled it in.').waitFor();
  await click(connecting.pane, 'Set up');
  await connecting.pane.getByLabel('Password', { exact: true }).fill(otto.password);
  await click(connecting.pane, 'Connect');
  await heading(connecting.pane, 'Your channel is ready');
  expect(stage.sandbox.logins()).toMatchObject([{ host: 'hanse-kontor', outcome: 'accepted' }]);
  const { channels } = JSON.parse(await asPerson(stage, 'otto', 'GET', '/api/channels')) as { channels: object[] };
  expect(channels).toMatchObject([{ server: { host: HOST }, username: otto.address, forbiddenBy: null }]);
});
