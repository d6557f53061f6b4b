import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

const policy = '/usr/sbin/policy-rc.d';

/** Whether packages can be installed here: Debian or one of its children, as root. */
export function isDebianRoot(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && existsSync('/etc/debian_version');
}

/** Installs packages without a question asked and without starting any of their services. True when all are there. */
export function installDebianPackages(packages: string[]): boolean {
  const isSet = existsSync(policy);
  // Debian's own word for "start nothing": https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt
  if (!isSet) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return install(packages) || (aptGet('update') && install(packages));
  } finally {
    if (!isSet) rmSync(policy);
  }
}

function install(packages: string[]): boolean {
  return aptGet('install', '--yes', '--no-install-recommends', ...packages);
}

function aptGet(...given: string[]): boolean {
  const { status, stderr } = spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...given], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
    maxBuffer: Infinity,
  });
  if (status !== 0) process.stderr.write(stderr);
  return status === 0;
}
