import { mend, type DeliveryChannel, type Owner } from '../../domain/channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { proveChannel, type ConnectEvent, type ProvingNeeds } from './prove-channel.ts';

export interface RepairNeeds extends ProvingNeeds {
  find(owner: Owner, channelId: string): Promise<DeliveryChannel | null>;
}

/** Proves a channel with a new password by the same five steps, then seals it, mends the channel and lets its mail go. */
export const repairChannel =
  (needs: RepairNeeds) =>
  async (
    owner: Owner,
    channelId: string,
    password: string,
    signal: AbortSignal,
  ): Promise<Result<AsyncGenerator<ConnectEvent, void>, RequestFailure>> => {
    const channel = await needs.find(owner, channelId);
    if (channel === null) return failed({ kind: 'not-found' });
    const { providerId, server, username, sender } = channel;
    const steps = proveChannel(
      needs,
      { providerId, server, username, sender },
      password,
      async (proof) => {
        // Removed meanwhile, it stays removed.
        const current = await needs.find(owner, channelId);
        return current && { channel: mend(current, proof), isNew: false };
      },
      signal,
    );
    return success(steps);
  };
