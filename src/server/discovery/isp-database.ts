import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, success, type Result } from '../../domain/result.ts';
import type { Egress, FetchFailure } from '../egress.ts';
import type { Finding } from './finding.ts';
import { LARGEST, serversIn } from './settings-file.ts';

/** The operator's copy of Thunderbird's database of providers, a file for each domain: in a folder, or below an https address that ends with a slash. */
export type IspDatabase = { folder: string } | { url: string };

/** The servers that the database has for a domain; `mailDomain` is the one whose mail is looked for. */
export async function byIspDatabase(
  domain: string,
  mailDomain: string,
  database: IspDatabase | null,
  egress: Egress,
  signal: AbortSignal,
): Promise<Finding> {
  if (database === null) return { evidence: [], complete: true };
  const page =
    'url' in database
      ? await egress.fetchText(`${database.url}${domain}`, { signal, maxBytes: LARGEST })
      : await fileAt(join(database.folder, domain));
  if (!page.ok) return { evidence: [], complete: page.failure === 'absent' };
  return {
    evidence: serversIn(page.value, mailDomain).map((one) => ({ source: 'isp-database', ...one })),
    complete: true,
  };
}

async function fileAt(path: string): Promise<Result<string, FetchFailure>> {
  try {
    return success(await readFile(path, 'utf8'));
  } catch (error) {
    return failed((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'unreachable');
  }
}
