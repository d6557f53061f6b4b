import { heading, says, stopTime, type Chapter } from './state.ts';

const looking = 'Looking for your mail server …';

export const starts: Chapter = {
  title: 'The first screen',
  states: [
    {
      name: 'start',
      shows: 'A Microsoft 365 rep: the recommended channel, its reason, and the dated notice on passwords',
      person: 'nora',
      setting: { mode: 'read' },
      reach: (scene) => heading(scene, 'Send through Microsoft 365'),
      isMain: true,
    },
    {
      name: 'start-gmail',
      shows: 'A Gmail user',
      person: 'grace',
      setting: { mode: 'read' },
      reach: (scene) => heading(scene, 'Send through Gmail'),
    },
    {
      name: 'start-own-server',
      shows: 'A rep whose company runs a server of its own, named by its DNS',
      person: 'otto',
      setting: { mode: 'read' },
      reach: (scene) => heading(scene, 'Send through mail.hanse-kontor.example'),
    },
    {
      name: 'start-autoconfig',
      shows: 'A rep whose hosting company publishes its settings',
      person: 'mara',
      setting: { mode: 'read' },
      reach: (scene) => heading(scene, 'Send through smtp.rebstock-hosting.example'),
    },
    {
      name: 'start-refused',
      shows: 'An Outlook.com user, whose provider takes no passwords from programs',
      person: 'liam',
      setting: { mode: 'read' },
      reach: (scene) => heading(scene, 'Outlook.com takes no passwords from other programs'),
    },
    {
      name: 'start-looking',
      shows: 'While the server of a company is being looked for',
      person: 'otto',
      setting: { mode: 'read' },
      reach: async (scene) => {
        await heading(scene, 'Send through mail.hanse-kontor.example');
        await scene.page.route('**/api/recommendations', () => undefined);
        await scene.page.clock.install();
        await scene.page.getByRole('button', { name: 'Reload pane' }).click();
        await says(scene, looking);
        await stopTime(scene.page);
      },
    },
    {
      name: 'start-signed-out',
      shows: 'Outlook does not sign the rep in by itself',
      person: 'nora',
      setting: { mode: 'read', auth: 'none' },
      reach: (scene) => scene.pane.getByRole('button', { name: 'Sign in' }).waitFor(),
    },
    {
      name: 'start-not-served',
      shows: 'The rep’s company is not one that Postlane serves',
      person: 'nora',
      setting: { mode: 'read' },
      before: ({ sandbox }) => sandbox.switches.turn('sign-in', 'other-company'),
      reach: (scene) => heading(scene, 'Your sign-in was not accepted'),
    },
    {
      name: 'start-away',
      shows: 'Postlane’s server is away, and a Microsoft 365 rep can go on all the same',
      person: 'nora',
      setting: { mode: 'read' },
      before: ({ sandbox }) => sandbox.switches.turn('backend', 'away'),
      reach: (scene) => says(scene, 'Postlane cannot be reached'),
    },
    {
      name: 'start-away-unknown',
      shows: 'Postlane’s server is away, and nothing is known of the company’s',
      person: 'otto',
      setting: { mode: 'read' },
      before: ({ sandbox }) => sandbox.switches.turn('backend', 'away'),
      reach: (scene) => heading(scene, 'Postlane cannot be reached'),
    },
    {
      name: 'host-silent',
      shows: 'Outlook never answers the pane',
      person: 'nora',
      setting: { mode: 'read', host: 'silent' },
      reach: (scene) => heading(scene, 'Outlook does not answer'),
    },
    {
      name: 'outside-outlook',
      shows: 'The pane’s address opened in a browser tab',
      person: 'nora',
      setting: { mode: 'read' },
      reach: async (scene, { sandbox }) => {
        await scene.page.goto(sandbox.paneUrl);
        await scene.page.getByRole('heading', { name: 'Postlane lives in Outlook' }).waitFor();
      },
    },
  ],
};

/** A server that was named before is remembered for an hour: these have a sandbox of their own. */
export const guesses: Chapter = {
  title: 'Where nobody names the server',
  states: [
    {
      name: 'start-guess',
      shows: 'A server that answers under a likely name: the rep says whether it is the company’s',
      person: 'otto',
      setting: { mode: 'read' },
      before: ({ sandbox }) => sandbox.switches.turn('clues', 'gone'),
      reach: (scene) => heading(scene, 'Is mail.hanse-kontor.example your mail server?'),
    },
    {
      name: 'start-nothing',
      shows: 'Nothing was found',
      person: 'mara',
      setting: { mode: 'read' },
      before: ({ sandbox }) => sandbox.switches.turn('clues', 'gone'),
      reach: (scene) => heading(scene, 'We found no mail server for your address'),
    },
  ],
};
