import type { Scene } from '../stage.ts';
import { heading, press, says, type, type Chapter } from './state.ts';

const read = { mode: 'read' };

async function choosing(scene: Scene): Promise<void> {
  await press(scene, 'Send through another service');
  await heading(scene, 'Choose a service');
}

const chosen =
  (name: string) =>
  async (scene: Scene): Promise<void> => {
    await choosing(scene);
    await press(scene, name);
    await heading(scene, `Connect ${name}`);
  };

export const choosingServices: Chapter = {
  title: 'Another service',
  states: [
    {
      name: 'choose',
      shows: 'Every service that is known',
      person: 'nora',
      setting: read,
      reach: choosing,
      isMain: true,
    },
    {
      name: 'choose-found',
      shows: 'Found by a part of its name',
      person: 'nora',
      setting: read,
      reach: async (scene) => {
        await choosing(scene);
        await type(scene, 'Search', 'mail');
      },
    },
    {
      name: 'choose-nothing',
      shows: 'A service that is not known can be entered by hand',
      person: 'nora',
      setting: read,
      reach: async (scene) => {
        await choosing(scene);
        await type(scene, 'Search', 'smtp.small-host.example');
        await says(scene, /^No service of this name/);
      },
    },
    {
      name: 'chosen-key',
      shows: 'An API key alone: the user name is the same for all',
      person: 'nora',
      setting: read,
      reach: chosen('SendGrid'),
      isMain: true,
    },
    {
      name: 'chosen-token',
      shows: 'A token that is said twice and typed once',
      person: 'nora',
      setting: read,
      reach: chosen('Postmark'),
    },
    {
      name: 'chosen-region',
      shows: 'Any region, a user name and a password, with slips',
      person: 'nora',
      setting: read,
      reach: async (scene) => {
        await chosen('Amazon SES')(scene);
        await type(scene, 'Region', 'Ireland');
        await press(scene, 'Connect');
        await says(scene, 'Enter the SMTP password.');
      },
    },
    {
      name: 'chosen-mailbox',
      shows: 'A mailbox elsewhere, with an app password',
      person: 'nora',
      setting: read,
      reach: chosen('iCloud Mail'),
    },
    {
      name: 'chosen-data-centre',
      shows: 'A mailbox in one of several data centres',
      person: 'nora',
      setting: read,
      reach: chosen('Zoho Mail, personal'),
    },
    {
      name: 'chosen-refused',
      shows: 'A service that takes no passwords, where nobody can sign in',
      person: 'nora',
      setting: read,
      reach: async (scene) => {
        await choosing(scene);
        await press(scene, 'Outlook.com');
        await heading(scene, 'Outlook.com takes no passwords from other programs');
      },
    },
  ],
};
