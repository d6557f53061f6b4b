import { MINUTE } from '../domain/instant.ts';
import { loadConfig } from './config.ts';
import { buildServer } from './main.ts';
import { nodeFault } from './node-version.ts';
import { DELIVERY_TIMEOUTS, longestAttempt } from './smtp/timeouts.ts';

/** From a message's final dot: its answer, what has to be written down of it, and a minute for the rest. */
const STOP_AFTER_DOT = DELIVERY_TIMEOUTS.dataEnd + 1.5 * MINUTE;

/** The production server, by the environment: starts, and stops cleanly when it is told to. */
async function run(): Promise<void> {
  const tooOld = nodeFault(process.version);
  if (tooOld !== null) stopWith([`${tooOld} Start it with: npm run serve`]);
  const config = loadConfig(process.env);
  if (!config.ok) return stopWith(config.failure);
  const server = await buildServer(config.value);
  let stopped: Promise<void> | null = null;
  const stop = (): void => {
    // What a connection to a database that is gone holds up would hold us up for longer than any server.
    setTimeout(() => process.exit(1), longestAttempt(config.value.messageBytes) + STOP_AFTER_DOT).unref();
    stopped ??= server.stop().catch((error: unknown) => {
      server.app.log.error({ err: error }, 'the server did not stop cleanly');
      process.exitCode = 1;
    });
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
  await server.start();
}

function stopWith(sentences: string[]): never {
  for (const sentence of sentences) console.error(sentence);
  process.exit(1);
}

await run();
