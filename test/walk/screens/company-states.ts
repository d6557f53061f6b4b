import { SIGN_IN_SERVICES } from '../../../src/domain/credential.ts';
import { signInWindow } from '../journeys.ts';
import { connectQuietly } from '../sending.ts';
import { person, type Scene, type Stage } from '../stage.ts';
import { heading, press, says, type Chapter } from './state.ts';

const read = { mode: 'read' };
const asAdministrator = ({ sandbox }: Stage): void => sandbox.switches.turn('administrator', true);
const onlyAdministrators = ({ sandbox }: Stage): void => sandbox.switches.turn('admin-consent', true);

async function toCompany(scene: Scene): Promise<void> {
  await press(scene, 'Your company’s channels');
  await scene.pane.getByRole('link', { name: 'Open Microsoft’s page' }).waitFor();
}

async function refused(scene: Scene): Promise<void> {
  await press(scene, 'Set up');
  const window = await signInWindow(scene, 'Sign in with Microsoft');
  await window.getByRole('button', { name: person('nora').name }).click();
  await heading(scene, 'An administrator has to allow Postlane first');
}

/** Where Microsoft sends the browser back to, by its link: a page of its own. */
async function answered(scene: Scene, choice: string): Promise<void> {
  await toCompany(scene);
  const link = await scene.pane.getByRole('link', { name: 'Open Microsoft’s page' }).getAttribute('href');
  await scene.page.goto(link ?? '');
  await scene.page.getByRole('button', { name: choice }).click();
  await scene.page.getByRole('heading').waitFor();
}

export const company: Chapter = {
  title: 'The whole company, for its administrator',
  signIns: SIGN_IN_SERVICES,
  states: [
    {
      name: 'company-start',
      shows: 'The first screen of an administrator',
      person: 'nora',
      setting: read,
      before: asAdministrator,
      reach: (scene) => scene.pane.getByRole('button', { name: 'Your company’s channels' }).waitFor(),
    },
    {
      name: 'company-passwords',
      shows: 'Who still uses a password, and the link by which an administrator agrees for everybody',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        asAdministrator(stage);
        await connectQuietly(stage, 'nora');
        await connectQuietly(stage, 'nora', 'sales@fjordlight.example');
      },
      reach: async (scene) => {
        await toCompany(scene);
        await heading(scene, /still use/);
      },
      isMain: true,
    },
    {
      name: 'company-copied',
      shows: 'The list, where Outlook lets nothing be copied by a click',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        asAdministrator(stage);
        await connectQuietly(stage, 'nora');
      },
      reach: async (scene) => {
        await toCompany(scene);
        await scene.pane.locator('body').evaluate(() => {
          navigator.clipboard.writeText = () => Promise.reject(new Error('denied'));
        });
        await press(scene, 'Copy all for a spreadsheet');
        await scene.pane.getByLabel('List for a spreadsheet').waitFor();
      },
    },
    {
      name: 'company-none',
      shows: 'Nobody uses a password',
      person: 'nora',
      setting: read,
      before: asAdministrator,
      reach: async (scene) => {
        await toCompany(scene);
        await heading(scene, 'Nobody has a password that should go');
      },
    },
    {
      name: 'company-consent-needed',
      shows: 'A rep who may not agree alone',
      person: 'nora',
      setting: read,
      before: onlyAdministrators,
      reach: refused,
      isMain: true,
    },
    {
      name: 'company-consent-asked',
      shows: 'The same, once IT is being asked',
      person: 'nora',
      setting: { mode: 'compose' },
      before: onlyAdministrators,
      reach: async (scene) => {
        await refused(scene);
        await press(scene, 'Ask your IT department');
        await says(scene, /^Outlook opens no new message from here/);
      },
    },
    {
      name: 'company-consent-given',
      shows: 'Where the administrator’s browser ends',
      person: 'nora',
      setting: read,
      before: asAdministrator,
      reach: (scene) => answered(scene, person('nora').name),
    },
    {
      name: 'company-consent-not-given',
      shows: 'The same, after the administrator declined',
      person: 'nora',
      setting: read,
      before: asAdministrator,
      reach: (scene) => answered(scene, 'Cancel: Postlane may not'),
    },
  ],
};
