import { setTimeout as pause } from 'node:timers/promises';
import type { Channel } from '../../src/contract/shapes.ts';
import { offers, queueQuietly } from './queueing.ts';
import { asPerson } from './sending.ts';
import { person, type Stage } from './stage.ts';

/** Seldom enough for the server, which takes 300 questions a minute of one rep. */
const POLL = 250;

/** Waits until something is so, for as long as that takes. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(POLL);
}

export async function channelOf(stage: Stage, id: string): Promise<Channel> {
  const { channels } = JSON.parse(await asPerson(stage, 'nora', 'GET', '/api/channels')) as { channels: Channel[] };
  const found = channels.find((one) => one.id === id);
  if (!found) throw new Error('The channel is gone.');
  return found;
}

/** Nora's password is changed elsewhere while as many messages are on their way: the channel is broken, and they wait. */
export async function breakChannel(stage: Stage, id: string, waiting: number): Promise<void> {
  stage.sandbox.switches.turn('password-changed', true);
  await queueQuietly(stage, 'nora', id, offers(waiting));
  await until(async () => {
    const { health, held } = await channelOf(stage, id);
    return health.state === 'broken' && held === waiting;
  });
}

/** Nora gives the new password from elsewhere, and the connection over which her mail then goes has ended. */
export async function mendChannel(stage: Stage, id: string): Promise<void> {
  const credential = { kind: 'password', password: person('nora').newPassword };
  const told = await asPerson(stage, 'nora', 'POST', `/api/channels/${id}/repair`, { credential });
  const { verifiedAt, health } = await channelOf(stage, id);
  if (health.state === 'broken') throw new Error(`Not mended: ${told}`);
  await until(async () => (await channelOf(stage, id)).checkedAt > verifiedAt);
}
