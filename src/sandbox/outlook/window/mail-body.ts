import { h } from '../element.ts';
import { harmless, withPictures } from '../mailbox/body.ts';
import type { Attachment } from '../mailbox/item.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';

const style = `:host{display:block;font:15px/1.5 'Segoe UI',-apple-system,'Noto Sans','Liberation Sans',system-ui,sans-serif;color:#242424;overflow-wrap:anywhere}
img{max-width:100%;height:auto}a{color:#0f6cbd}hr{border:0;border-top:1px solid #d1d1d1}`;

/** A mail's HTML, without what could act on this page, and fenced off from this page's styles. */
export function mailBody(html: string, pictures: ReadonlyMap<string, string>): HTMLElement {
  const holder = h('div', { class: 'mail-body', 'data-testid': 'mail-body' });
  const shadow = holder.attachShadow({ mode: 'open' });
  shadow.append(h('style', {}, style), h('div', {}));
  const [, content] = shadow.children;
  if (content) content.innerHTML = withPictures(harmless(html), pictures);
  return holder;
}

/** Addresses of the inline pictures to show, by content id. */
export async function picturesOf(mailbox: Mailbox, attachments: readonly Attachment[]): Promise<Map<string, string>> {
  const pictures = new Map<string, string>();
  for (const { id, contentId, contentType } of attachments) {
    const content = contentId ? await mailbox.content(id) : undefined;
    if (content !== undefined) pictures.set(contentId, `data:${contentType};base64,${content}`);
  }
  return pictures;
}
