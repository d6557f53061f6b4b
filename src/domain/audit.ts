import type { Instant } from './instant.ts';
import type { PolicyChange } from './policies.ts';

/** Who did something: the id counts, name and address are what the token said then, null where it said nothing. */
export interface Author {
  objectId: string;
  name: string | null;
  address: string | null;
}

/** What is noted of an organisation, with all that one needs to read it years later. A kind is added to, and never changed: old entries stay. */
export type Audited = { kind: 'policy-changed'; change: PolicyChange };

/** One line of an organisation's audit log. */
export interface AuditEntry {
  /** Grows: the newest has the highest. */
  id: number;
  at: Instant;
  by: Author;
  what: Audited;
}
