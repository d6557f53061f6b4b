import { success } from '../../domain/result.ts';
import type { DraftAttachment, DraftRecipient, FromHost, OpenDraft, Unreadable } from './host.ts';
import { placeImages } from './inline-images.ts';
import { unsupported, type Outlook } from './mail-client.ts';
import { mediaTypeOf } from './media-type.ts';
import { readSender } from './sender.ts';

/** Reads the open draft, or the first failure of its parts. What the client keeps from us is named in `unread`. */
export async function readDraft(outlook: Outlook): FromHost<OpenDraft> {
  const draft = outlook.composed();
  if (!draft) return unsupported('readDraft');
  const { ask } = outlook;
  const recipients = (field: 'to' | 'cc' | 'bcc'): FromHost<Office.EmailAddressDetails[]> =>
    ask(`${field}.getAsync`, (answered) => draft[field].getAsync(answered));

  const [from, to, cc, bcc, subject, body, attachments, threading] = await Promise.all([
    readSender(outlook, draft),
    recipients('to'),
    recipients('cc'),
    recipients('bcc'),
    ask<string>('subject.getAsync', (answered) => draft.subject.getAsync(answered)),
    readBody(outlook, draft),
    readAttachments(outlook, draft),
    readThreading(outlook, draft),
  ]);
  if (!from.ok) return from;
  if (!to.ok) return to;
  if (!cc.ok) return cc;
  if (!bcc.ok) return bcc;
  if (!subject.ok) return subject;
  if (!body.ok) return body;
  if (!attachments.ok) return attachments;

  const placed = placeImages(attachments.value ?? [], body.value.content);
  return success({
    from: from.value,
    to: to.value.map(recipientOf),
    cc: cc.value.map(recipientOf),
    bcc: bcc.value.map(recipientOf),
    subject: subject.value,
    body: { type: body.value.type, content: placed.body },
    attachments: attachmentsOf(attachments.value ?? [], placed.contentIds),
    // No set lets an add-in read the importance of a draft.
    importance: 'normal',
    inReplyTo: threading.inReplyTo,
    references: threading.inReplyTo === null ? [] : [threading.inReplyTo],
    unread: [...(attachments.value ? [] : ['attachments' as const]), 'importance', ...threading.unread],
  });
}

async function readBody({ office, ask }: Outlook, { body }: Office.MessageCompose): FromHost<OpenDraft['body']> {
  const type = await ask<Office.CoercionType>('body.getTypeAsync', (answered) => body.getTypeAsync(answered));
  if (!type.ok) return type;
  const html = String(type.value) === 'html';
  const coercion = html ? office.CoercionType.Html : office.CoercionType.Text;
  const content = await ask<string>('body.getAsync', (answered) => body.getAsync(coercion, answered));
  return content.ok ? success({ type: html ? 'html' : 'text', content: content.value }) : content;
}

/** Null from a client that tells nothing of a draft's attachments. */
async function readAttachments(
  { ask, has }: Outlook,
  draft: Office.MessageCompose,
): FromHost<Office.AttachmentDetailsCompose[] | null> {
  if (!has('1.8')) return success(null);
  return ask<Office.AttachmentDetailsCompose[]>('getAttachmentsAsync', (answered) =>
    draft.getAttachmentsAsync(answered),
  );
}

/** The answered message's id where the client tells it; otherwise `unread` says so, but for a new mail, which answers nothing. */
async function readThreading(
  { ask, has }: Outlook,
  draft: Office.MessageCompose,
): Promise<{ inReplyTo: string | null; unread: Unreadable[] }> {
  if (has('1.14')) return { inReplyTo: messageIdOf(draft.inReplyTo), unread: [] };
  if (has('1.10')) {
    const type = await ask<{ composeType: string }>('getComposeTypeAsync', (answered) =>
      draft.getComposeTypeAsync(answered),
    );
    if (type.ok && type.value.composeType === 'newMail') return { inReplyTo: null, unread: [] };
  }
  return { inReplyTo: null, unread: ['threading'] };
}

/** A Message-ID with its brackets, RFC 5322 3.6.4; null for anything else. */
function messageIdOf(told: string | undefined): string | null {
  const id = told?.trim().replace(/^<|>$/g, '') ?? '';
  return /^[^<>\s]+$/.test(id) ? `<${id}>` : null;
}

/** A name typed and not resolved has no address, or Outlook repeats the name; Exchange's own X.500 addresses are none either. */
function recipientOf({ displayName, emailAddress }: Office.EmailAddressDetails): DraftRecipient {
  const known = /^[^\s@/][^\s@]*@[^\s@]+$/.test(emailAddress ?? '');
  return { name: displayName || emailAddress || '', address: known ? emailAddress : null };
}

/** The images of the text come first: the server puts them beside the text, and takes each attachment as it comes. */
function attachmentsOf(
  details: Office.AttachmentDetailsCompose[],
  contentIds: ReadonlyMap<string, string>,
): DraftAttachment[] {
  const imagesFirst = [
    ...details.filter(({ id }) => contentIds.has(id)),
    ...details.filter(({ id }) => !contentIds.has(id)),
  ];
  return imagesFirst.map((one) => {
    const kind = kindOf(String(one.attachmentType));
    const name = kind === 'item' && !/\.(eml|ics)$/i.test(one.name) ? `${one.name}.eml` : one.name;
    const contentId = contentIds.get(one.id) ?? null;
    return { id: one.id, name, type: mediaTypeOf(one, kind), size: one.size, kind, inline: one.isInline, contentId };
  });
}

const kindOf = (type: string): DraftAttachment['kind'] => (type === 'item' || type === 'cloud' ? type : 'file');
