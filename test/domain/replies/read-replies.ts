import { readFileSync } from 'node:fs';
import type { ReplyClass } from '../../../src/domain/classify.ts';
import type { ReplyFailureKind, Stage } from '../../../src/domain/failure.ts';

/** A reply as a real server printed it, with what it is about. */
export interface RealReply {
  class: ReplyClass;
  /** Where more than the class matters. */
  kind?: ReplyFailureKind;
  /** Where it is known. */
  stage?: Stage;
  reply: string;
  /** Who printed it, and where that is recorded. */
  source: string;
}

/**
 * - known: what the rules were written from
 * - unseen, unseen-after-tuning, unseen-again: written down with their classes before the rules met them, which then learned from all
 * - unseen-causes: what breaks a channel, and what only looks so, varied mostly by hand from common wordings; likewise
 * - bounced: what one recipient's server or one message's filter says in words that could be about ourselves; likewise
 */
export type Collection = 'known' | 'unseen' | 'unseen-after-tuning' | 'unseen-again' | 'unseen-causes' | 'bounced';

export const readReplies = (collection: Collection): RealReply[] =>
  readFileSync(new URL(`${collection}.jsonl`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): RealReply => JSON.parse(line));
