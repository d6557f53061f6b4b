import { connectQuietly, asPerson } from '../sending.ts';
import { SENDGRID } from '../../../src/sandbox/mail/sending-services.ts';
import type { Stage } from '../stage.ts';
import { heading, press, says, type, type Chapter } from './state.ts';

const read = { mode: 'read' };
const compose = { mode: 'compose' };
const SALES = 'sales@fjordlight.example';

const nora = async (stage: Stage): Promise<void> => {
  await connectQuietly(stage, 'nora');
};
/** A channel at a sending service beside the mailbox's own, from the same address or another. */
const bySendgrid =
  (address: string) =>
  async (stage: Stage): Promise<void> => {
    await nora(stage);
    const [account] = SENDGRID.accounts ?? [];
    await asPerson(stage, 'nora', 'POST', '/api/channels', {
      providerId: 'sendgrid',
      server: { host: SENDGRID.host, port: 587, security: 'starttls' },
      username: address,
      sender: { name: 'Fjordlight', address },
      credential: { kind: 'password', password: account?.password ?? '' },
    });
  };
/** Nora's company proves its domain. */
async function proveDomain(stage: Stage): Promise<void> {
  stage.sandbox.switches.turn('administrator', true);
  const added = await asPerson(stage, 'nora', 'POST', '/api/organisation/domains', { domain: 'fjordlight.example' });
  const { domain } = JSON.parse(added) as { domain: { record: { value: string } } };
  stage.sandbox.switches.turn('team-record', domain.record.value);
  await asPerson(stage, 'nora', 'POST', '/api/organisation/domains/fjordlight.example/check');
  stage.sandbox.switches.turn('administrator', false);
}
const shared = async (stage: Stage): Promise<void> => {
  const sender = { name: 'Nora Lindqvist', address: 'nora.lindqvist@fjordlight.example' };
  await asPerson(stage, 'nora', 'POST', '/api/default-channel', { sender });
};

export const severalSenders: Chapter = {
  title: 'Several addresses, and a channel for who has none',
  relay: true,
  states: [
    {
      name: 'shared-offer',
      shows: 'Nothing was found: the operator’s channel is offered last',
      person: 'mara',
      setting: read,
      before: async ({ sandbox }) => {
        sandbox.switches.turn('clues', 'gone');
      },
      reach: async (scene) => heading(scene, 'If you have nothing else'),
    },
    {
      name: 'shared-channel',
      shows: 'The default channel says what it is',
      person: 'nora',
      setting: read,
      before: shared,
      reach: async (scene) => says(scene, 'Your part, recipients in 24 hours'),
    },
    {
      name: 'sender-another',
      shows: 'An alias, or a shared mailbox, by the login there is',
      person: 'nora',
      setting: read,
      before: nora,
      reach: async (scene) => {
        await press(scene, 'Manage this channel');
        await press(scene, 'Send as another address');
        await heading(scene, 'Send as another address');
      },
    },
    {
      name: 'sender-denied',
      shows: 'The server does not let the login send as it',
      person: 'nora',
      setting: read,
      before: nora,
      reach: async (scene, stage) => {
        await press(scene, 'Manage this channel');
        await press(scene, 'Send as another address');
        await type(scene, 'Address', SALES);
        stage.sandbox.switches.turn('sender', 'refused-at-mail-from');
        await press(scene, 'Ask the server');
        await heading(scene, `${SALES} is not yours to send as`);
      },
    },
    {
      name: 'sender-code',
      shows: 'A code shows that an address is one’s own',
      person: 'nora',
      setting: compose,
      before: bySendgrid(SALES),
      reach: async (scene) => {
        await scene.page.getByLabel('From', { exact: true }).fill(SALES);
        await scene.page.getByLabel('To', { exact: true }).fill('buyer@lighthouse.example');
        await scene.page.getByLabel('To', { exact: true }).press('Enter');
        await press(scene, 'Show that it is mine');
        await press(scene, `Send a code to ${SALES}`);
        await says(scene, /It counts until/);
      },
    },
    {
      name: 'sender-in-domain',
      shows: 'An address in a domain that the company has proven: a code, or an administrator’s word',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        await bySendgrid(SALES)(stage);
        await proveDomain(stage);
      },
      reach: async (scene) => {
        await scene.pane.getByLabel('Channel', { exact: true }).selectOption(SALES);
        await says(scene, /^Nothing goes from .* for now/);
        await press(scene, 'Show that it is mine');
        await heading(scene, `Is ${SALES} yours?`);
      },
    },
    {
      name: 'send-choice',
      shows: 'More than one channel for the draft’s From',
      person: 'nora',
      setting: compose,
      before: bySendgrid('nora.lindqvist@fjordlight.example'),
      reach: async (scene) => {
        await scene.pane.getByLabel('Send through', { exact: true }).waitFor();
      },
    },
  ],
};
