import type { Page } from 'playwright-core';
import { SIGN_IN_SERVICES } from '../../../src/domain/credential.ts';
import { connectBySignIn, signInWindow } from '../journeys.ts';
import { queueQuietly } from '../queueing.ts';
import { connectQuietly } from '../sending.ts';
import { channelsOf } from '../sign-in-channels.ts';
import { person, type Scene, type Stage } from '../stage.ts';
import { heading, press, says, type Chapter, type ScreenState } from './state.ts';

const nora = person('nora');
const otto = person('otto');
const grace = person('grace');
const read = { mode: 'read' };
const choose = (window: Page, name: string): Promise<void> => window.getByRole('button', { name }).click();

/** To the window of Microsoft's. */
async function windowOfNora(scene: Scene): Promise<Page> {
  await press(scene, 'Set up');
  return signInWindow(scene, 'Sign in with Microsoft');
}

/** A channel that sends by a sign-in, which then ends while two mails are sent. */
async function endedBy(scene: Scene, stage: Stage, grant: 'revoked' | 'expired', title: string): Promise<void> {
  await connectedBySignIn(scene);
  await press(scene, 'Done');
  stage.sandbox.switches.turn('grant', grant);
  await queueTwo(stage);
  await heading(scene, title);
}

const TAKEN_BACK = 'Your sign-in for sending was taken back';
const takenBack = (scene: Scene, stage: Stage): Promise<void> => endedBy(scene, stage, 'revoked', TAKEN_BACK);

const ended = (name: string, shows: string, grant: 'revoked' | 'expired', title: string): ScreenState => ({
  name,
  shows,
  person: 'nora',
  setting: read,
  async reach(scene, stage) {
    await endedBy(scene, stage, grant, title);
    // Until then what did not go after all is counted still.
    await says(scene, '0 of 10,000');
  },
});

async function connectedBySignIn(scene: Scene): Promise<void> {
  await connectBySignIn(scene, 'Microsoft', nora.name);
}

/** Two mails to customers, through the channel that somebody has. */
export async function queueTwo(stage: Stage, id = 'nora'): Promise<void> {
  const [channel] = await channelsOf(stage, id);
  await queueQuietly(stage, id, channel?.id ?? '', [
    { subject: 'Two hundred lamps for the new pier', to: ['buyer@lighthouse.example'] },
    { subject: 'Delivery on Thursday', to: ['harbour@pier.example', 'amelia.hart@brightwater.example'] },
  ]);
}

export const signingIn: Chapter = {
  title: 'Signing in instead of a password',
  signIns: SIGN_IN_SERVICES,
  states: [
    {
      name: 'sign-in-start',
      shows: 'A Microsoft 365 rep, where signing in is offered',
      person: 'nora',
      setting: read,
      reach: (scene) => heading(scene, 'Send through Microsoft 365'),
    },
    {
      name: 'sign-in-start-outlook-com',
      shows: 'An Outlook.com user, whose provider takes sign-ins alone',
      person: 'liam',
      setting: read,
      reach: (scene) => scene.pane.getByRole('button', { name: 'Set up' }).waitFor(),
    },
    {
      name: 'sign-in-connect',
      shows: 'What is let, by whom, before the window opens',
      person: 'nora',
      setting: read,
      reach: async (scene) => {
        await press(scene, 'Set up');
        await scene.pane.getByRole('button', { name: 'Sign in with Microsoft', exact: true }).waitFor();
      },
      isMain: true,
    },
    {
      name: 'sign-in-connect-google',
      shows: 'The same at Google',
      person: 'grace',
      setting: read,
      reach: async (scene) => {
        await press(scene, 'Set up');
        await scene.pane.getByRole('button', { name: 'Sign in with Google', exact: true }).waitFor();
      },
    },
    {
      name: 'sign-in-waiting',
      shows: 'While the rep signs in in the window',
      person: 'nora',
      setting: read,
      reach: async (scene) => {
        await windowOfNora(scene);
        await heading(scene, 'Waiting for your sign-in');
      },
      isMain: true,
    },
    {
      name: 'sign-in-closed',
      shows: 'The window was closed',
      person: 'nora',
      setting: read,
      reach: async (scene) => {
        await (await windowOfNora(scene)).close();
        await heading(scene, 'The sign-in was not finished');
      },
    },
    {
      name: 'sign-in-blocked',
      shows: 'The browser lets no window open',
      person: 'nora',
      setting: read,
      reach: async (scene) => {
        await scene.context.addInitScript(() => {
          window.open = () => null;
        });
        await scene.page.reload();
        await press(scene, 'Set up');
        await press(scene, 'Sign in with Microsoft');
        await press(scene, 'Allow');
        // Outlook's own words lie over it first.
        await press(scene, 'OK');
        await heading(scene, 'The sign-in window was blocked');
      },
    },
    {
      name: 'sign-in-declined',
      shows: 'The rep did not accept',
      person: 'nora',
      setting: read,
      reach: async (scene) => {
        await choose(await windowOfNora(scene), 'Cancel: Postlane may not');
        await heading(scene, 'Postlane may not send for this account');
      },
    },
    {
      name: 'sign-in-somebody-else',
      shows: 'Another account signed in than the mailbox’s',
      person: 'nora',
      setting: read,
      reach: async (scene) => {
        await choose(await windowOfNora(scene), otto.name);
        await heading(scene, 'You signed in as somebody else');
      },
      isMain: true,
    },
    {
      name: 'sign-in-saved',
      shows: 'The channel is proven and saved',
      person: 'nora',
      setting: read,
      reach: connectedBySignIn,
    },
    {
      name: 'sign-in-home',
      shows: 'A channel that sends by a sign-in',
      person: 'nora',
      setting: read,
      reach: async (scene) => {
        await connectedBySignIn(scene);
        await press(scene, 'Done');
        await heading(scene, 'Today’s use');
      },
    },
  ],
};

export const signedIn: Chapter = {
  title: 'A sign-in that ends, and a password that moves over',
  signIns: SIGN_IN_SERVICES,
  states: [
    ended('broken-sign-in-revoked', 'The sign-in was taken back', 'revoked', TAKEN_BACK),
    ended('broken-sign-in-expired', 'The sign-in has run out', 'expired', 'Your sign-in for sending has run out'),
    {
      name: 'broken-sign-in-google',
      shows: 'Google ended it, as it does when the password there is changed',
      person: 'grace',
      setting: read,
      async reach(scene, stage) {
        await connectBySignIn(scene, 'Google', grace.name);
        await press(scene, 'Done');
        stage.sandbox.switches.turn('password-changed', true);
        await queueTwo(stage, 'grace');
        await heading(scene, 'Your sign-in with Google has ended');
        await says(scene, '0 of 500');
      },
    },
    {
      name: 'sign-in-repair',
      shows: 'One click mends it, after the window was left once',
      person: 'nora',
      setting: read,
      async reach(scene, stage) {
        await takenBack(scene, stage);
        await signInWindow(scene, 'Sign in again');
        await press(scene, 'Cancel');
        await heading(scene, 'Sign in again');
      },
      isMain: true,
    },
    {
      name: 'sign-in-repair-somebody-else',
      shows: 'Another account signed in than the mailbox’s, to mend a channel',
      person: 'nora',
      setting: read,
      async reach(scene, stage) {
        await takenBack(scene, stage);
        await choose(await signInWindow(scene, 'Sign in again'), otto.name);
        await heading(scene, 'You signed in as somebody else');
      },
    },
    {
      name: 'sign-in-trial',
      shows: 'Whether another account may send for the mailbox, a message to oneself shows',
      person: 'nora',
      setting: read,
      async reach(scene, stage) {
        stage.sandbox.switches.turn('throttle', 'always');
        await choose(await windowOfNora(scene), otto.name);
        await press(scene, `Send with ${otto.address}`);
        await heading(scene, 'One more step');
        await says(scene, 'The mailbox is busy');
      },
    },
    {
      name: 'sign-in-denied',
      shows: 'It may not: told before anything is ready',
      person: 'nora',
      setting: read,
      async reach(scene) {
        await choose(await windowOfNora(scene), otto.name);
        await press(scene, `Send with ${otto.address}`);
        await heading(scene, 'Your account may not send from this address');
      },
    },
    {
      name: 'sign-in-with-another',
      shows: 'A channel that sends with another account, by its rep’s word',
      person: 'nora',
      setting: read,
      before: async ({ sandbox }) => sandbox.switches.turn('sender', 'allowed-as-others'),
      async reach(scene) {
        await choose(await windowOfNora(scene), otto.name);
        await heading(scene, 'You signed in as somebody else');
        await press(scene, `Send with ${otto.address}`);
        await heading(scene, 'Your channel is ready');
        await press(scene, 'Done');
        await heading(scene, 'Today’s use');
      },
    },
    {
      name: 'sign-in-repaired',
      shows: 'It works again, and what waited goes',
      person: 'nora',
      setting: read,
      async reach(scene, stage) {
        await takenBack(scene, stage);
        await choose(await signInWindow(scene, 'Sign in again'), nora.name);
        await heading(scene, 'Your channel works again');
      },
    },
    {
      name: 'sign-in-instead',
      shows: 'A channel with a password, and how it moves over',
      person: 'nora',
      setting: read,
      before: (stage) => connectQuietly(stage, 'nora'),
      reach: async (scene) => {
        await press(scene, 'Manage this channel');
        await scene.pane.getByRole('button', { name: 'Sign in with Microsoft instead' }).waitFor();
      },
      isMain: true,
    },
    {
      name: 'sign-in-moved',
      shows: 'It was moved over in place',
      person: 'nora',
      setting: read,
      before: (stage) => connectQuietly(stage, 'nora'),
      async reach(scene) {
        await press(scene, 'Manage this channel');
        await choose(await signInWindow(scene, 'Sign in with Microsoft instead'), nora.name);
        await says(scene, 'Your channel sends by your sign-in now');
      },
    },
  ],
};
