import type { Locator, Page } from 'playwright-core';
import { until } from './broken.ts';
import { writeDraft } from './journeys.ts';
import type { Scene, Stage } from './stage.ts';

/** What Outlook itself shows and does for Postlane, beside the pane. */

export const send = (page: Page): Promise<void> => page.getByRole('button', { name: 'Send', exact: true }).click();
export const sent = (page: Page): Promise<void> => page.getByText('Nothing is being written.').waitFor();

/** What Outlook asks before it sends. */
export const question = (page: Page): Locator => page.getByRole('dialog', { name: 'Postlane' });
export const choose = (page: Page, name: string): Promise<void> =>
  question(page).getByRole('button', { name, exact: true }).click();

/** The bar on the message. */
export const bar = (page: Page): Locator => page.getByTestId('notification-postlane-channel');

/** A draft of Nora's, or of whom the setting names, whose pane has told the mailbox how the channel stands, and is closed again. */
export async function draftWithoutPane(
  stage: Stage,
  subject: string,
  setting: Record<string, string> = {},
): Promise<Scene> {
  const { person = 'nora' } = setting;
  const scene = await stage.open({ person, mode: 'compose', ...setting });
  const { page, pane } = scene;
  await pane.getByRole('heading', { level: 1 }).waitFor();
  await until(() => page.evaluate(isNoted, person));
  await page.getByRole('button', { name: 'Close pane' }).click();
  await writeDraft(page, { to: ['buyer@lighthouse.example'], subject, body: 'Good light.' });
  return scene;
}

/** Another draft of the same window's, with nothing of the one before. */
export async function anotherDraft(page: Page, subject: string): Promise<void> {
  await page.getByRole('button', { name: 'New mail' }).click();
  await writeDraft(page, { to: ['buyer@lighthouse.example'], subject, body: 'Good light.' });
}

/**
 * Lets the launch event wait a hundred times as long for the server: what a busy machine takes to answer says nothing
 * here. That it waits a second and no longer is tested by itself.
 */
export async function withPatience({ context }: Scene): Promise<void> {
  await context.addInitScript(() => {
    if (location.pathname !== '/launch-event.html') return;
    const real = window.setTimeout;
    const slowed = (act: TimerHandler, milliseconds = 0, ...given: unknown[]) =>
      real(act, milliseconds >= 500 ? milliseconds * 100 : milliseconds, ...given);
    window.setTimeout = slowed as typeof window.setTimeout;
  });
}

/** Whether the mailbox keeps how the channels stand, by the database of the page that plays Outlook. */
const isNoted = (person: string): Promise<boolean> =>
  new Promise((settle) => {
    const opened = indexedDB.open('sandbox-outlook', 1);
    opened.onsuccess = () => {
      const kept = opened.result.transaction('mailboxes').objectStore('mailboxes').get(person);
      kept.onsuccess = () => {
        const { roamingSettings = {} } = (kept.result ?? {}) as { roamingSettings?: Record<string, string> };
        opened.result.close();
        settle('postlane.standings' in roamingSettings);
      };
    };
  });
