import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { SENDGRID } from '../../src/sandbox/mail/sending-services.ts';
import { writeDraft } from './journeys.ts';
import { arrived, asPerson, closeDraft, connectQuietly, heading, send } from './sending.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());

const nora = person('nora');
const elin = person('elin');
const DOMAIN = 'fjordlight.example';
const [{ username, password } = { username: '', password: '' }] = SENDGRID.accounts ?? [];
const click = ({ pane }: Scene, name: string) => pane.getByRole('button', { name, exact: true }).click();
const says = ({ pane }: Scene, text: string | RegExp) => pane.getByText(text).first().waitFor();

/** Nora, as her company's administrator. */
async function asAdministrator(): Promise<Scene> {
  stage.sandbox.switches.turn('administrator', true);
  return stage.open({ person: 'nora', mode: 'read' });
}

async function toTeam(scene: Scene): Promise<void> {
  await click(scene, 'Your company’s channels');
  await click(scene, 'Share a channel with your team');
  await heading(scene, 'Your team');
}

/** Elin, who is no administrator. */
async function asColleague(): Promise<Scene> {
  stage.sandbox.switches.turn('administrator', false);
  return stage.open({ person: 'elin', mode: 'compose' });
}

it('a company’s key: from the DNS that proves the domain to a colleague’s mail that arrived', async () => {
  const admin = await asAdministrator();
  await click(admin, 'Send through another service');
  await click(admin, 'SendGrid');
  await admin.pane.getByLabel('API key', { exact: true }).fill(password);
  await click(admin, 'Connect');
  await heading(admin, 'Your channel is ready');
  await click(admin, 'Done');
  await toTeam(admin);

  await click(admin, 'Add domain');
  await says(admin, `_postlane.${DOMAIN}`);
  await click(admin, 'Check now');
  await says(admin, /^There is no record at that name yet/);
  const record = (await admin.pane.getByText(/^postlane-domain=/).textContent()) ?? '';
  stage.sandbox.switches.turn('team-record', 'postlane-domain=mistyped');
  await click(admin, 'Check now');
  await says(admin, /with another value/);
  stage.sandbox.switches.turn('team-record', record);
  await click(admin, 'Check now');
  await says(admin, 'The record is there: the domain is proven.');
  await click(admin, 'Share');
  await says(admin, `Shared with everybody at ${DOMAIN}.`);

  const colleague = await asColleague();
  await heading(colleague, 'Your team’s channel');
  await says(colleague, /Whether SendGrid signs for it does not show from here/);
  await says(colleague, new RegExp(`^${nora.name} shares it with everybody at ${DOMAIN}`));
  await says(colleague, 'No copy in Sent Items');
  await colleague.pane.getByRole('button', { name: 'Send through it' }).dblclick();
  await heading(colleague, 'You send with your team');
  const subject = 'By the team’s key';
  await writeDraft(colleague.page, { to: ['buyer@lighthouse.example'], subject, body: 'Here is our offer.' });
  await click(colleague, 'Done');
  await send(colleague);
  await closeDraft(colleague);
  expect(arrived(stage, subject)).toMatchObject([
    { host: 'sendgrid', login: username, mailFrom: elin.address, email: { from: { address: elin.address } } },
  ]);
  const seen = await asPerson(stage, 'elin', 'GET', '/api/channels');
  for (const secret of [password, username, `"username":"${nora.address}"`]) expect(seen).not.toContain(secret);
  expect(stage.log()).not.toContain(password);

  stage.sandbox.switches.turn('administrator', true);
  const again = await stage.open({ person: 'nora', mode: 'read' });
  await toTeam(again);
  await says(again, '1 colleague sends through it');
  await click(again, 'Stop sharing');
  await again.pane.getByRole('button', { name: 'Stop sharing', exact: true }).last().click();
  await again.pane.getByRole('button', { name: 'Share', exact: true }).waitFor();
  expect(await asPerson(stage, 'elin', 'GET', '/api/channels')).toBe('{"channels":[]}');
});

it('a mailbox’s own password: refused whatever is asked, and an invitation leads to a colleague who has connected', async () => {
  stage.sandbox.switches.turn('administrator', true);
  const id = await connectQuietly(stage, 'nora');
  for (const body of [{ domains: [DOMAIN] }, { domains: [DOMAIN], sendsForOthers: true }])
    expect(await asPerson(stage, 'nora', 'POST', `/api/channels/${id}/share`, body)).toBe(
      '{"failure":{"kind":"credential-bound","because":"mailbox"}}',
    );
  const admin = await asAdministrator();
  await toTeam(admin);
  await says(admin, /^Its password is your mailbox’s/);
  await click(admin, 'Invite your colleagues instead');
  await admin.pane.getByLabel('Their addresses').fill(`${elin.name} <${elin.address}>`);
  await click(admin, 'Invite');
  await says(admin, '0 of 1 have connected');
  await click(admin, `Write the mail to ${elin.address}`);
  const letter = admin.page.getByRole('region', { name: 'New message' });
  await letter.getByText(elin.address).first().waitFor();
  expect(await letter.getByLabel('Message body').textContent()).toContain('choose Postlane in the ribbon');

  const colleague = await asColleague();
  await heading(colleague, 'This is prepared for you');
  await click(colleague, 'Connect Microsoft 365');
  await colleague.pane.getByLabel('Password', { exact: true }).fill(elin.password);
  await click(colleague, 'Connect');
  await heading(colleague, 'Your channel is ready');

  const again = await asAdministrator();
  await toTeam(again);
  await says(again, '1 of 1 have connected');
});
