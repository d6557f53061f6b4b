import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Channel } from '../../src/contract/shapes.ts';
import { SENDGRID } from '../../src/sandbox/mail/sending-services.ts';
import { writeDraft } from './journeys.ts';
import { arrived, asPerson, connectQuietly, send } from './sending.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());

const nora = person('nora');
const SALES = `sales@${nora.address.split('@')[1] ?? ''}`;
const click = ({ pane }: Scene, name: string) => pane.getByRole('button', { name, exact: true }).click();
const heading = ({ pane }: Scene, name: string) => pane.getByRole('heading', { name, exact: true }).waitFor();

/** The code in the newest mail that came to an address. */
async function codeAt(address: string): Promise<string> {
  const [before = 0] = [stage.sandbox.received().length];
  const all = await stage.sandbox.whenReceived(before === 0 ? 1 : before);
  const mail = all.findLast(({ recipient }) => recipient === address);
  const [code = ''] = /^\d{8}$/m.exec(mail?.email.text ?? '') ?? [];
  return code;
}

it('a sending service proves no sender: a code does, and then the From of a draft says by which channel it goes', async () => {
  const [account] = SENDGRID.accounts ?? [];
  await connectQuietly(stage, 'nora');
  const lines = await asPerson(stage, 'nora', 'POST', '/api/channels', {
    providerId: 'sendgrid',
    server: { host: SENDGRID.host, port: 587, security: 'starttls' },
    username: SALES,
    sender: { name: 'Fjordlight Sales', address: SALES },
    credential: { kind: 'password', password: account?.password ?? '' },
  });
  expect(lines).toContain('"isSenderProven":false');

  const scene = await stage.open({ person: 'nora', mode: 'read' });
  await scene.pane.getByLabel('Channel', { exact: true }).selectOption(SALES);
  await scene.pane.getByText(`Nothing goes from ${SALES} yet: it is not shown that it is yours.`).waitFor();
  await click(scene, 'Show that it is mine');
  await heading(scene, `Is ${SALES} yours?`);
  await click(scene, `Send a code to ${SALES}`);
  await scene.pane.getByText('It counts until').waitFor();
  const code = await codeAt(SALES);
  // To read it, another message was opened, and the pane was closed.
  const again = await stage.open({ person: 'nora', mode: 'read' });
  await heading(again, `Is ${SALES} yours?`);
  await again.pane.getByText(`We sent a code to ${SALES}`).waitFor();
  await again.pane.getByLabel('Code').fill(code);
  await click(again, 'Confirm');
  await heading(again, 'Your channel');
  expect(stage.log()).not.toContain(code);
  const { channels } = JSON.parse(await asPerson(stage, 'nora', 'GET', '/api/channels')) as { channels: Channel[] };
  expect(channels.map(({ sender, isSenderProven }) => [sender.address, isSenderProven])).toEqual([
    [nora.address, true],
    [SALES, true],
  ]);

  const writing = await stage.open({ person: 'nora', mode: 'compose' });
  await writing.page.getByLabel('From', { exact: true }).fill(SALES);
  await writeDraft(writing.page, { to: ['buyer@lighthouse.example'], subject: 'From sales', body: 'Our offer.' });
  await send(writing);
  await heading(writing, 'Sent');
  expect(arrived(stage, 'From sales')).toMatchObject([{ host: 'sendgrid', mailFrom: SALES }]);
});

it('a shared mailbox is asked for at the server by the login there is; SendAs denied is said as such', async () => {
  await connectQuietly(stage, 'nora');
  const scene = await stage.open({ person: 'nora', mode: 'read' });
  await click(scene, 'Manage this channel');
  await click(scene, 'Send as another address');
  await scene.pane.getByLabel('Address', { exact: true }).fill(SALES);
  stage.sandbox.switches.turn('sender', 'refused-at-mail-from');
  await click(scene, 'Ask the server');
  await heading(scene, `${SALES} is not yours to send as`);
  await scene.pane.getByText('(SendAs denied)').waitFor();
  stage.sandbox.switches.turn('sender', 'allowed-as-others');
  await click(scene, 'Try again');
  // Exchange Online judges each message: no code is needed.
  await heading(scene, 'Your channel is ready');
});
