import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

interface Cruise {
  modules: { source: string }[];
  summary: {
    violations: { rule: { name: string } }[];
    ruleSetUsed: { forbidden: { name: string }[] };
  };
}

const root = join(import.meta.dirname, '../..');

/** What dependency-cruiser finds under src in `folder`, by the rules of the house. */
function cruise(folder: string): Cruise {
  const command = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const rules = join(root, '.dependency-cruiser.js');
  const reported = execFileSync(process.execPath, [command, '--config', rules, '--output-type', 'json', 'src'], {
    cwd: folder,
    maxBuffer: Infinity,
  });
  return JSON.parse(reported.toString()) as Cruise;
}

it('reports a known-bad import at every wall', () => {
  const { violations, ruleSetUsed } = cruise(join(import.meta.dirname, 'fixtures')).summary;
  const walls = ruleSetUsed.forbidden.map((rule) => rule.name).sort();
  expect(walls.length).toBeGreaterThan(0);
  expect([...new Set(violations.map((violation) => violation.rule.name))].sort()).toEqual(walls);
});

// With a TypeScript it does not know, dependency-cruiser passes over every .ts file and reports no error.
it('looks into every TypeScript file of the house', () => {
  const seen = cruise(root).modules.map((module) => module.source);
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root });
  expect(files.length).toBeGreaterThan(0);
  expect(seen).toEqual(expect.arrayContaining(files));
});
