import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { pid } from 'node:process';

/**
 * Below those that a system gives away by itself, to connections and to who listens on any (Linux: from 32768 on; gVisor:
 * from 16000 on), so that none is taken before whoever asked listens there.
 */
const FROM = 10_000;
const UNTIL = 16_000;
/** Between the answer and whoever listens seconds may pass: so processes side by side look in parts of their own, and each one port after the other. */
const PARTS = 60;
const PORTS = (UNTIL - FROM) / PARTS;
const first = FROM + (pid % PARTS) * PORTS;
let next = randomInt(PORTS);

/** The wanted port when it is free on this machine, otherwise any that is; 0 wants any. */
export async function freePort(wanted: number, address = 'localhost'): Promise<number> {
  if (wanted !== 0 && (await isFree(wanted, address))) return wanted;
  for (let tried = 0; tried < PORTS; tried += 1) {
    const port = first + (next++ % PORTS);
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
