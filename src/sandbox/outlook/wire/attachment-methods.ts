import type { Attachment, Draft } from '../mailbox/item.ts';
import { code, done, refused, text, type Call, type Method } from './answer.ts';
import { wireAttachment } from './initial-data.ts';
import { contentTypeOf, mostAttachmentBytes, toBase64 } from '../mailbox/attachment-content.ts';

/** Methods that list, add and remove a draft's attachments. */

async function add({ outlook, item, given }: Call<Draft>, base64: string, contentType: string) {
  const name = text(given['name']);
  const isInline = given['isInline'] === true;
  const sizeBytes = Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
  if (sizeBytes > mostAttachmentBytes) return refused(code.attachmentTooLarge);
  const attachment: Omit<Attachment, 'id'> = {
    ...{ name, sizeBytes, contentType, isInline },
    kind: 'file',
    // Outlook names an inline picture by its file name, so that `cid:name` finds it.
    contentId: isInline ? name : '',
  };
  return done((await outlook.mailbox.attach(item.id, attachment, base64, 'add-in')).id);
}

async function addFromAddress(call: Call<Draft>) {
  const response = await fetch(text(call.given['uri'])).catch(() => undefined);
  if (!response?.ok) return refused(code.downloadFailed);
  const type = response.headers.get('content-type')?.split(';')[0] ?? contentTypeOf(text(call.given['name']));
  return add(call, toBase64(new Uint8Array(await response.arrayBuffer())), type);
}

export const attachmentMethods: Readonly<Record<number, Method<Draft>>> = {
  16: { since: 1, run: addFromAddress },
  20: {
    since: 1,
    run: ({ outlook, item, given }) =>
      outlook.mailbox.detach(item.id, text(given['attachmentIndex']), 'add-in')
        ? done()
        : refused(code.attachmentToDeleteUnknown),
  },
  148: {
    since: 8,
    run: (call) => add(call, text(call.given['base64String']), contentTypeOf(text(call.given['name']))),
  },
  149: { since: 8, run: ({ item }) => done(item.attachments.map(wireAttachment)) },
};
