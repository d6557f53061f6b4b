// The whole proof, one part after the other: `npm test`, or some of it: `npm test -- unit walk`.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** An npm script that is right or wrong as a whole. */
const script = (name: string) => async (): Promise<Count> => {
  const right = await run('npm', ['run', '--silent', name], process.platform === 'win32');
  return { passed: right ? 1 : 0, failed: right ? 0 : 1, skipped: 0 };
};

/** Some of jest's projects, counted test by test; a file that could not even start counts as one that failed. */
const jest =
  (...given: string[]) =>
  async (): Promise<Count> => {
    const folder = mkdtempSync(join(tmpdir(), 'postlane-jest-'));
    const report = join(folder, 'report.json');
    const jestOnNode = [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
    ];
    const right = await run(process.execPath, [...jestOnNode, '--json', '--outputFile', report, ...given]);
    const told = (existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {}) as Record<
      string,
      number | undefined
    >;
    rmSync(folder, { recursive: true });

    const failed = (told['numFailedTests'] ?? 0) + (told['numRuntimeErrorTestSuites'] ?? 0);
    return {
      passed: told['numPassedTests'] ?? 0,
      // Jest also fails without a failing test, when there is none or when its setup broke.
      failed: right ? failed : Math.max(failed, 1),
      skipped: (told['numPendingTests'] ?? 0) + (told['numTodoTests'] ?? 0),
    };
  };

const parts = new Map([
  ['types', script('types')],
  ['lint', script('lint')],
  ['walls', script('walls')],
  ['format', script('format:check')],
  ['unit', jest('--selectProjects', 'unit', 'addin')],
  ['walk', jest('--selectProjects', 'walk')],
]);

/** Runs a program with its output shown. True when it ended well. */
async function run(program: string, given: string[], shell = false): Promise<boolean> {
  const [code] = (await once(spawn(program, given, { cwd: root, stdio: 'inherit', shell }), 'exit')) as [number | null];
  return code === 0;
}

/** Gets what the tests use and this machine lacks: a Chromium, a PostgreSQL, a Postfix. Says what stays missing. */
function prepare(): void {
  const missing = [
    ...(findChromium() ? [] : ['chromium']),
    ...(findPostgres() || process.env['TEST_DATABASE_URL'] ? [] : ['postgresql']),
    ...(whyNoPostfix() ? ['postfix', 'dovecot-core'] : []),
  ];
  if (missing.length > 0 && isDebianRoot()) {
    console.log(`Installing ${missing.join(', ')} with apt-get …`);
    // One by one: a name that this Debian does not know takes none of the others with it.
    for (const name of missing) installDebianPackages([name]);
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

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !parts.has(name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts are ${[...parts.keys()].join(', ')}.`);
  process.exit(1);
}

prepare();
const total: Count = { passed: 0, failed: 0, skipped: 0 };
for (const [name, part] of parts) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const start = Date.now();
  console.log(`\n── ${name} ──`);
  const count = await part();
  console.log(`${name}: ${told(count)} (${seconds(start)})`);
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
}
console.log(`\n${told(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;

function told({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
