import type { Instant } from '../../../domain/instant.ts';
import type { Keep } from '../../parts/surroundings.ts';

const keyFor = (mailbox: string): string => `postlane.code-left.${mailbox}`;

/** When the newest code was sent that the pane opened with, and the rep turned away from: with that one, or an older, it opens no more. */
export function codeLeft(keep: Keep, mailbox: string): Instant {
  const kept = keep.read(keyFor(mailbox));
  return typeof kept === 'number' ? kept : -Infinity;
}

export const leaveCode = (keep: Keep, mailbox: string, sentAt: Instant): void => {
  keep.write(keyFor(mailbox), Math.max(sentAt, codeLeft(keep, mailbox)));
};
