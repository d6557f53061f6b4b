import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })];

/** What a page leads to in this house: its links' and pictures' files, without the place within them. */
const ledTo = (page: string): string[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)\s#]+)[^)]*\)|\bsrc="([^"]+)"/g)]
    .map(([, link, picture]) => link ?? picture ?? '')
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));

describe('the pages of the house', () => {
  it.each(pages)('lead nowhere that is not there: %s', (page) => {
    const missing = ledTo(page).filter((target) => !existsSync(join(root, dirname(page), target)));
    expect(missing).toEqual([]);
  });

  it('show every picture that there is', () => {
    const shown = new Set(ledTo('docs/screens/README.md'));
    const pictures = globSync('*.png', { cwd: join(root, 'docs/screens') });
    expect(pictures.length).toBeGreaterThan(0);
    expect(pictures.filter((picture) => !shown.has(picture))).toEqual([]);
  });
});
