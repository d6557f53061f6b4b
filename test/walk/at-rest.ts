import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from '../../src/server/main.ts';

/**
 * Resolves when a server has no connection open for mail. Whoever leads its clock on waits for that: a connection that
 * lingers for the next mail would be hours old at once, and mail that goes over it makes no login.
 */
export async function untilAtRest(readMetrics: () => Promise<string>): Promise<void> {
  while (!/^postlane_conversations 0$/m.test(await readMetrics())) await pause(50);
}

export const metricsOf = async ({ app }: Server): Promise<string> => (await app.inject({ url: '/metrics' })).body;
