import { randomUUID } from 'node:crypto';
import type { UsageReport } from '../../../src/contract/shapes.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import { writeDraft } from '../journeys.ts';
import { asPerson, connectQuietly } from '../sending.ts';
import type { Scene, Stage } from '../stage.ts';
import { heading, press, says, type Chapter } from './state.ts';

const compose = { mode: 'compose' };

/**
 * A channel whose mailbox has sent to so many in these 24 hours, by Outlook itself, this long ago. What it has sent stays
 * with it through all states of a chapter: they come with the least used first.
 */
async function used(stage: Stage, recipients: number, ago = 14 * HOUR): Promise<void> {
  const path = `/api/channels/${await connectQuietly(stage, 'nora')}/usage`;
  const { usage } = JSON.parse(await asPerson(stage, 'nora', 'GET', path)) as UsageReport;
  const at = Date.now() - ago;
  const missing = recipients - usage.recipientsInDay;
  // One mail counts for a thousand at most.
  const sent = Array.from({ length: Math.ceil(missing / 1_000) }, (_, mail) => ({
    id: randomUUID(),
    at,
    recipients: Math.min(1_000, missing - mail * 1_000),
  }));
  await asPerson(stage, 'nora', 'POST', path, { sent });
}

const guests = (count: number): string =>
  Array.from({ length: count }, (_, at) => `guest${String(at)}@brightwater.example`).join(';');

const invite = ({ page }: Scene, field: 'to' | 'bcc', count: number) =>
  writeDraft(page, {
    to: ['amelia.hart@brightwater.example'],
    [field]: [guests(count)],
    subject: 'Our open house in March',
    body: 'You are warmly invited.',
  });

export const withinLimits: Chapter = {
  title: 'Before sending: what the limits mean',
  states: [
    {
      name: 'send-later',
      shows: 'Choosing when the mail leaves',
      person: 'nora',
      setting: compose,
      before: (stage) => used(stage, 10),
      reach: async (scene) => {
        await invite(scene, 'bcc', 2);
        await press(scene, 'Send later …');
        await heading(scene, 'Send later');
        await scene.pane.getByText(/^3 recipients, goes out/).waitFor();
      },
      isMain: true,
    },
    {
      name: 'send-over-recipients-seen',
      shows: 'Too many in To: no splitting helps',
      person: 'nora',
      setting: compose,
      before: (stage) => used(stage, 10),
      reach: async (scene) => {
        await invite(scene, 'to', 619);
        await scene.pane.getByText(/^To and Cc alone hold/).waitFor();
      },
    },
    {
      name: 'send-forecast',
      shows: 'A mail to many, close to the day’s limit',
      person: 'nora',
      setting: compose,
      before: (stage) => used(stage, 9_412),
      reach: async (scene) => {
        await invite(scene, 'bcc', 239);
        await scene.pane.getByText(/close to the 10,000/).waitFor();
      },
      isMain: true,
    },
    {
      name: 'send-over-recipients',
      shows: 'A Bcc that is more than one message takes, and more than the day takes too',
      person: 'nora',
      setting: compose,
      before: (stage) => used(stage, 9_412),
      reach: async (scene) => {
        await invite(scene, 'bcc', 619);
        await scene.pane.getByRole('button', { name: 'Send as 2 messages' }).waitFor();
        await scene.pane.getByText(/the last \d+ leave/).waitFor();
      },
      isMain: true,
    },
    {
      name: 'send-later-waits',
      shows: 'A moment at which the day’s limit keeps some of it waiting',
      person: 'nora',
      setting: compose,
      before: (stage) => used(stage, 9_412),
      reach: async (scene) => {
        await invite(scene, 'bcc', 619);
        await press(scene, 'Send later …');
        await scene.pane.getByRole('button', { name: /^In one hour/ }).click();
        await scene.pane.getByText(/^620 recipients, goes out .*; the last/).waitFor();
      },
    },
    {
      name: 'send-several',
      shows: 'A draft that went as several messages',
      person: 'nora',
      setting: compose,
      before: (stage) => used(stage, 9_412),
      reach: async (scene) => {
        await invite(scene, 'bcc', 619);
        await press(scene, 'Send as 2 messages');
        await says(scene, '1 of 2 messages sent');
      },
    },
    {
      name: 'home-half-sent',
      shows: 'A draft that was handed over in part and closed: some have not got it',
      person: 'grace',
      setting: compose,
      before: (stage) => connectQuietly(stage, 'grace'),
      reach: async (scene) => {
        await invite(scene, 'bcc', 149);
        let posted = 0;
        await scene.context.route('**/api/messages', (route) => {
          posted += route.request().method() === 'POST' ? 1 : 0;
          return posted < 2 ? route.continue() : route.abort();
        });
        await press(scene, 'Send as 2 messages');
        await scene.pane.getByText(/^1 of 2 messages are queued/).waitFor();
        await press(scene, 'Back');
        await scene.pane.getByText(/was handed over for 75 of 150 recipients/).waitFor();
      },
    },
    {
      name: 'send-forecast-waits',
      shows: 'A mail that does not fit in this day',
      person: 'nora',
      setting: compose,
      before: (stage) => used(stage, 9_950),
      reach: async (scene) => {
        await invite(scene, 'bcc', 239);
        await scene.pane.getByText(/goes out (about|tomorrow)/).waitFor();
      },
    },
    {
      name: 'send-slowed',
      shows: 'The provider is slowing the mailbox down',
      person: 'nora',
      setting: compose,
      before: async (stage) => {
        const id = await connectQuietly(stage, 'nora');
        stage.sandbox.switches.turn('throttle', 'always');
        await asPerson(stage, 'nora', 'POST', `/api/channels/${id}/test-message`);
      },
      reach: async (scene) => {
        await invite(scene, 'bcc', 2);
        await scene.pane.getByText(/slowing you down until/).waitFor();
        await scene.pane.getByText(/goes out (about|tomorrow)/).waitFor();
      },
    },
  ],
};
