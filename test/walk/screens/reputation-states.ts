import { HOUR } from '../../../src/domain/instant.ts';
import { connectByPassword } from '../journeys.ts';
import { person, type Scene, type Stage } from '../stage.ts';
import { press, says, type Chapter } from './state.ts';

const DETAILS = 'What your company’s DNS says';

async function toDetails(scene: Scene, password: string): Promise<void> {
  await connectByPassword(scene.pane, password);
  await press(scene, 'Done');
  await press(scene, DETAILS);
}

let passed = 0;

/** What was found is remembered for ten minutes: each begins later than that. */
function withRecords(are: 'there' | 'gone') {
  return ({ sandbox }: Stage): void => {
    passed += HOUR;
    sandbox.switches.turn('mail-records', are);
  };
}

export const reputations: Chapter = {
  title: 'Whose mail it is',
  clock: () => Date.now() + passed,
  states: [
    {
      name: 'reputation-warning',
      shows: 'Before setting up a channel whose mail the company’s own DNS asks to refuse',
      person: 'nora',
      setting: { mode: 'read' },
      before: withRecords('gone'),
      reach: async (scene) => {
        await press(scene, 'Set up');
        await says(scene, /^fjordlight.example asks recipients to refuse mail/);
      },
    },
    {
      name: 'reputation-refused',
      shows: 'What is missing, for the IT department',
      person: 'nora',
      setting: { mode: 'read' },
      before: withRecords('gone'),
      reach: async (scene) => {
        await toDetails(scene, person('nora').password);
        await says(scene, 'Your IT department can add what is missing to the DNS:');
      },
      isMain: true,
    },
    {
      name: 'reputation-doubtful',
      shows: 'Before setting up a service of which nobody sees whether it signs what the company has refused otherwise',
      person: 'nora',
      setting: { mode: 'read' },
      before: withRecords('there'),
      reach: async (scene) => {
        await press(scene, 'Send through another service');
        await press(scene, 'SendGrid');
        await says(scene, /Whether SendGrid signs for it does not show from here/);
      },
      isMain: true,
    },
    {
      name: 'reputation-unclear',
      shows: 'A server of the company’s own: what shows, and what does not',
      person: 'otto',
      setting: { mode: 'read' },
      before: withRecords('there'),
      reach: (scene) => toDetails(scene, person('otto').password),
    },
    {
      name: 'reputation-proven',
      shows: 'Recipients can see that the mail is the company’s',
      person: 'nora',
      setting: { mode: 'read' },
      before: withRecords('there'),
      reach: (scene) => toDetails(scene, person('nora').password),
    },
  ],
};
