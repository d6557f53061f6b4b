import type { DeliveryChannel } from '../../domain/channel.ts';
import { whoseServer } from '../../domain/provider.ts';
import { boundBy, isLoginOf, localPartIn, type BoundBy } from '../../domain/sharing.ts';

export interface BoundCredentialNeeds {
  /** The addresses with this before their @ from which others of a tenant's channels send, or which are invited. */
  addressesBy(tenantId: string, localPart: string, exceptChannelId: string): Promise<string[]>;
  domainToASCII(domain: string): string;
}

/**
 * Why a channel's credential is not given to others, as things are now; null when it may be. Whose the server was and is by
 * today’s rows both count. A login that no row knows must be nobody's mailbox: not of the `asker`, whom the token calls so, nor of anybody who
 * sends or is invited.
 */
export const boundCredential =
  ({ addressesBy, domainToASCII }: BoundCredentialNeeds) =>
  async (channel: DeliveryChannel, asker: string | null, sendsForOthers: boolean): Promise<BoundBy | null> => {
    const { id, owner, username } = channel;
    const providers = [channel.providerId, whoseServer(channel.providerId, channel.server.host)];
    for (const providerId of providers) {
      const because = boundBy({ ...channel, providerId }, sendsForOthers, domainToASCII);
      if (because !== null) return because;
    }
    if (!providers.includes('custom')) return null;
    const others = await addressesBy(owner.tenantId, localPartIn(username), id);
    const known = asker === null ? others : [asker, ...others];
    return known.some((one) => isLoginOf(username, one, domainToASCII)) ? 'mailbox' : null;
  };
