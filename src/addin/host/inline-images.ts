/** What Outlook tells of an attachment that helps to find it in the body; `contentId` only from Mailbox 1.16. */
export interface PlacedAttachment {
  id: string;
  name: string;
  isInline: boolean;
  contentId?: string;
}

/**
 * The content id of each inline image, by attachment id.
 *
 * Below Mailbox 1.16 nobody tells it. Then the body's `cid:` references are matched by name, since Outlook makes them
 * of the name (`image001.png@01DC5A2B.8F0E4D30`); when one image and one reference are left, they belong together.
 * An image that cannot be placed gets no id and travels as a file: shown twice beats lost.
 */
export function contentIdsFor(attachments: readonly PlacedAttachment[], body: string): Map<string, string> {
  const found = new Map<string, string>();
  const open = new Set(referencesIn(body));
  const place = ({ id }: PlacedAttachment, contentId: string): void => {
    found.set(id, contentId);
    open.delete(contentId);
  };

  const inline = attachments.filter((one) => one.isInline);
  for (const one of inline) {
    const told = one.contentId?.replace(/^<|>$/g, '');
    if (told) place(one, told);
  }
  const unplaced = (): PlacedAttachment[] => inline.filter((one) => !found.has(one.id));
  for (const one of unplaced()) {
    const match = [...open].find((reference) => reference === one.name || reference.startsWith(`${one.name}@`));
    if (match) place(one, match);
  }
  const [last, ...others] = unplaced();
  const [reference, ...further] = open;
  if (last && reference !== undefined && others.length === 0 && further.length === 0) place(last, reference);
  return found;
}

/** RFC 2392: the content id in a `cid:` URL is percent-encoded. */
function referencesIn(body: string): string[] {
  return [...body.matchAll(/\bsrc\s*=\s*["']?cid:([^"'\s>]+)/gi)].map(([, reference = '']) => {
    try {
      return decodeURIComponent(reference);
    } catch {
      return reference;
    }
  });
}
