import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { openStage, person, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(async () => {
  await stage.reset();
  stage.sandbox.switches.turn('clues', 'gone');
});

it('a server that nobody names gets no password before its rep has said that it is the company’s', async () => {
  const otto = person('otto');
  const { pane } = await stage.open({ person: 'otto', mode: 'read' });
  await pane.getByRole('heading', { name: 'Is mail.hanse-kontor.example your mail server?' }).waitFor();
  expect(await pane.getByLabel('Password', { exact: true }).count()).toBe(0);
  expect(stage.sandbox.logins()).toEqual([]);
  await pane.getByRole('button', { name: 'Yes, this is my company’s server' }).click();
  await pane.getByLabel('Password', { exact: true }).fill(otto.password);
  await pane.getByRole('button', { name: 'Connect', exact: true }).click();
  await pane.getByRole('heading', { name: 'Your channel is ready' }).waitFor();
  expect(stage.sandbox.logins()).toMatchObject([{ host: 'hanse-kontor', outcome: 'accepted' }]);
});

it('where nothing is found and no guess answers, a rep types the server, which is not filled in', async () => {
  const mara = person('mara');
  const { pane } = await stage.open({ person: 'mara', mode: 'read' });
  await pane.getByRole('heading', { name: 'We found no mail server for your address' }).waitFor();
  await pane.getByRole('button', { name: 'Choose a service' }).click();
  await pane.getByRole('button', { name: 'Enter a mail server by hand' }).click();
  const server = pane.getByLabel('Server', { exact: true });
  expect([await server.inputValue(), await server.getAttribute('placeholder')]).toEqual([
    '',
    'smtp.weingut-sonnenberg.example',
  ]);
  await pane.getByLabel('Password', { exact: true }).fill(mara.password);
  await pane.getByRole('button', { name: 'Connect', exact: true }).click();
  await pane.getByText('Enter the server’s name.').waitFor();
  expect(stage.sandbox.logins()).toEqual([]);
  await server.fill('smtp.rebstock-hosting.example');
  await pane.getByLabel('Port').fill('465');
  await pane.getByRole('button', { name: 'Connect', exact: true }).click();
  await pane.getByRole('heading', { name: 'Your channel is ready' }).waitFor();
  expect(stage.sandbox.logins()).toMatchObject([{ host: 'rebstock', outcome: 'accepted' }]);
});
