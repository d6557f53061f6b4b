import { sameAddress, type Mailbox } from './address.ts';
import type { DeliveryChannel } from './channel.ts';
import type { Instant } from './instant.ts';
import { firstName } from './login-name.ts';
import { PROVIDERS, type ProviderId } from './provider.ts';
import type { SubmissionServer } from './submission-server.ts';

/** A colleague with a channel of a team, as the team's administrator sees it. */
export interface Member {
  /** Of the first channel. */
  id: string;
  sender: Mailbox;
  /** The other addresses, each by another channel. */
  also: string[];
  /** All of them. */
  works: boolean;
  joinedAt: Instant;
}

/** An administrator's own channel, the domains it is shared with, and who has joined. Shared with none, it is no team's. */
export interface SharedChannel {
  channel: DeliveryChannel;
  domains: string[];
  members: Member[];
}

/** What an administrator has prepared for a colleague who has to connect alone: all but the password. */
export interface Invitation {
  id: string;
  address: string;
  providerId: ProviderId;
  server: SubmissionServer;
  username: string;
  /** Who prepared it; null once that person is gone: it is the organisation's, and stays. */
  by: Mailbox | null;
  invitedAt: Instant;
}

/** A colleague's user name where another's channel logs in: made of the address in the same way. */
export function usernameLike(
  { providerId, username, sender }: Pick<DeliveryChannel, 'providerId' | 'username' | 'sender'>,
  address: string,
): string {
  if (PROVIDERS[providerId].username !== 'free') return firstName(providerId, address);
  const isLocalPart = sameAddress(username, sender.address.slice(0, sender.address.lastIndexOf('@')));
  return isLocalPart ? address.slice(0, address.lastIndexOf('@')) : address;
}
