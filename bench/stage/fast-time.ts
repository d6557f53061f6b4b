// Loaded into a server before its own code: makes time run faster for it, the clock and every timer alike, so that a
// minute's window or a lease of two passes in seconds. All servers with the same beginning have the same time.
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

const times = Number(process.env['TIMES_AS_FAST']);
const beginning = Number(process.env['FAST_SINCE']);

const { now } = Date;
Date.now = () => Math.floor(beginning + (now() - beginning) * times);

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
