// The server in a time that runs faster, its clock and every timer alike, so that a minute's window or a lease passes in
// seconds. All that are given the same beginning have the same time.
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { loadConfig } from '../../src/server/config.ts';
import { buildServer } from '../../src/server/main.ts';
import { clockOf } from './fast-time.ts';

const times = Number(process.env['TIMES_AS_FAST']);

const { setTimeout: after, setInterval: every } = globalThis;
globalThis.setTimeout = Object.assign(
  (work: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]) =>
    after(work, milliseconds / times, ...given),
  after,
);
globalThis.setInterval = Object.assign(
  (work: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]) =>
    every(work, milliseconds / times, ...given),
  every,
);
const { setTimeout: pause } = timers;
timers.setTimeout = (milliseconds = 0, ...given) => pause(milliseconds / times, ...given);
syncBuiltinESMExports();

const config = loadConfig(process.env);
if (!config.ok) throw new Error(config.failure.join(' '));
const clock = clockOf({ times, since: Number(process.env['FAST_SINCE']) });
const server = await buildServer(config.value, { clock });
process.once('SIGTERM', () => void server.stop());
await server.start();
