import { failed } from '../../domain/result.ts';
import type { Ask } from './calls.ts';
import type { HostFailure } from './host.ts';

/** What every part of the host works with. */
export interface Outlook {
  office: typeof Office;
  ask: Ask;
  /** Whether the client has this Mailbox requirement set, such as `1.8`. */
  has: (set: string) => boolean;
  /** The draft that is open now; null when none is. */
  composed: () => Office.MessageCompose | null;
}

export const unsupported = (call: string): { ok: false; failure: HostFailure } =>
  failed({ kind: 'host-unsupported', call });
