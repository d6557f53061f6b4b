import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** The wanted port when it is free on this machine, otherwise any that is; 0 wants any. */
export async function freePort(wanted: number): Promise<number> {
  for (const port of [wanted, 0]) {
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false)).listen(port, 'localhost', () => resolve(true));
    });
    if (!isFree) continue;
    const found = (probe.address() as AddressInfo).port;
    probe.close();
    await once(probe, 'close');
    return found;
  }
  throw new Error('This machine has no free port.');
}
