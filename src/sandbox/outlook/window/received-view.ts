import PostalMime from 'postal-mime';
import { h } from '../element.ts';
import { toBase64 } from '../mailbox/attachment-content.ts';
import { htmlOf } from '../mailbox/body.ts';
import type { Attachment } from '../mailbox/item.ts';
import { receivedSource, type ReceivedMessage } from '../sandbox-api.ts';
import { attachmentList, download } from './attachment-list.ts';
import { avatar } from './avatar.ts';
import { mailBody } from './mail-body.ts';
import { ribbon, ribbonButton } from './ribbon.ts';

interface Opened {
  readonly html: string;
  readonly attachments: readonly Attachment[];
  /** Data addresses by attachment id. */
  readonly files: ReadonlyMap<string, string>;
  readonly pictures: ReadonlyMap<string, string>;
}

async function openSource(source: string): Promise<Opened> {
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
    const isInline = cid !== '' && (mail.html?.includes(`cid:${cid}`) ?? false);
    return {
      id,
      name: filename ?? 'attachment',
      sizeBytes: bytes.length,
      contentType: mimeType,
      kind: 'file',
      isInline,
      contentId: cid,
    };
  });
  return { html: mail.html ?? htmlOf(mail.text ?? ''), attachments, files, pictures };
}

/** A message as its recipient got it, opened from the bytes that arrived. */
export function receivedView(message: ReceivedMessage): HTMLElement {
  const content = h('div', { class: 'received-content' });
  const source = h('pre', { class: 'mail-card source', hidden: true, 'aria-label': 'Message source' });
  const showSource = ribbonButton(
    'Source',
    'text',
    () => {
      source.hidden = !source.hidden;
      content.hidden = !source.hidden;
      showSource.setAttribute('aria-pressed', String(!source.hidden));
    },
    { pressed: false },
  );
  void receivedSource(message.id)
    .then(async (text) => {
      source.textContent = text;
      const { html, attachments, files, pictures } = await openSource(text);
      content.replaceChildren(
        attachmentList(attachments, ({ id, name }) => download(name, files.get(id) ?? '')),
        h('div', { class: 'mail-card' }, mailBody(html, pictures)),
      );
    })
    .catch((error: unknown) => content.replaceChildren(h('p', { class: 'empty' }, String(error))));
  return h(
    'article',
    { class: 'reading', 'aria-label': message.subject },
    ribbon(showSource),
    h(
      'div',
      { class: 'reading-scroll' },
      h('h2', { class: 'subject' }, message.subject || '(No subject)'),
      h(
        'header',
        { class: 'mail-card mail-head' },
        avatar(message.from),
        h(
          'div',
          { class: 'mail-people' },
          h('b', {}, message.from),
          h('small', {}, `Delivered to: ${message.to.join('; ')}`),
        ),
        h(
          'time',
          { datetime: message.receivedAt },
          new Date(message.receivedAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }),
        ),
      ),
      content,
      source,
    ),
  );
}
