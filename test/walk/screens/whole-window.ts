import { join } from 'node:path';
import { breakChannel, channelOf } from '../broken.ts';
import { writeDraft } from '../journeys.ts';
import { anotherDraft, bar, draftWithoutPane, question, send as sendByOutlook, withPatience } from '../outlooks-own.ts';
import { attach, composed, connectQuietly, heading, send, someFile } from '../sending.ts';
import { openStage, type Stage } from '../stage.ts';
import type { WHOLE } from './album.ts';

const WINDOW = { width: 1440, height: 860 };
const SUBJECT = 'Your offer for two hundred lamps';
const BODY =
  'Dear Amelia,\n\nthank you for the good talk at the fair. Here is our offer for two hundred lamps, with the catalogue.\n\nBest wishes\nNora';

type Take = (stage: Stage, path: string, channelId: string) => Promise<void>;

const takes: Record<keyof typeof WHOLE, Take> = {
  async overview(stage, path) {
    const { page, pane } = await stage.open({ person: 'nora', mode: 'compose', width: '360' }, WINDOW);
    await writeDraft(page, { to: ['Amelia Hart'], cc: ['Jonas Lindqvist'], subject: SUBJECT, body: BODY });
    await attach(page, 'attach-file', someFile('Catalogue 2027.pdf', 'application/pdf', 870_000));
    await pane.getByText('2 recipients, 1.2 MB, goes out now').waitFor();
    await page.screenshot({ path, animations: 'disabled' });
  },
  async switchboard(stage, path) {
    const { page, pane } = await stage.open(
      { person: 'nora', mode: 'read', switchboard: 'yes', width: '360' },
      { ...WINDOW, width: 1680 },
    );
    await pane.getByRole('heading', { name: 'Last messages' }).waitFor();
    await page.getByLabel('Account locked').waitFor();
    await page.screenshot({ path, animations: 'disabled' });
  },
  async received(stage, path) {
    const scene = await composed(stage, 'nora', SUBJECT, { to: ['Amelia Hart'], body: BODY });
    await attach(scene.page, 'attach-file', someFile('Catalogue 2027.pdf', 'application/pdf', 870_000));
    await send(scene);
    await heading(scene, 'Sent');
    await scene.context.close();
    const { page } = await stage.open({ person: 'nora', folder: 'received' }, WINDOW);
    await page.locator('button.row').first().click();
    await page.getByRole('heading', { name: SUBJECT }).waitFor();
    await page.getByRole('button', { name: 'Catalogue 2027.pdf' }).waitFor();
    await page.screenshot({ path, animations: 'disabled' });
  },
  // Of another rep: a connection over which mail has just gone outlives the password that breaks the channel.
  'smart-alert-again': async (stage, path) => {
    await connectQuietly(stage, 'mara');
    const scene = await composed(
      stage,
      'mara',
      SUBJECT,
      { to: ['buyer@lighthouse.example'], body: BODY },
      { width: '360' },
    );
    await withPatience(scene);
    await send(scene);
    await heading(scene, 'Sent');
    await scene.pane.getByRole('button', { name: 'Keep it open' }).click();
    await sendByOutlook(scene.page);
    await question(scene.page).getByText('Postlane has already sent this message.').waitFor();
    await scene.page.screenshot({ path, animations: 'disabled' });
  },
  'smart-alert': askedBy('light'),
  'smart-alert-dark': askedBy('dark'),
  'bar-compose': async (stage, path, channelId) => {
    await nowBroken(stage, channelId);
    const scene = await draftWithoutPane(stage, SUBJECT);
    await scene.page.getByRole('button', { name: /^Inbox/ }).click();
    await anotherDraft(scene.page, SUBJECT);
    await bar(scene.page).waitFor();
    await scene.page.screenshot({ path, animations: 'disabled' });
  },
  'bar-compose-dark': async (stage, path, channelId) => {
    await nowBroken(stage, channelId);
    const { page, pane } = await draftWithoutPane(stage, SUBJECT, { theme: 'dark', width: '360' });
    await bar(page).getByRole('button').first().click();
    await pane.getByRole('heading', { level: 1 }).waitFor();
    await page.screenshot({ path, animations: 'disabled' });
  },
  'bar-read': readBeside('light'),
  'bar-read-dark': readBeside('dark'),
};

/** Leaves the channel as it is when it is broken already, by the picture before. */
async function nowBroken(stage: Stage, channelId: string): Promise<void> {
  const { health } = await channelOf(stage, channelId);
  if (health.state === 'working') await breakChannel(stage, channelId, 12);
}

function askedBy(theme: string): Take {
  return async (stage, path, channelId) => {
    await nowBroken(stage, channelId);
    const scene = await draftWithoutPane(stage, SUBJECT, { theme });
    await withPatience(scene);
    await sendByOutlook(scene.page);
    await question(scene.page).getByText('12 messages wait').waitFor();
    await scene.page.screenshot({ path, animations: 'disabled' });
  };
}

function readBeside(theme: string): Take {
  return async (stage, path, channelId) => {
    await nowBroken(stage, channelId);
    const { page, pane } = await stage.open({ person: 'nora', mode: 'read', width: '360', theme }, WINDOW);
    await bar(page).waitFor();
    await pane.getByRole('heading', { level: 1 }).waitFor();
    await page.screenshot({ path, animations: 'disabled' });
  };
}

/** Photographs the whole Outlook window. Gives back the names of those that could not be had. */
export async function takeWhole(folder: string, isAsked: (name: string) => boolean): Promise<string[]> {
  const wanted = (Object.keys(takes) as (keyof typeof WHOLE)[]).filter(isAsked);
  if (wanted.length === 0) return [];
  const missed: string[] = [];
  const stage = await openStage();
  try {
    const channelId = await connectQuietly(stage, 'nora');
    for (const name of wanted) {
      await takes[name](stage, join(folder, `${name}.png`), channelId).then(
        () => console.log(`Whole window: ${name}`),
        (error: unknown) => {
          missed.push(name);
          console.error(`${name} could not be reached: ${String(error)}`);
        },
      );
    }
  } finally {
    await stage.close();
  }
  return missed;
}
