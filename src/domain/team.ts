import type { Mailbox } from './address.ts';
import type { DeliveryChannel } from './channel.ts';
import type { Instant } from './instant.ts';

/** A colleague's channel of a team, as the team's administrator sees it. */
export interface Member {
  id: string;
  sender: Mailbox;
  works: boolean;
  joinedAt: Instant;
}

/** An administrator's own channel, the domains it is shared with, and who has joined. Shared with none, it is no team's. */
export interface SharedChannel {
  channel: DeliveryChannel;
  domains: string[];
  members: Member[];
}
