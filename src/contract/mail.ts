import * as z from 'zod/mini';
import { IMPORTANCES } from '../domain/message.ts';

const line = (max: number) => z.string().check(z.maxLength(max), z.regex(/^[^\r\n\0]*$/, 'must be one line'));

export const address = line(254).check(z.regex(/^[^\s@]+@[^\s@]+$/, 'must be an email address'));
export const mailbox = z.object({ name: line(320), address });
export const identifier = z.uuid();
/** Milliseconds since 1970-01-01T00:00Z. */
export const instant = z.int();

/** Who did something, by what the token said then. */
export const author = z.object({
  objectId: z.string(),
  name: z.nullable(z.string()),
  address: z.nullable(z.string()),
});

/** How a person is called, as the identity provider said it last. */
export const named = z.object({ name: z.nullable(z.string()), address: z.nullable(z.string()) });

export const attachmentFacts = z.object({
  name: line(255),
  type: line(127).check(z.regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/, 'must be a media type')),
  size: z.int().check(z.nonnegative()),
  contentId: z.nullable(line(255).check(z.regex(/^[!-;=?-~]+$/, 'must be a content id in ASCII, without brackets'))),
});

const messageId = line(998).check(z.regex(/^<[^<>\s]+>$/, 'must be a Message-ID'));

export const draft = z.object({
  from: mailbox,
  to: z.array(mailbox).check(z.maxLength(10_000)),
  cc: z.array(mailbox).check(z.maxLength(10_000)),
  bcc: z.array(mailbox).check(z.maxLength(10_000)),
  subject: line(998),
  body: z.object({ type: z.enum(['html', 'text']), content: z.string().check(z.maxLength(10_000_000)) }),
  attachments: z.array(attachmentFacts).check(z.maxLength(499)),
  importance: z.enum(IMPORTANCES),
  inReplyTo: z.nullable(messageId),
  references: z.array(messageId).check(z.maxLength(100)),
});
