import type { Mailbox } from './address.ts';
import type { Named } from './directory.ts';
import type { Instant } from './instant.ts';
import type { ProviderId } from './provider.ts';

/** A channel that logs in with a password, as an administrator of its rep's organisation may see it. */
export interface PasswordChannel {
  id: string;
  /** Null for whom no token has named yet. */
  person: Named | null;
  /** As its rep typed it: no word of whose it is. */
  sender: Mailbox;
  username: string;
  providerId: ProviderId;
  /** Since when it has this password. */
  since: Instant;
  /** When its provider last took a message; null when that was never, or longer ago than records are kept. */
  lastUsedAt: Instant | null;
}

/** Where in the list, which is by address, a page ends. */
export type PlaceInList = { address: string; id: string };
