import type { Channel } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { SentCode } from '../../../domain/proof-code.ts';

/** The code that a channel waits for; null where none was sent, it has run out, or none is needed any more. */
export const codeOut = ({ code, isSenderProven }: Channel, now: Instant): SentCode | null =>
  code !== null && !isSenderProven && code.expiresAt > now ? code : null;
