import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FrameLocator, Page } from 'playwright-core';
import { connectQuietly } from './sending.ts';
import { openStage, person, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());

const nora = person('nora');
const heading = (pane: FrameLocator, name: string) => pane.getByRole('heading', { name, exact: true });
const password = (pane: FrameLocator) => pane.getByLabel('Password', { exact: true });
const running = (pane: FrameLocator, step: string) => pane.getByText(`${step} (in progress)`).waitFor();

async function enterPassword(pane: FrameLocator): Promise<void> {
  await pane.getByRole('button', { name: 'Set up' }).click();
  await password(pane).fill(nora.password);
}
const connect = (pane: FrameLocator) => pane.getByRole('button', { name: 'Connect', exact: true });

/** Everything the browser keeps for the pane and for Outlook, as one text. */
async function keptByBrowser(page: Page): Promise<string> {
  const kept = await Promise.all(
    page.frames().map((frame) => frame.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))),
  );
  return kept.join('\n') + JSON.stringify(await page.context().storageState({ indexedDB: true }));
}

describe('while the five steps run', () => {
  it('two quick clicks are one login', async () => {
    stage.sandbox.switches.turn('slow', '1');
    const { pane } = await stage.open({ person: 'nora', mode: 'read' });
    await enterPassword(pane);
    await connect(pane).dblclick();
    await heading(pane, 'Your channel is ready').waitFor();
    expect(stage.sandbox.logins()).toHaveLength(1);
  });

  it('a reload keeps what was typed but for the password, which is kept nowhere', async () => {
    stage.sandbox.switches.turn('slow', '1');
    const { page, pane } = await stage.open({ person: 'nora', mode: 'read' });
    await enterPassword(pane);
    await pane.getByRole('button', { name: 'Details' }).click();
    await pane.getByLabel('Sender name').fill('Nora of Fjordlight');
    await connect(pane).click();
    await running(pane, 'Secure the connection');
    expect(await keptByBrowser(page)).toContain('Nora of Fjordlight');
    expect(await keptByBrowser(page)).not.toContain(nora.password);

    await page.getByRole('button', { name: 'Reload pane' }).click();
    await pane.getByText(/^The last check was interrupted, so nothing was saved/).waitFor();
    expect(await password(pane).inputValue()).toBe('');
    expect(await keptByBrowser(page)).not.toContain(nora.password);
    stage.sandbox.switches.turn('slow', '0');
    await password(pane).fill(nora.password);
    await connect(pane).click();
    await heading(pane, 'Your channel is ready').waitFor();
    await pane.getByRole('button', { name: 'Done' }).click();
    await pane.getByText('Nora of Fjordlight').waitFor();
    expect(stage.sandbox.logins().length).toBeLessThanOrEqual(2);
  });

  it('the rep can call it off, and nothing is saved', async () => {
    stage.sandbox.switches.turn('slow', '5');
    const { page, pane } = await stage.open({ person: 'nora', mode: 'read' });
    await enterPassword(pane);
    await connect(pane).click();
    await running(pane, 'Secure the connection');
    await pane.getByRole('button', { name: 'Cancel' }).click();
    await connect(pane).waitFor();
    expect(await password(pane).inputValue()).toBe(nora.password);
    await page.getByRole('button', { name: 'Reload pane' }).click();
    await heading(pane, 'Connect Microsoft 365').waitFor();
  });

  it('a server of ours that goes away is told, what was typed stays, and a second click connects', async () => {
    stage.sandbox.switches.turn('slow', '5');
    const { pane } = await stage.open({ person: 'nora', mode: 'read' });
    await enterPassword(pane);
    await connect(pane).click();
    await running(pane, 'Secure the connection');
    stage.sandbox.switches.turn('backend', 'away');
    await heading(pane, 'Postlane cannot be reached').waitFor();
    expect(await password(pane).inputValue()).toBe(nora.password);
    expect(stage.sandbox.logins()).toEqual([]);
    stage.sandbox.switches.reset();
    await pane.getByRole('button', { name: 'Try again' }).click();
    await heading(pane, 'Your channel is ready').waitFor();
    expect(stage.sandbox.logins()).toHaveLength(1);
  });
});

describe('while our own server is away', () => {
  it('a Microsoft 365 rep still sees the way to go, and connects when it is back', async () => {
    stage.sandbox.switches.turn('backend', 'away');
    const { pane } = await stage.open({ person: 'nora', mode: 'read' });
    await heading(pane, 'Send through Microsoft 365').waitFor();
    await pane.getByText('Postlane cannot be reached').waitFor();
    await enterPassword(pane);
    await connect(pane).click();
    await heading(pane, 'Postlane cannot be reached').waitFor();
    stage.sandbox.switches.reset();
    await pane.getByRole('button', { name: 'Try again' }).click();
    await heading(pane, 'Your channel is ready').waitFor();
  });

  it('a rep whose server is to be looked up is told that nobody could be asked, and asks again', async () => {
    stage.sandbox.switches.turn('backend', 'away');
    const { pane } = await stage.open({ person: 'otto', mode: 'read' });
    await heading(pane, 'Postlane cannot be reached').waitFor();
    expect(await pane.getByText('We found no mail server').count()).toBe(0);
    stage.sandbox.switches.reset();
    await pane.getByRole('button', { name: 'Try again' }).click();
    await heading(pane, 'Send through mail.hanse-kontor.example').waitFor();
  });

  it('the channel is shown as it last was, with its age, and as it is when the server is back', async () => {
    await connectQuietly(stage, 'nora');
    const { page, pane } = await stage.open({ person: 'nora', mode: 'read' });
    await heading(pane, 'Your channel').waitFor();
    stage.sandbox.switches.turn('backend', 'away');
    await page.getByRole('button', { name: 'Reload pane' }).click();
    const notice = pane.getByText(/^Postlane cannot be reached\. This is how things stood .*(ago|now)\.$/);
    await notice.waitFor();
    await pane.getByText('Working', { exact: true }).waitFor();
    stage.sandbox.switches.reset();
    await notice.waitFor({ state: 'detached' });
    await heading(pane, 'Last messages').waitFor();
  });
});

describe('the keyboard alone', () => {
  it('leads from Outlook’s window to a channel', async () => {
    const { page, pane } = await stage.open({ person: 'nora', mode: 'read' });
    await heading(pane, 'Send through Microsoft 365').waitFor();
    await pane.getByText('Looking for your mail server …').waitFor({ state: 'detached' });
    await tabTo(page, 'Set up');
    await page.keyboard.press('Enter');
    await heading(pane, 'Connect Microsoft 365').waitFor();
    await tabTo(page, 'Password');
    await page.keyboard.type(nora.password);
    await page.keyboard.press('Enter');
    await heading(pane, 'Your channel is ready').waitFor();
    await tabTo(page, 'Done');
    await page.keyboard.press('Enter');
    await heading(pane, 'Your channel').waitFor();
    expect(stage.sandbox.logins()).toHaveLength(1);
  });
});

/** Presses Tab until the keyboard is on what the pane calls so. */
async function tabTo(page: Page, name: string): Promise<void> {
  const pane = page.frames().find((frame) => frame.url().includes('taskpane.html'));
  if (!pane) throw new Error('The pane is not open.');
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const reached = await pane.evaluate(() => {
      const { activeElement } = document;
      if (!document.hasFocus() || !activeElement) return null;
      const label = activeElement instanceof HTMLInputElement ? activeElement.labels?.[0] : activeElement;
      return label?.textContent ?? null;
    });
    if (reached?.replace('*', '').trim() === name) return;
  }
  throw new Error(`The keyboard never reaches ${name}.`);
}
