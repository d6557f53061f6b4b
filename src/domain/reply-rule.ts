import type { ReplyFailureKind } from './failure.ts';

/** How servers say one thing, as data. Rules are tried in order, and the first that fits decides. */
export interface ReplyRule {
  /** Tried against `code enhanced words` on one line, mailboxes left out, in any case of letters. */
  pattern: RegExp;
  kind: ReplyFailureKind;
  /** What it means under a 4xx code, where that differs from what every reply of the kind means then. */
  later?: ReplyFailureKind;
  /** A real reply that this rule is the first to recognise. */
  example: string;
  /** Who printed the example, and where it is recorded. */
  source: string;
}

/** One pattern out of several phrases, in any case of letters. */
export const says = (...phrases: readonly RegExp[]): RegExp =>
  new RegExp(phrases.map(({ source }) => source).join('|'), 'i');
