import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';

jest.setTimeout(120_000);
const SERVE = fileURLToPath(new URL('../../src/server/serve.ts', import.meta.url));
const run = (env: Record<string, string>) =>
  spawn(process.execPath, [SERVE], { env, stdio: ['ignore', 'pipe', 'pipe'] });

describe('the server as a program', () => {
  it('says all that its environment lacks, and does not start', async () => {
    const program = run({ PORT: '99999' });
    const [said, [code]] = await Promise.all([text(program.stderr), once(program, 'exit')]);
    expect(code).toBe(1);
    for (const name of ['PORT', 'CREDENTIAL_KEYS', 'IDENTITY_ISSUER', 'IDENTITY_AUDIENCE', 'ADDIN_CLIENT_ID'])
      expect(said).toContain(`${name} is`);
  });

  it('says that the embedded database is for trying, answers, and stops when asked to', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'postlane-main-'));
    const program = run({
      PORT: '0',
      DATA_DIR: folder,
      CREDENTIAL_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      IDENTITY_ISSUER: 'https://login.microsoftonline.com/{tenantid}/v2.0',
      IDENTITY_AUDIENCE: 'api-id',
      ADDIN_CLIENT_ID: 'add-in',
    });
    let said = '';
    const url = await new Promise<string>((resolve, reject) => {
      program.stdout.on('data', (piece: Buffer) => {
        said += String(piece);
        const [, port] =
          /Server listening at http:\/\/127\.0\.0\.1:(\d+)/.exec(said) ??
          /Server listening at http:\/\/\[::1?\]:(\d+)/.exec(said) ??
          [];
        if (port !== undefined) resolve(`http://localhost:${port}`);
      });
      program.once('exit', () => reject(new Error(said)));
    });
    expect(said).toContain('The database is embedded');
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ready: true });
    program.kill('SIGTERM');
    const [code] = (await once(program, 'exit')) as [number];
    expect(code).toBe(0);
    await rm(folder, { recursive: true });
  });
});
