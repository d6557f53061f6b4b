import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below those that a system gives away by itself, to connections and to who listens on any (Linux: from 32768 on; gVisor:
 * from 16000 on), so that none is taken before whoever asked listens there.
 */
const FROM = 10_000;
const UNTIL = 16_000;
const TRIES = 50;

/** The wanted port when it is free on this machine, otherwise any that is; 0 wants any. */
export async function freePort(wanted: number, address = 'localhost'): Promise<number> {
  if (wanted !== 0 && (await isFree(wanted, address))) return wanted;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = randomInt(FROM, UNTIL);
    if (await isFree(port, address)) return port;
  }
  throw new Error('This machine has no free port.');
}

async function isFree(port: number, address: string): Promise<boolean> {
  const probe = createServer();
  const listens = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false)).listen(port, address, () => resolve(true));
  });
  if (!listens) return false;
  probe.close();
  await once(probe, 'close');
  return true;
}
