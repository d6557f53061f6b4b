import type { Way } from '../../../domain/sign-in-service.ts';
import type { Keep } from '../../parts/surroundings.ts';
import type { Fields, Origin, Typed } from './fields.ts';

/** A connect screen that a reload interrupted: all that was typed but the password. */
export interface Unfinished {
  origin: Origin;
  typed: Typed;
  /** By which way the rep meant to get in. */
  way: Way;
  /** Whether the five steps were running. */
  proving: boolean;
}

const keyFor = (mailbox: string): string => `postlane.connect.${mailbox}`;

export function readUnfinished(keep: Keep, mailbox: string): Unfinished | null {
  const kept = keep.read(keyFor(mailbox));
  return typeof kept === 'object' && kept !== null && 'origin' in kept ? (kept as Unfinished) : null;
}

export function writeUnfinished(
  keep: Keep,
  mailbox: string,
  { origin, fields }: { origin: Origin; fields: Fields },
  way: Way,
  proving: boolean,
): void {
  // Field by field, so that a password can't slip along.
  const { providerId, part, host, port, security, username, senderAddress, senderName } = fields;
  // Some services take the secret for a user name too: until another secret stands beside it, what was typed may be one.
  const kept = username.startsWith(fields.password) ? origin.username : username;
  const typed = { providerId, part, host, port, security, username: kept, senderAddress, senderName };
  keep.write(keyFor(mailbox), { origin, typed, way, proving } satisfies Unfinished);
}

export const forgetUnfinished = (keep: Keep, mailbox: string): void => {
  keep.write(keyFor(mailbox), null);
};
