import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import { openStage, readyPane, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const faults = async (query: string): Promise<readonly string[]> => {
  const page = await stage.open(query);
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(where: object, how: object): Promise<AxeResults> } }).axe.run(
      { include: ['body'] },
      { iframes: false, resultTypes: ['violations'] },
    ),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};

describe('the window', () => {
  it.each(['light', 'dark', 'contrast'])('has no fault that axe finds when it is %s', async (theme) => {
    expect(await faults(`?person=nora&mode=read&item=nora-tender&theme=${theme}`)).toEqual([]);
    expect(await faults(`?person=nora&mode=compose&switchboard=yes&theme=${theme}`)).toEqual([]);
  });

  it('takes the keyboard over where the pane ends', async () => {
    const page = await stage.open('?person=nora&mode=read');
    const pane = await readyPane(page);
    await pane.getByRole('button', { name: 'Two' }).press('Tab');
    await page.locator('input[type=search]:focus').waitFor();
    await pane.getByRole('button', { name: 'One' }).press('Shift+Tab');
    await page.locator('[aria-label="Close pane"]:focus').waitFor();
    await pane.getByRole('button', { name: 'One' }).press('Escape');
    await page.locator('[data-testid="open-postlane"]:focus').waitFor();
  });
});
