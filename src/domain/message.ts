import { eachOnce, type Mailbox } from './address.ts';
import type { WrappedKey } from './credential.ts';

/** What the wire carries, apart from the content: RFC 5321 4.1.1. */
export interface Envelope {
  mailFrom: string;
  rcptTo: string[];
}

/** A message's content as the store keeps it: its key, wrapped under the operator's, and the chunks, each sealed as it is asked for. */
export interface SealedContent {
  key: WrappedKey;
  chunks: AsyncIterable<Uint8Array>;
}

export type Importance = 'low' | 'normal' | 'high';
export const IMPORTANCES = ['low', 'normal', 'high'] as const satisfies readonly Importance[];

export interface AttachmentFacts {
  name: string;
  /** Media type, such as application/pdf. */
  type: string;
  /** In bytes, before base64. */
  size: number;
  /** Set for an image the body shows by `cid:`; null for a file. */
  contentId: string | null;
}

/** A draft as read from Outlook, without the bytes of its attachments. */
export interface Draft {
  from: Mailbox;
  to: Mailbox[];
  cc: Mailbox[];
  bcc: Mailbox[];
  subject: string;
  body: { type: 'html' | 'text'; content: string };
  attachments: AttachmentFacts[];
  importance: Importance;
  /** Message-ID with its angle brackets, RFC 5322 3.6.4; null for a new conversation. */
  inReplyTo: string | null;
  references: string[];
}

/** 25 MB: what a message may weigh on the wire unless the provider or the operator says less. */
export const MESSAGE_BYTES = 25 * 1024 * 1024;

/** Everyone who gets the message, each once, in order. Bcc is here and never in a header. */
export function envelopeOf(draft: Pick<Draft, 'from' | 'to' | 'cc' | 'bcc'>): Envelope {
  const addresses = [...draft.to, ...draft.cc, ...draft.bcc].map(({ address }) => address);
  return { mailFrom: draft.from.address, rcptTo: eachOnce(addresses) };
}

/**
 * About how many bytes the draft takes on the wire: base64 with line breaks for attachments (RFC 2045 6.8: 76 characters
 * and CRLF for each 57 bytes), room for headers. Never less than the truth for the attachments; for warnings, before upload.
 */
export function wireBytes(draft: Pick<Draft, 'body' | 'attachments'>): number {
  const attachments = draft.attachments.reduce((sum, { size }) => sum + Math.ceil(size / 57) * 78 + 400, 0);
  return attachments + draft.body.content.length * 2 + 2_000;
}
