import type { ItemKind } from './host.ts';

/** The subject tells the modes apart in every version: a string to read, an object with methods to compose. */
export function kindOf({ context }: typeof Office): ItemKind {
  const item = context.mailbox.item;
  // A pinned pane sees null with nothing or several things selected, and appointments too.
  if (!item || String(item.itemType) !== 'message') return 'none';
  return typeof item.subject === 'string' ? 'message-read' : 'message-compose';
}
