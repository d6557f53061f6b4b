import PostalMime, { type Address } from 'postal-mime';
import { toBase64 } from './attachment-content.ts';
import { htmlOf } from './body.ts';
import type { Attachment } from './item.ts';

/** What a recipient sees of a message. */
export interface ReceivedContent {
  /** "Name <address>", as the header says it. */
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly isImportant: boolean;
  readonly html: string;
  readonly attachments: readonly Attachment[];
  /** Data addresses by attachment id. */
  readonly files: ReadonlyMap<string, string>;
  /** Data addresses by content id. */
  readonly pictures: ReadonlyMap<string, string>;
}

const person = ({ name, address }: Address): string => (name && address ? `${name} <${address}>` : (address ?? name));
const people = (all: readonly Address[] = []): string => all.map(person).join('; ');

/** Opens a message from the bytes that arrived. */
export async function openMessage(source: ArrayBuffer): Promise<ReceivedContent> {
  const mail = await PostalMime.parse(source, { attachmentEncoding: 'arraybuffer' });
  const files = new Map<string, string>();
  const pictures = new Map<string, string>();
  const attachments = mail.attachments.map(({ filename, mimeType, contentId, content }, index): Attachment => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
    const id = String(index);
    const cid = contentId?.replace(/^<|>$/g, '') ?? '';
    const address = `data:${mimeType};base64,${toBase64(bytes)}`;
    files.set(id, address);
    if (cid) pictures.set(cid, address);
    return {
      ...{ id, sizeBytes: bytes.length, contentType: mimeType, kind: 'file', contentId: cid },
      name: filename ?? 'attachment',
      isInline: cid !== '' && (mail.html?.includes(`cid:${cid}`) ?? false),
    };
  });
  const importance = mail.headers.find(({ key }) => key === 'importance')?.value ?? '';
  return {
    ...{ attachments, files, pictures },
    from: mail.from ? person(mail.from) : '',
    to: people(mail.to),
    cc: people(mail.cc),
    isImportant: importance.toLowerCase() === 'high',
    html: mail.html ?? htmlOf(mail.text ?? ''),
  };
}
