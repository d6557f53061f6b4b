import type { FrameLocator, Page } from 'playwright-core';
import type { Scene } from './stage.ts';

/** From the recommendation to the saved channel, as a rep does it: one password, one click. */
export async function connectByPassword(pane: FrameLocator, password: string): Promise<void> {
  await pane.getByRole('button', { name: 'Set up' }).click();
  await pane.getByLabel(/^(App p|P)assword$/).fill(password);
  await pane.getByRole('button', { name: 'Connect', exact: true }).click();
  await pane.getByRole('heading', { name: 'Your channel is ready' }).waitFor();
}

/** The window that a click opens. */
export async function windowOf(page: Page, click: Promise<void>): Promise<Page> {
  const [opened] = await Promise.all([page.context().waitForEvent('page'), click]);
  return opened;
}

/** Signs in where Outlook cannot: in our window, and in the identity provider's. Gives back both. */
export async function signInByWindow({ page, pane }: Scene, name: string): Promise<[Page, Page]> {
  const ours = await windowOf(page, pane.getByRole('button', { name: 'Sign in' }).click());
  const provider = await windowOf(page, ours.getByRole('button', { name: 'Sign in' }).click());
  await provider.getByRole('button', { name }).click();
  return [ours, provider];
}

/** Asks for a sign-in at the mailbox's service by a button of the pane, and lets the window open as Outlook asks. */
export async function signInWindow({ page, pane }: Scene, button: string): Promise<Page> {
  await pane.getByRole('button', { name: button, exact: true }).click();
  return windowOf(page, pane.getByRole('button', { name: 'Allow', exact: true }).click());
}

/** From the recommendation to the saved channel: one click, and one on who one is. */
export async function connectBySignIn(scene: Scene, service: 'Microsoft' | 'Google', name: string): Promise<void> {
  await scene.pane.getByRole('button', { name: 'Set up' }).click();
  const window = await signInWindow(scene, `Sign in with ${service}`);
  await window.getByRole('button', { name }).click();
  await scene.pane.getByRole('heading', { name: 'Your channel is ready' }).waitFor();
}

export interface Written {
  to: readonly string[];
  cc?: readonly string[];
  bcc?: readonly string[];
  subject: string;
  body: string;
}

/** Types a draft into Outlook's own window. */
export async function writeDraft(page: Page, { to, cc = [], bcc = [], subject, body }: Written): Promise<void> {
  for (const [name, addresses] of [
    ['To', to],
    ['Cc', cc],
    ['Bcc', bcc],
  ] as const) {
    const field = page.getByLabel(name, { exact: true });
    for (const address of addresses) {
      await field.fill(address);
      await field.press('Enter');
    }
  }
  await page.getByLabel('Subject').fill(subject);
  await page.getByLabel('Message body').fill(body);
}
