import { sameAddress } from './address.ts';
import { isDefaultChannel } from './default-channel.ts';
import { SECOND, type Instant } from './instant.ts';
import { PROVIDERS, type ProviderId } from './provider.ts';

/** How a rep has shown an address: a code that was sent there came back, or a channel sent so before there were codes. */
export const PROVEN_HOWS = ['code', 'earlier'] as const;

/** An address that a rep has shown to be the own, for one login. */
export interface ProvenAddress {
  address: string;
  how: (typeof PROVEN_HOWS)[number];
  provenAt: Instant;
}

/** As whom a channel writes, and what is known of that. */
export interface Sending {
  providerId: ProviderId;
  username: string;
  sender: { address: string };
  /** Whether its rep has shown to read mail there. */
  isSenderProven: boolean;
  /** Whether an administrator has named it as one that everybody in the organisation may write as. */
  isSenderNamed: boolean;
}

/**
 * Who says that a rep may write as a channel's sender:
 *
 * - own: the identity provider, whose token calls the rep so · proven: a code that was sent there
 * - named: the organisation, which has proved the domain, and whose administrator has named that very address for everybody
 * - service: the service refuses each message of whoever was not given the right to send so
 * - login: the service has the mailbox of that address, and took its password or sign-in
 */
export type Voucher = 'own' | 'proven' | 'named' | 'service' | 'login';

/**
 * Whether nothing but a message shows that a channel's login may write as its sender: the service takes any MAIL FROM, and judges
 * each message once it has all of it.
 */
export const showsByMessage = ({
  providerId,
  username,
  sender,
}: Omit<Sending, 'isSenderProven' | 'isSenderNamed'>): boolean =>
  PROVIDERS[providerId].refusesOtherSenders && username !== '' && !sameAddress(username, sender.address);

/** So much later goes what waits where another's login takes over: that message is under way by then, and goes first. */
export const BEHIND_THAT_MESSAGE = 5 * SECOND;

/** The rule, in order; each asks of a channel and the rep's own address, null where the token says none. */
const RULES: readonly { voucher: Voucher; holds: (sending: Sending, own: string | null) => boolean }[] = [
  { voucher: 'own', holds: ({ sender }, own) => own !== null && sameAddress(own, sender.address) },
  { voucher: 'proven', holds: ({ isSenderProven }) => isSenderProven },
  { voucher: 'named', holds: ({ isSenderNamed }) => isSenderNamed },
  { voucher: 'service', holds: ({ providerId }) => PROVIDERS[providerId].refusesOtherSenders },
  {
    voucher: 'login',
    // At a server that nobody knows, anybody may call a login as they like.
    holds: ({ providerId, username, sender }) =>
      PROVIDERS[providerId].kind === 'mailboxes' && sameAddress(username, sender.address),
  },
];

/**
 * Null where nobody does, and a code is needed: a sending service or a company's relay that takes a sender proves
 * nothing by that, and a proven domain says whose the domain is, not who reads mail at an address in it.
 * What the operator's channel carries is strangers' reputation: there the token's word counts, and no other.
 */
export const voucherOf = (sending: Sending, own: string | null): Voucher | null =>
  RULES.find(({ voucher, holds }) => (voucher === 'own' || !isDefaultChannel(sending)) && holds(sending, own))
    ?.voucher ?? null;
