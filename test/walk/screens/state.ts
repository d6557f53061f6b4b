import type { Page } from 'playwright-core';
import type { SignInService } from '../../../src/domain/credential.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import type { Scene, Stage } from '../stage.ts';

/** One thing the pane can show, and how to get there. */
export interface ScreenState {
  /** Names the pictures: `send-ready`. */
  name: string;
  /** One sentence for the index. */
  shows: string;
  /** Whose Outlook it is. */
  person: string;
  /** How that Outlook is, besides the person: `{ mode: 'compose' }`. */
  setting?: Readonly<Record<string, string>>;
  /** What is connected, broken or sent before the pane opens. */
  before?: (stage: Stage) => Promise<unknown> | void;
  /** Leads from the opened pane to the screen; done when everything to be seen is there. */
  reach: (scene: Scene, stage: Stage) => Promise<unknown>;
  /** Pictured in high contrast, at 200 % and with longer words too. */
  isMain?: boolean;
}

/** States that share one sandbox. Its server lets nobody connect more than ten times a minute, so there are several. */
export interface Chapter {
  title: string;
  /** The whole world's clock, for states that take days to come to. */
  clock?: () => Instant;
  /** Where reps may sign in to send; nowhere. */
  signIns?: readonly SignInService[];
  /** Whether the operator has a relay for reps who have nothing else. */
  relay?: boolean;
  states: readonly ScreenState[];
}

export const heading = ({ pane }: Scene, name: string | RegExp): Promise<void> =>
  pane.getByRole('heading', typeof name === 'string' ? { name, exact: true } : { name }).waitFor();

export const says = ({ pane }: Scene, text: string | RegExp): Promise<void> =>
  pane.getByText(text, { exact: true }).first().waitFor();

export const press = ({ pane }: Scene, name: string): Promise<void> =>
  pane.getByRole('button', { name, exact: true }).first().click();

export const type = ({ pane }: Scene, field: string, value: string): Promise<void> =>
  pane.getByLabel(field, { exact: true }).fill(value);

/** Stops the page's clock, a second on from now, for what would go away by itself; `page.clock.install()` comes first. */
export async function stopTime(page: Page): Promise<void> {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);
}
