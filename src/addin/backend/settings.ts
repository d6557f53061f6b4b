import { endpoints } from '../../contract/endpoints.ts';
import type { Settings } from '../../contract/shapes.ts';
import { failed } from '../../domain/result.ts';
import { failureOf, parsed } from './answer.ts';
import type { FromBackend } from './backend.ts';

const PATIENCE = 15_000;

/** Reads what the pane must know before anyone is signed in. `origin` is the server's, without a slash at its end. */
export async function readSettings(origin: string): FromBackend<Settings> {
  const { path, reply } = endpoints.readSettings;
  try {
    const response = await fetch(origin + path, { signal: AbortSignal.timeout(PATIENCE) });
    const text = await response.text();
    return response.ok ? parsed(reply, response.status, text) : failed(failureOf(response.status, text));
  } catch {
    return failed({ kind: 'backend-away' });
  }
}
