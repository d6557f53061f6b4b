import { h } from '../element.ts';
import { icon } from '../icon.ts';
import { readableSize } from '../mailbox/attachment-content.ts';
import type { Attachment } from '../mailbox/item.ts';

/** The attachments below a subject; with `remove`, each can be taken off. */
export function attachmentList(
  attachments: readonly Attachment[],
  open: (attachment: Attachment) => void,
  remove?: (attachment: Attachment) => void,
): HTMLElement {
  const shown = attachments.filter(({ isInline }) => !isInline);
  return h(
    'ul',
    { class: 'attachments', 'aria-label': 'Attachments', hidden: shown.length === 0 },
    ...shown.map((attachment) =>
      h(
        'li',
        { class: 'attachment' },
        h(
          'button',
          { type: 'button', class: 'attachment-open', onclick: () => open(attachment) },
          icon(
            attachment.kind === 'cloud' ? 'cloud' : attachment.contentType.startsWith('image/') ? 'picture' : 'attach',
          ),
          h(
            'span',
            {},
            h('b', {}, attachment.name),
            h('small', {}, attachment.kind === 'cloud' ? 'In the cloud' : readableSize(attachment.sizeBytes)),
          ),
        ),
        remove &&
          h(
            'button',
            {
              type: 'button',
              class: 'pane-button',
              'aria-label': `Remove ${attachment.name}`,
              onclick: () => remove(attachment),
            },
            icon('close'),
          ),
      ),
    ),
  );
}

/** Gives the person a file to keep. */
export function download(name: string, address: string): void {
  h('a', { href: address, download: name }).click();
}
