import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const webpack = join(root, 'node_modules/webpack/bin/webpack.js');

interface Page {
  folder: string;
  sources: readonly string[];
  arguments: readonly string[];
}

/** What the sandbox shows, each built by webpack from its sources. */
const PAGES = {
  pane: {
    folder: join(root, 'dist/sandbox/pane'),
    sources: [
      'src/addin',
      'src/contract',
      'src/domain',
      'assets',
      'manifest.xml',
      'webpack.config.js',
      'package-lock.json',
    ],
    arguments: ['--env', 'sandbox', '--env', 'office=/office/office.js', '--mode', 'production'],
  },
  outlook: {
    folder: join(root, 'dist/sandbox/outlook'),
    sources: ['src/sandbox/outlook', 'package-lock.json'],
    arguments: ['--config', 'src/sandbox/outlook/webpack.config.js', '--stats', 'errors-warnings'],
  },
} as const satisfies Record<string, Page>;

/** Where the built pages lie. */
export const BUILT = { pane: PAGES.pane.folder, outlook: PAGES.outlook.folder };

/** Builds the pane and the page that plays Outlook, each only when its sources are not those it was built from. Throws when a build fails. */
export async function buildPages(tell: (sentence: string) => void): Promise<void> {
  const due = Object.values(PAGES).filter((page) => !isBuilt(page));
  if (due.length === 0) return;
  tell('Building the pages …');
  await Promise.all(due.map(build));
}

const stampOf = ({ folder }: Page): string => `${folder}.built-from`;

const isBuilt = (page: Page): boolean =>
  existsSync(page.folder) && existsSync(stampOf(page)) && readFileSync(stampOf(page), 'utf8') === fingerprint(page);

async function build(page: Page): Promise<void> {
  const sources = fingerprint(page);
  const child = spawn(process.execPath, [webpack, ...page.arguments], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error('A page could not be built; webpack says why above.');
  writeFileSync(stampOf(page), sources);
}

/** Changes when a source is added, removed or written. */
function fingerprint({ sources }: Page): string {
  const hash = createHash('sha256');
  for (const source of sources.map((name) => join(root, name)).filter((path) => existsSync(path))) {
    const files = statSync(source).isDirectory()
      ? readdirSync(source, { recursive: true, encoding: 'utf8' }).sort()
      : [''];
    for (const file of files) {
      const { size, mtimeMs } = statSync(join(source, file));
      hash.update(`${source}/${file} ${String(size)} ${String(mtimeMs)}\n`);
    }
  }
  return hash.digest('hex');
}
