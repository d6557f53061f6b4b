import { success } from '../../domain/result.ts';
import type { FromHost } from './host.ts';
import { unsupported, type Outlook } from './mail-client.ts';

/**
 * Reads a note of ours from the open item; null when there is none.
 *
 * Custom properties are with the draft in the mailbox, session data only with the open window: a note is looked for in
 * both, since a client that could not save the first got the second.
 */
export async function readNote(outlook: Outlook, key: string): FromHost<string | null> {
  const properties = await load(outlook);
  if (properties.ok) {
    const value: unknown = properties.value.get(key);
    if (typeof value === 'string') return success(value);
  }
  const draft = outlook.composed();
  if (!draft || !outlook.has('1.11')) return properties.ok ? success(null) : properties;
  const kept = await outlook.ask<string>('sessionData.getAsync', (answered) =>
    draft.sessionData.getAsync(key, answered),
  );
  if (kept.ok) return success(kept.value || null);
  // A key that is not there is an error to Outlook, and no note to us.
  return properties.ok || kept.failure.kind === 'host-refused' ? success(null) : kept;
}

/** Writes a note, or removes it with null: then from both places. */
export async function writeNote(outlook: Outlook, key: string, value: string | null): FromHost<void> {
  const saved = await save(outlook, key, value);
  const draft = outlook.composed();
  if ((saved.ok && value !== null) || !draft || !outlook.has('1.11')) return saved;
  return outlook.ask<void>('sessionData.setAsync', (answered) =>
    draft.sessionData.setAsync(key, value ?? '', answered),
  );
}

async function save(outlook: Outlook, key: string, value: string | null): FromHost<void> {
  const properties = await load(outlook);
  if (!properties.ok) return properties;
  if (value === null) properties.value.remove(key);
  else properties.value.set(key, value);
  return outlook.ask<void>('customProperties.saveAsync', (answered) => properties.value.saveAsync(answered));
}

async function load({ office, ask }: Outlook): FromHost<Office.CustomProperties> {
  const item = office.context.mailbox.item;
  if (!item) return unsupported('loadCustomPropertiesAsync');
  return ask<Office.CustomProperties>('loadCustomPropertiesAsync', (answered) =>
    item.loadCustomPropertiesAsync(answered),
  );
}
