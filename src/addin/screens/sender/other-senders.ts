import type { Channel } from '../../../contract/shapes.ts';
import { sameAddress } from '../../../domain/address.ts';
import { sendsForOthers } from '../../../domain/transport.ts';

/**
 * Whether a channel's login may be asked for another address: not where the account is the sender, nor the operator's. By a team's
 * it may for those that everybody may write as, which the rep has no channel for yet.
 */
export const takesOtherSenders = (channel: Channel, channels: readonly Channel[]): boolean =>
  channel.team === null
    ? sendsForOthers(channel.transport) && channel.credential !== 'operator'
    : namedFor(channel, channels).length > 0;

/** The same of one address. */
export const mayWriteAs = (channel: Channel, channels: readonly Channel[], address: string): boolean =>
  takesOtherSenders(channel, channels) &&
  (channel.team === null || namedFor(channel, channels).some((one) => sameAddress(one, address)));

/** What everybody may write as by a team's channel, and the rep does not yet. */
export const namedFor = (channel: Channel, channels: readonly Channel[]): string[] =>
  (channel.team?.named ?? []).filter(
    (address) => !channels.some(({ team, sender }) => team !== null && sameAddress(sender.address, address)),
  );
