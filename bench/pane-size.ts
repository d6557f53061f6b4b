import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { figureOf, type Figure, type Peer } from './figure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Microsoft's empty task pane (github.com/OfficeDev/Office-Addin-TaskPane-React), its own production build, office.js not
 * counted: measured on 2026-11-20, brotli at its best, in KiB. Its sources are not in the npm registry, so it is not
 * built anew here.
 */
const TEMPLATE: Record<'brotli' | 'raw', Peer> = {
  brotli: { name: 'Microsoft’s empty React task pane', value: 138.0 },
  raw: { name: 'Microsoft’s empty React task pane', value: 519.2 },
};

/** The parts of webpack's own report that say which file is asked for when. */
interface Report {
  name: string;
  outputPath: string;
  entrypoints: Record<string, { assets: { name: string }[] }>;
  chunks: { files: string[]; names: string[]; origins: { request: string }[] }[];
  errors: { message: string }[];
}

/** The scripts and styles that a rep's browser must load before the first screen can be used, and all there is. */
export async function paneSize(): Promise<Figure[]> {
  const [report, launchEvent] = build();
  const first = new Set((report.entrypoints['taskpane']?.assets ?? []).map(({ name }) => name));
  // The start screen belongs to the entry; should somebody make it lazy, it still counts.
  for (const file of filesAskedFor(report, /\/start\//)) first.add(file);
  const signedIn = new Set([...first, ...filesAskedFor(report, /\/client\.ts$/)]);
  const all = new Set([...signedIn, ...report.chunks.flatMap(({ files }) => files)]);

  const weigh = (files: Set<string>): { brotli: number; raw: number } => {
    const contents = [...files].filter(isCode).map((file) => readFileSync(join(report.outputPath, file)));
    const sum = (weights: number[]): number => weights.reduce((total, weight) => total + weight, 0) / 1024;
    return {
      brotli: sum(contents.map((content) => brotliCompressSync(content).length)),
      raw: sum(contents.map((content) => content.length)),
    };
  };
  const figure = (name: string, value: number, peer: Peer | null = null): Figure =>
    figureOf('pane-size', name, value, 'KiB', peer);
  const screen = weigh(first);
  return [
    figure('first usable screen, brotli', screen.brotli, TEMPLATE.brotli),
    figure('first usable screen, raw', screen.raw, TEMPLATE.raw),
    figure('the same with the sign-in library, which comes after it, brotli', weigh(signedIn).brotli),
    figure('every screen, brotli', weigh(all).brotli),
    figure('what Outlook runs at each send, raw', weigh(new Set(launchEvent.chunks.flatMap(({ files }) => files))).raw),
  ];
}

const isCode = (file: string): boolean => /\.(js|css)$/.test(file);

const filesAskedFor = ({ chunks }: Report, request: RegExp): string[] =>
  chunks.filter(({ origins }) => origins.some((origin) => request.test(origin.request))).flatMap(({ files }) => files);

/** Builds all as it is shipped, and gives webpack's reports: the pane's and the launch event's. */
function build(): readonly [Report, Report] {
  const folder = mkdtempSync(join(tmpdir(), 'postlane-bench-'));
  const file = join(folder, 'report.json');
  try {
    const webpack = join(root, 'node_modules/webpack/bin/webpack.js');
    const built = spawnSync(
      process.execPath,
      [webpack, '--mode', 'production', '--stats', 'normal', `--json=${file}`],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    if (built.status !== 0) throw new Error(`The pane could not be built: ${built.stderr}${built.stdout}`);
    const { children } = JSON.parse(readFileSync(file, 'utf8')) as { children: Report[] };
    const [pane, launchEvent] = ['pane', 'launch-event'].map((name) => children.find((one) => one.name === name));
    if (!pane || !launchEvent) throw new Error('webpack reported of something else.');
    return [pane, launchEvent];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
