// The whole proof: `npm test`, or some of it: `npm test -- unit walk`.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBind } from './setup/bind.ts';
import { findChromium } from './setup/chromium.ts';
import { installDebianPackages, isDebianRoot } from './setup/debian.ts';
import { whyNoPostfix } from './setup/postfix.ts';
import { findPostgres } from './setup/postgres.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const root = join(import.meta.dirname, '..');

/** Runs under the name that it has in the report. */
type Part = (name: string) => Promise<Count>;

/** An npm script that is right or wrong as a whole. It runs beside others, so its words are shown when it has ended. */
const script =
  (npmScript: string): Part =>
  async (name) => {
    const start = Date.now();
    const { right, output } = await run('npm', ['run', '--silent', npmScript], 'later');
    showStart(name);
    process.stdout.write(output);
    return showEnd(name, start, { passed: right ? 1 : 0, failed: right ? 0 : 1, skipped: 0 });
  };

/** Some of jest's projects, counted test by test; a file that could not even start counts as one that failed. */
const jest =
  (...given: string[]): Part =>
  async (name) => {
    const start = Date.now();
    showStart(name);
    const folder = mkdtempSync(join(tmpdir(), 'postlane-jest-'));
    const report = join(folder, 'report.json');
    const jestOnNode = [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
    ];
    const { right } = await run(
      process.execPath,
      [...jestOnNode, '--json', '--outputFile', report, ...given],
      'at once',
    );
    const told = (existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {}) as Record<
      string,
      number | undefined
    >;
    rmSync(folder, { recursive: true });

    const failed = (told['numFailedTests'] ?? 0) + (told['numRuntimeErrorTestSuites'] ?? 0);
    return showEnd(name, start, {
      passed: told['numPassedTests'] ?? 0,
      // Jest also fails without a failing test, when there is none or when its setup broke.
      failed: right ? failed : Math.max(failed, 1),
      skipped: (told['numPendingTests'] ?? 0) + (told['numTodoTests'] ?? 0),
    });
  };

/** Side by side, before the tests. */
const checks: Record<string, Part> = {
  types: script('types'),
  lint: script('lint'),
  walls: script('walls'),
  format: script('format:check'),
};

/** The projects of jest that each part of the tests consists of; all run at once, so that no processor waits for the last of a part. */
const tests: Record<string, string[]> = { unit: ['unit', 'addin'], walk: ['walk'] };

/** More than there are processors to reckon with: tests wait for disks and sockets a third of their time, and walks for a browser half of it. */
const WORKERS = '4';

/** Runs a program, its output shown at once or given back. */
async function run(
  program: string,
  given: string[],
  shown: 'at once' | 'later',
): Promise<{ right: boolean; output: string }> {
  const child = spawn(program, given, {
    cwd: root,
    stdio: shown === 'later' ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    shell: program === 'npm' && process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { right: code === 0, output };
}

function showStart(name: string): void {
  console.log(`\n── ${name} ──`);
}

function showEnd(name: string, start: number, count: Count): Count {
  console.log(`${name}: ${told(count)} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  return count;
}

/** A font with Arial's measures: on a machine with none the pane's words are wider than at any rep's, and do not fit. */
const FONT = '/usr/share/fonts/truetype/liberation';

/** Gets what the tests use and this machine lacks: a Chromium, a font, a PostgreSQL, a Postfix, a BIND. Says what stays missing. */
function prepare(): void {
  const missing = [
    ...(findChromium() ? [] : [['chromium-headless-shell', 'chromium']]),
    ...(isDebianRoot() && !existsSync(FONT) ? [['fonts-liberation']] : []),
    ...(findPostgres() || process.env['TEST_DATABASE_URL'] ? [] : [['postgresql']]),
    ...(whyNoPostfix() ? [['postfix'], ['dovecot-core']] : []),
    ...(findBind() ? [] : [['bind9']]),
  ];
  if (missing.length > 0 && isDebianRoot()) {
    console.log(`Installing ${missing.map(([first]) => first).join(', ')} with apt-get …`);
    // One by one: a name that this Debian does not know takes none of the others with it.
    for (const names of missing) names.some((name) => installDebianPackages([name]));
  }
  if (!findChromium() && !process.env['CHROMIUM_PATH']) {
    console.log('Fetching Playwright’s Chromium …');
    spawnSync(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium'], {
      cwd: root,
      stdio: 'inherit',
    });
  }

  if (!findChromium()) console.log('No Chromium could be had: the browser walks will fail. Name one in CHROMIUM_PATH.');
  if (!findPostgres() && !process.env['TEST_DATABASE_URL'])
    console.log('No PostgreSQL could be had: the store is tested on the embedded one alone.');
  const noPostfix = whyNoPostfix();
  if (noPostfix) console.log(`${noPostfix} The walk through a real Postfix is skipped.`);
}

const wanted = process.argv.slice(2);
const names = [...Object.keys(checks), ...Object.keys(tests)];
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts are ${names.join(', ')}.`);
  process.exit(1);
}

prepare();
const isDue = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const counts = await Promise.all(
  Object.entries(checks)
    .filter(([name]) => isDue(name))
    .map(([name, part]) => part(name)),
);
const due = Object.keys(tests).filter(isDue);
if (due.length > 0) {
  const projects = due.flatMap((name) => tests[name] ?? []);
  counts.push(await jest('--selectProjects', ...projects, '--maxWorkers', WORKERS)(due.join(' and ')));
}
const total: Count = { passed: 0, failed: 0, skipped: 0 };
for (const { passed, failed, skipped } of counts) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
console.log(`\n${told(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;

function told({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
