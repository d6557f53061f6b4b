import type { Wish } from './host.ts';
import type { Outlook } from './mail-client.ts';

/** A pane that waits for this shows nothing meanwhile. */
const PATIENCE = 2_000;

/** What the button that opened the pane carried; null for the ribbon's own, and for whatever is not ours. */
export async function initialWish({ office, ask, has }: Outlook): Promise<Wish | null> {
  const item = office.context.mailbox.item;
  if (!item || !has('1.8')) return null;
  const told = await ask<unknown>(
    'getInitializationContextAsync',
    (answered) => item.getInitializationContextAsync(answered),
    PATIENCE,
  );
  return told.ok ? wishIn(told.value) : null;
}

/** Clients give the text back as it was, parsed, or in quotes once more. */
function wishIn(told: unknown): Wish | null {
  if (typeof told === 'string') {
    const parsed = parse(told);
    return parsed === told ? null : wishIn(parsed);
  }
  if (typeof told !== 'object' || told === null) return null;
  const { channelId } = told as { channelId?: unknown };
  return typeof channelId === 'string' ? { channelId } : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
