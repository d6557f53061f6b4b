import type { Frame, Page } from 'playwright-core';

export const THEMES = ['light', 'dark'] as const;
export const WIDTHS = [320, 450] as const;
/** The measure for a first screen without scrolling; longer screens are pictured in full. */
const LOWEST = 450;

export type Look = (typeof THEMES)[number] | 'contrast' | 'zoom' | 'long';

const frameOf = 'iframe[title="Postlane"]';

/** Photographs the pane alone, as high as what it shows: device pixels are CSS pixels. */
export async function photograph(page: Page, look: Look, width: number, path: string): Promise<void> {
  const theme = look === 'zoom' || look === 'long' ? 'light' : look;
  // What starts without Outlook's word follows the system.
  await page.emulateMedia({ colorScheme: theme === 'light' ? 'light' : 'dark' });
  if ((await page.locator(frameOf).count()) === 0) return photographTab(page, width, path);
  await choose(page, theme);
  const pane = await frame(page);
  await pane.evaluate((zoom) => (document.documentElement.style.zoom = zoom), look === 'zoom' ? '2' : '');
  if (look === 'long') await pane.evaluate(lengthen);
  await setWidth(page, width);
  await setHeight(page, pane, LOWEST);
  await setHeight(page, pane, await pane.evaluate(() => document.documentElement.scrollHeight));
  await page.mouse.move(0, 0);
  await page.locator(frameOf).screenshot({ path, animations: 'disabled' });
}

/** The pane's page in a tab of its own. */
async function photographTab(page: Page, width: number, path: string): Promise<void> {
  await page.setViewportSize({ width, height: LOWEST });
  await page.screenshot({ path, animations: 'disabled', fullPage: true });
}

async function frame(page: Page): Promise<Frame> {
  const found = await (await page.locator(frameOf).elementHandle())?.contentFrame();
  if (!found) throw new Error('The pane is not open.');
  return found;
}

/** Chooses Outlook's theme in its own menu, which tells the pane as Outlook does. */
async function choose(page: Page, theme: 'light' | 'dark' | 'contrast'): Promise<void> {
  const menu = page.locator('label.choice', { hasText: /^Theme/ }).locator('select');
  await menu.evaluate((select, value) => {
    (select as HTMLSelectElement).value = value;
    select.dispatchEvent(new Event('change'));
  }, theme);
}

async function setWidth(page: Page, width: number): Promise<void> {
  await page.locator('aside.pane').evaluate((pane, pixels) => pane.style.setProperty('--width', `${pixels}px`), width);
}

async function setHeight(page: Page, pane: Frame, height: number): Promise<void> {
  const window = page.viewportSize();
  const box = await page.locator(frameOf).boundingBox();
  if (!window || !box) throw new Error('The pane is not open.');
  await page.setViewportSize({ width: window.width, height: Math.round(window.height - box.height + height) });
  await pane.waitForFunction((wanted) => innerHeight === wanted, height);
}

/** Words as long as German ones, by half of each once more: what still fits then fits in any language. */
function lengthen(): void {
  if ('lengthened' in document.body.dataset) return;
  document.body.dataset['lengthened'] = 'yes';
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const isWord = /\p{L}{4,}(?![\p{L}@.])/gu;
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    text.nodeValue = (text.nodeValue ?? '').replace(isWord, (word) => word + word.slice(0, Math.ceil(word.length / 2)));
  }
}
