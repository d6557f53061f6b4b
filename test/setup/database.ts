import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/server/store/open.ts';

/** By which the workers hear where the model lies. */
const MODEL = 'POSTLANE_MODEL_DATABASE';

/** Makes an empty, migrated database of the embedded engine to copy: making one takes seconds, a copy a moment. Gives back what removes it. */
export async function makeModelDatabase(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'postlane-model-'));
  const made = await openDatabase({ folder });
  await made.close();
  process.env[MODEL] = folder;
  return () => rmSync(folder, { recursive: true });
}

/** Lays an empty, migrated database into a folder, there to be opened. Where no model was made, whoever opens the folder makes its own. */
export function layDatabase(folder: string): void {
  const model = process.env[MODEL];
  if (model !== undefined) cpSync(model, folder, { recursive: true });
}
