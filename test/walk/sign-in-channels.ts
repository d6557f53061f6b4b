import type { Break, Channel } from '../../src/contract/shapes.ts';
import { asPerson } from './sending.ts';
import type { Stage } from './stage.ts';

/** A person's channels, as the product's own API tells them. */
export const channelsOf = async (stage: Stage, id: string): Promise<Channel[]> =>
  (JSON.parse(await asPerson(stage, id, 'GET', '/api/channels')) as { channels: Channel[] }).channels;

/** A channel's history, the latest first. */
export const breaksOf = async (stage: Stage, id: string, channelId: string): Promise<Break[]> =>
  (JSON.parse(await asPerson(stage, id, 'GET', `/api/channels/${channelId}/history`)) as { breaks: Break[] }).breaks;
