import { freePort } from '../../src/sandbox/ports.ts';

/** A TCP port that nobody on this machine's loopback listens on now. */
export const findFreePort = (): Promise<number> => freePort(0, '127.0.0.1');
