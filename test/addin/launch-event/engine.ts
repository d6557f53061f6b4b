import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

/** What ECMAScript got after 2016, as far as anybody might reach for it. */
const NEWER = `
  for (const name of ['entries', 'values', 'fromEntries', 'getOwnPropertyDescriptors', 'groupBy', 'hasOwn']) delete Object[name];
  for (const name of ['flat', 'flatMap', 'at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with'])
    delete Array.prototype[name];
  for (const name of ['padStart', 'padEnd', 'trimStart', 'trimEnd', 'matchAll', 'replaceAll', 'at']) delete String.prototype[name];
  for (const name of ['allSettled', 'any', 'withResolvers', 'try']) delete Promise[name];
  delete Promise.prototype.finally;
  for (const name of ['Intl', 'WeakRef', 'AggregateError', 'WebAssembly', 'console']) delete globalThis[name];
  delete globalThis.globalThis;
`;

/** The launch event as it is shipped, by its own build. */
export function buildLaunchEvent(): string {
  const root = join(import.meta.dirname, '../../..');
  const folder = mkdtempSync(join(tmpdir(), 'postlane-launch-event-'));
  try {
    const webpack = join(root, 'node_modules/webpack/bin/webpack.js');
    const how = ['--mode', 'production', '--config-name', 'launch-event', '--env', `base=${SERVER}`];
    const built = spawnSync(process.execPath, [webpack, ...how, '--output-path', folder], {
      cwd: root,
      encoding: 'utf8',
    });
    if (built.status !== 0) throw new Error(`Not built: ${built.stderr}${built.stdout}`);
    return readFileSync(join(folder, 'launch-event.js'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The address that the launch event was built with. */
export const SERVER = 'https://postlane.example';

/**
 * The engine of classic Outlook for Windows: ECMAScript of 2016 and timers, and of everything else what the test gives. Time
 * stands still until the test lets it pass.
 */
export function startEngine(script: string, globals: Readonly<Record<string, unknown>>) {
  const timers = new Map<number, { at: number; act: () => void }>();
  let now = 0;
  let last = 0;
  const context = createContext({
    ...globals,
    setTimeout: (act: () => void, milliseconds: number) => {
      last += 1;
      timers.set(last, { at: now + milliseconds, act });
      return last;
    },
    clearTimeout: (timer: number) => timers.delete(timer),
  });
  runInContext(NEWER, context);
  runInContext(script, context, { filename: 'launch-event.js' });
  /** Everything that only waits for what is there already has come to an end by then. */
  const settled = () => new Promise((settle) => setImmediate(settle));
  return {
    settled,
    async pass(milliseconds: number) {
      const end = now + milliseconds;
      for (;;) {
        await settled();
        const [next] = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
        if (!next) break;
        const [timer, { at, act }] = next;
        timers.delete(timer);
        now = at;
        act();
      }
      now = end;
    },
  };
}
