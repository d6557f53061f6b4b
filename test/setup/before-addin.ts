import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { minify } from '@swc/core';
import webpack from 'webpack';

const modules = join(import.meta.dirname, '../../node_modules');
const folder = join(modules, '.cache/pane-tests');
/** Where jest.config.js has the pane's tests find Fluent UI. */
const fluent = join(folder, 'fluent.mjs');

/**
 * Makes one module of Fluent UI, by nothing else changed: it comes in thousands, with ten thousand icons of which it uses a
 * hundred, and every file of tests would find, link and run them all anew.
 */
export default async function setUp(): Promise<void> {
  if (isCurrent()) return;
  await bundle('with-all-icons.mjs');
  const { code } = await minify(readFileSync(join(folder, 'with-all-icons.mjs'), 'utf8'), {
    module: true,
    mangle: false,
    compress: { defaults: false, unused: true, side_effects: true, toplevel: true },
  });
  writeFileSync(fluent, code);
}

/** Whether it was made of the packages that are installed now. */
const isCurrent = (): boolean =>
  existsSync(fluent) && statSync(fluent).mtimeMs > statSync(join(modules, '.package-lock.json')).mtimeMs;

/** All but React, which the tests have themselves. Which build of it this is for is asked where it runs. */
async function bundle(filename: string): Promise<void> {
  const compiler = webpack({
    mode: 'none',
    target: 'es2022',
    entry: '@fluentui/react-components',
    output: { path: folder, filename, library: { type: 'module' }, module: true },
    experiments: { outputModule: true },
    externalsType: 'module',
    externals: /^(react|react-dom|scheduler)($|\/)/,
    optimization: { concatenateModules: true, providedExports: true, sideEffects: true, usedExports: true },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  if (stats?.hasErrors()) throw new Error(stats.toString('errors-only'));
}
