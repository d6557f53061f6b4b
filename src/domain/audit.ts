import type { Named } from './directory.ts';
import type { Instant } from './instant.ts';
import type { WaitingMail } from './leaving.ts';
import type { PolicyChange } from './policies.ts';
import type { ProviderId } from './provider.ts';

/** Who did something: the id counts, name and address are what the token said then, null where it said nothing. */
export interface Author {
  objectId: string;
  name: string | null;
  address: string | null;
}

/** By whose word something is removed: an administrator's of the organisation, or that of the rep whose it is. */
export interface WhoseWord {
  of: 'admin' | 'rep';
  by: Author;
}

/** A channel as it was when something was done to it: whose, by object id, and by which address and server. */
export interface NotedChannel {
  personId: string;
  address: string;
  providerId: ProviderId;
  host: string;
}

/** What is noted of an organisation, with all that one needs to read it years later. A kind is added to, and never changed: old entries stay. */
export type Audited =
  | { kind: 'policy-changed'; change: PolicyChange }
  | { kind: 'channel-stopped' | 'channel-let-go'; channel: NotedChannel }
  /** With the channels of so many colleagues who had joined it. */
  | { kind: 'channel-removed'; channel: NotedChannel; colleagues: number }
  /** Everybody at which domains may join it; `colleagues` had joined by one of those before, and are removed from it. */
  | { kind: 'channel-shared'; channel: NotedChannel; before: string[]; after: string[]; colleagues: number }
  /** With the address of each channel, those of so many colleagues who had joined one, and what became of so many messages that waited. */
  | {
      kind: 'person-removed';
      personId: string;
      /** How the person was called, and who got the mail; not in entries from before that was known. */
      person?: Named | null;
      successor?: Named | null;
      addresses: string[];
      colleagues: number;
      messages: number;
      mail: WaitingMail;
    }
  | { kind: 'domain-added' | 'domain-proven' | 'domain-removed'; domain: string }
  | { kind: 'address-named' | 'address-not-named'; address: string; domain: string }
  | { kind: 'colleague-invited' | 'invitation-withdrawn'; address: string; providerId: ProviderId; host: string };

/** One line of an organisation's audit log. */
export interface AuditEntry {
  /** Grows: the newest has the highest. */
  id: number;
  at: Instant;
  by: Author;
  what: Audited;
}
