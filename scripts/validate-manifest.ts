// Checks manifest.xml: first by our own rules, which need nobody, then by Microsoft's service, when it can be reached.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const inRoot = { cwd: root, encoding: 'utf8' } as const;

const ours = spawnSync('npm', ['run', '--silent', 'unit', '--', 'test/addin/manifest'], {
  ...inRoot,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});

const validator = join(root, 'node_modules/office-addin-manifest/cli.js');
const theirs = spawnSync(process.execPath, [validator, 'validate', 'manifest.xml'], inRoot);
const isAway = theirs.stderr.includes('Unable to contact') || theirs.stdout.includes('Unable to contact');
if (isAway)
  console.log('Microsoft’s validation service cannot be reached from here; our own rules are what was checked.');
else process.stdout.write(theirs.stdout + theirs.stderr);

process.exitCode = ours.status === 0 && (isAway || theirs.status === 0) ? 0 : 1;
