import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mailbox } from '../../domain/address.ts';
import type { AttachmentFacts, Draft, Importance } from '../../domain/message.ts';
import { plainText } from './plain-text.ts';

/** What makes a message this message: fixed when it is queued, the same in every attempt. */
export interface MessageIdentity {
  /** With its angle brackets, RFC 5322 3.6.4. */
  messageId: string;
  date: Date;
}

const PRIORITY: Record<Importance, Record<string, string>> = {
  low: { Importance: 'low', 'X-Priority': '5' },
  normal: {},
  high: { Importance: 'high', 'X-Priority': '1' },
};

// A line is 998 octets at most (RFC 5322 2.1.1), and is folded at spaces only: nobody writes such words, or such a Message-ID.
const LONG_WORD = /\S{900}(?=\S)/g;
const LONGEST_MESSAGE_ID = 900;
const ASCII = /^\p{ASCII}*$/u;

/**
 * A draft as a message: RFC 5322, MIME, 7-bit but for what stands before the @ of addresses beyond ASCII (RFC 6532), CRLF, Bcc left out. Each attachment
 * is asked for when its turn comes and read as fast as the message is: first those with a content id, then the others.
 * Errors of an attachment's stream are the message's.
 */
export function compose(
  draft: Draft,
  { messageId, date }: MessageIdentity,
  attachment: (index: number) => Readable,
): Readable {
  const visible = draft.to.length + draft.cc.length > 0;
  const mail = new MailComposer({
    from: named(draft.from),
    // RFC 5322 3.4: a group without members, so that a message to Bcc only has a To all the same.
    to: visible ? draft.to.map(named) : 'undisclosed-recipients:;',
    cc: draft.cc.map(named),
    subject: oneLine(draft.subject).replace(LONG_WORD, '$& '),
    messageId,
    date,
    inReplyTo: draft.inReplyTo !== null && fits(draft.inReplyTo) ? draft.inReplyTo : undefined,
    references: draft.references.filter(fits),
    headers: PRIORITY[draft.importance],
    ...bodyOf(draft),
    attachments: draft.attachments.map((facts, index) => part(facts, () => attachment(index))),
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().createReadStream();
}

function bodyOf({ body: { type, content } }: Draft): { text: string; html?: string } {
  // An empty text would be left out, and the first attachment take its place.
  const text = inLines(type === 'html' ? plainText(content) : content) || '\r\n';
  return type === 'html' ? { text, html: inLines(content) } : { text };
}

function part({ name, type, contentId }: AttachmentFacts, open: () => Readable) {
  return {
    filename: oneLine(name) || false,
    contentType: mediaType(type),
    contentDisposition: contentId === null ? 'attachment' : 'inline',
    cid: contentId ?? undefined,
    content: lazily(open),
  } as const;
}

/** A multipart or message as an attachment may not be encoded (RFC 2046 5.1, 5.2.1), and may hold 8-bit lines of any length: it goes as a file, which its name says how to open. */
const mediaType = (type: string): string => (/^(multipart|message)\//i.test(type) ? 'application/octet-stream' : type);

/** Opened on the first read, not before. */
const lazily = (open: () => Readable): Readable =>
  Readable.from(
    (async function* () {
      yield* open();
    })(),
    { objectMode: false },
  );

const named = ({ name, address }: Mailbox): { name: string; address: string } => ({
  name: oneLine(name),
  address: oneLine(address),
});

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** Lines end in CRLF, and NUL is no letter (RFC 5322 2.3, RFC 5321 4.5.2). */
const inLines = (text: string): string => text.replace(/\r\n|\r|\n/g, '\r\n').replaceAll('\0', '');

/** Beyond ASCII an id would need SMTPUTF8 of a server that is not asked for it: the thread is the lesser loss. */
const fits = (messageId: string): boolean => messageId.length <= LONGEST_MESSAGE_ID && ASCII.test(messageId);
