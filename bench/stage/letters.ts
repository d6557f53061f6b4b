import type { Draft } from '../../src/domain/message.ts';

/** Ten kilobytes of text, in lines that need no encoding: a long mail without attachments. */
export const LETTER_TEXT = 'Thank you for the talk on Thursday; as promised, here is our offer once more.\r\n'.repeat(
  130,
);

export const RECIPIENT = 'kim@customer.example';

/** A letter from a mailbox to one customer. */
export const letterFrom = (address: string): Draft => ({
  from: { name: 'Ada Reimer', address },
  to: [{ name: 'Kim', address: RECIPIENT }],
  cc: [],
  bcc: [],
  subject: 'Our offer',
  body: { type: 'text', content: LETTER_TEXT },
  attachments: [],
  importance: 'normal',
  inReplyTo: null,
  references: [],
});
