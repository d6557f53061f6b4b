import { success } from '../../domain/result.ts';
import type { FromHost } from './host.ts';
import { unsupported, type Outlook } from './mail-client.ts';

/**
 * Reads a note of ours from the draft; null when there is none.
 *
 * Custom properties are with the draft in the mailbox, session data only with the open window. A note is written to
 * both, and found in either. While one of them may hold a note and does not tell, the answer is its failure: a draft
 * whose note is missed would be sent a second time.
 */
export async function readNote(outlook: Outlook, key: string): FromHost<string | null> {
  const [property, session] = await Promise.all([readProperty(outlook, key), readSession(outlook, key)]);
  if (session.ok && session.value !== null) return session;
  if (property.ok && property.value !== null) return property;
  return property.ok ? session : property;
}

/** Writes a note, or removes it with null, in both places. It counts when it will be found again. */
export async function writeNote(outlook: Outlook, key: string, value: string | null): FromHost<void> {
  const [saved, kept] = await Promise.all([saveProperty(outlook, key, value), writeSession(outlook, key, value)]);
  // One that is left anywhere is found again.
  if (value === null) return saved.ok ? (kept ?? saved) : saved;
  // Where the mailbox takes no properties, the window is what there is. Silence is no refusal: it may be mended later.
  return saved.ok || saved.failure.kind !== 'host-refused' ? saved : (kept ?? saved);
}

async function readProperty(outlook: Outlook, key: string): FromHost<string | null> {
  const properties = await load(outlook);
  if (!properties.ok) return properties;
  const value: unknown = properties.value.get(key);
  return success(typeof value === 'string' ? value : null);
}

/** A key that is not there is an error to Outlook, and no note to us. */
async function readSession({ ask, has, composed }: Outlook, key: string): FromHost<string | null> {
  const draft = composed();
  if (!draft || !has('1.11')) return success(null);
  const kept = await ask<string>('sessionData.getAsync', (answered) => draft.sessionData.getAsync(key, answered));
  if (kept.ok) return success(kept.value || null);
  return kept.failure.kind === 'host-refused' ? success(null) : kept;
}

async function saveProperty(outlook: Outlook, key: string, value: string | null): FromHost<void> {
  const save = async (): FromHost<void> => {
    const properties = await load(outlook);
    if (!properties.ok) return properties;
    if (value === null) properties.value.remove(key);
    else properties.value.set(key, value);
    return outlook.ask<void>('customProperties.saveAsync', (answered) => properties.value.saveAsync(answered));
  };
  const saved = await save();
  // Outlook's own saving of the draft gets in the way of ours now and then: https://github.com/OfficeDev/office-js/issues/6624
  return !saved.ok && saved.failure.kind === 'host-refused' ? save() : saved;
}

/** Null from a client without session data. */
async function writeSession(
  { ask, has, composed }: Outlook,
  key: string,
  value: string | null,
): Promise<Awaited<FromHost<void>> | null> {
  const draft = composed();
  if (!draft || !has('1.11')) return null;
  return ask<void>('sessionData.setAsync', (answered) => draft.sessionData.setAsync(key, value ?? '', answered));
}

async function load({ ask, composed }: Outlook): FromHost<Office.CustomProperties> {
  const draft = composed();
  if (!draft) return unsupported('loadCustomPropertiesAsync');
  return ask<Office.CustomProperties>('loadCustomPropertiesAsync', (answered) =>
    draft.loadCustomPropertiesAsync(answered),
  );
}
