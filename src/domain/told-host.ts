import type { DeliveryChannel } from './channel.ts';
import { isDefaultChannel } from './default-channel.ts';

/**
 * The name of a channel's server, as its rep may know it: empty where it is the operator's, or the company's own and the channel a
 * team's. What a service publishes is no secret.
 */
export const toldHost = ({
  team,
  providerId,
  server,
}: Pick<DeliveryChannel, 'team' | 'providerId' | 'server'>): string =>
  isDefaultChannel({ providerId }) ? '' : team === null ? server.host : toldToTeam({ providerId, server });

/** The same for whoever may join a team by it. */
export const toldToTeam = ({ providerId, server }: Pick<DeliveryChannel, 'providerId' | 'server'>): string =>
  providerId === 'custom' ? '' : server.host;
