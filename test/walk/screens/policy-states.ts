import { CHANNEL_KINDS } from '../../../src/domain/policies.ts';
import { asPerson, connectQuietly } from '../sending.ts';
import type { Scene, Stage } from '../stage.ts';
import { heading, press, says, type Chapter } from './state.ts';

const read = { mode: 'read' };
const PATH = '/api/organisation/policies';
const DEFAULTS = {
  channelKinds: CHANNEL_KINDS,
  hosts: [],
  exchangePasswords: true,
  companyServer: null,
  recipientsPerDay: null,
};

/** As Nora, for the moment her company's administrator. */
async function set(stage: Stage, policies: object): Promise<void> {
  stage.sandbox.switches.turn('administrator', true);
  await asPerson(stage, 'nora', 'PATCH', PATH, { ...DEFAULTS, ...policies });
}
const asColleague = ({ sandbox }: Stage): void => sandbox.switches.turn('administrator', false);

async function toPolicies(scene: Scene): Promise<void> {
  await press(scene, 'Your company’s channels');
  await press(scene, 'What your people may use');
  await heading(scene, 'Kinds of channel');
}

export const policies: Chapter = {
  title: 'What a company allows its people',
  states: [
    {
      name: 'policies',
      shows: 'What an administrator has set, each with its default and who set it, and the log',
      person: 'nora',
      setting: read,
      before: (stage) =>
        set(stage, {
          recipientsPerDay: 500,
          hosts: ['*.fjordlight-lamps-and-lighthouses.example', 'smtp.office365.com'],
        }),
      reach: async (scene) => {
        await toPolicies(scene);
        await says(scene, /^Recipients a day from one mailbox from/);
      },
      isMain: true,
    },
    {
      name: 'choose-forbidden',
      shows: 'Services that the company does not allow, and why',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        await set(stage, { channelKinds: ['sign-in', 'password', 'company-server'] });
        asColleague(stage);
      },
      reach: async (scene) => {
        await press(scene, 'Send through another service');
        await heading(scene, 'Choose a service');
        await says(scene, 'Your IT does not allow this kind');
      },
    },
    {
      name: 'chosen-forbidden',
      shows: 'Why a service is not allowed, and what is',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        await set(stage, { hosts: ['smtp.office365.com', '*.fjordlight-lamps-and-lighthouses.example'] });
        asColleague(stage);
      },
      reach: async (scene) => {
        await press(scene, 'Send through another service');
        await press(scene, 'SendGrid Your IT does not allow its server');
        await heading(scene, 'Your company does not allow this');
      },
    },
    {
      name: 'policies-server',
      shows: 'The company’s server is filled in',
      person: 'nora',
      setting: read,
      before: (stage) => set(stage, {}),
      reach: async (scene) => {
        await toPolicies(scene);
        await press(scene, 'Change: Your company’s server, filled in');
        await scene.pane.getByLabel('Server', { exact: true }).fill('no server');
        await press(scene, 'Save');
        await says(scene, '“no server” is no server’s name.');
      },
      isMain: true,
    },
    {
      name: 'policies-concern',
      shows: 'Before saving: channels that would not be allowed any more',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        await set(stage, {});
        await connectQuietly(stage, 'nora');
      },
      reach: async (scene) => {
        await toPolicies(scene);
        await press(scene, 'Change: Kinds of channel');
        await scene.pane.getByLabel('One’s own mailbox, by a password', { exact: true }).uncheck();
        await press(scene, 'Save');
        await heading(scene, '1 of 1 channel would not be allowed any more');
      },
      isMain: true,
    },
    {
      name: 'forbidden-start',
      shows: 'A rep whose company does not allow what was found',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        await set(stage, { hosts: ['mail.fjordlight.example'] });
        asColleague(stage);
      },
      reach: async (scene) => {
        await heading(scene, 'Your company does not allow this');
      },
      isMain: true,
    },
    {
      name: 'forbidden-channel',
      shows: 'A rep whose channel is not allowed any more',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        await set(stage, {});
        await connectQuietly(stage, 'nora');
        await set(stage, { exchangePasswords: false });
        asColleague(stage);
      },
      reach: async (scene) => {
        await heading(scene, 'This channel is not allowed any more');
      },
      isMain: true,
    },
  ],
};
