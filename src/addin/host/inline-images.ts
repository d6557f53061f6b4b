/** What Outlook tells of an attachment that helps to find it in the body; `contentId` only from Mailbox 1.16. */
export interface PlacedAttachment {
  id: string;
  name: string;
  isInline: boolean;
  contentId?: string;
}

/**
 * The content id of each inline image, by attachment id, and the body that refers to them.
 *
 * Below Mailbox 1.16 nobody tells it. Then the body's `cid:` references are matched by name, since Outlook makes them
 * of the name (`image001.png@01DC5A2B.8F0E4D30`); when one image and one reference are left, they belong together.
 * An image that cannot be placed gets no id and travels as a file: shown twice beats lost. An id that no header may
 * carry (`my picture.png`) is replaced, here and in the body.
 */
export function placeImages(
  attachments: readonly PlacedAttachment[],
  body: string,
): { contentIds: Map<string, string>; body: string } {
  const contentIds = contentIdsFor(attachments, body);
  const fresh = new Map<string, string>();
  for (const [id, contentId] of contentIds) {
    if (CONTENT_ID.test(contentId)) continue;
    const safe = fresh.get(contentId) ?? unused([...contentIds.values(), ...fresh.values()]);
    fresh.set(contentId, safe);
    contentIds.set(id, safe);
  }
  const rewritten = body.replace(REFERENCE, (whole, before: string, ...quoted: (string | undefined)[]) => {
    const reference = quoted.slice(0, 3).find((each) => each !== undefined) ?? '';
    const safe = fresh.get(decoded(reference));
    return safe === undefined ? whole : `${before}"cid:${safe}"`;
  });
  return { contentIds, body: rewritten };
}

/** RFC 2045 7 and RFC 5322 3.6.4, and no longer than a line of a header. */
const CONTENT_ID = /^[^<>\s\p{Cc}]{1,255}$/u;
/** With an attribute in quotes the reference ends at the quote, whatever is in it. */
const REFERENCE = /(\bsrc\s*=\s*)(?:"cid:([^"]+)"|'cid:([^']+)'|cid:([^"'\s>]+))/gi;

/** The same each time: a draft that is read twice has to read the same. */
function unused(taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const id = `image-${number}@inline`;
    if (!taken.includes(id)) return id;
  }
}

function contentIdsFor(attachments: readonly PlacedAttachment[], body: string): Map<string, string> {
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

const referencesIn = (body: string): string[] =>
  [...body.matchAll(REFERENCE)].map(([, , double, single, bare]) => decoded(double ?? single ?? bare ?? ''));

/** RFC 2392: the content id in a `cid:` URL is percent-encoded. */
function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}
