import { join } from 'node:path';
import { writeDraft } from '../journeys.ts';
import { attach, composed, connectQuietly, heading, send, someFile } from '../sending.ts';
import { openStage, type Stage } from '../stage.ts';
import type { WHOLE } from './album.ts';

const WINDOW = { width: 1440, height: 860 };
const SUBJECT = 'Your offer for two hundred lamps';
const BODY =
  'Dear Amelia,\n\nthank you for the good talk at the fair. Here is our offer for two hundred lamps, with the catalogue.\n\nBest wishes\nNora';

const takes: Record<keyof typeof WHOLE, (stage: Stage, path: string) => Promise<void>> = {
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
};

/** Photographs the whole Outlook window. Gives back the names of those that could not be had. */
export async function takeWhole(folder: string, isAsked: (name: string) => boolean): Promise<string[]> {
  const wanted = (Object.keys(takes) as (keyof typeof WHOLE)[]).filter(isAsked);
  if (wanted.length === 0) return [];
  const missed: string[] = [];
  const stage = await openStage();
  try {
    await connectQuietly(stage, 'nora');
    for (const name of wanted) {
      await takes[name](stage, join(folder, `${name}.png`)).then(
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
