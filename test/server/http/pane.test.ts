import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { paneRoutes } from '../../../src/server/routes/pane.ts';

describe('the pane’s files', () => {
  const app = Fastify();
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'postlane-pane-'));
    await writeFile(join(folder, 'taskpane.html'), '<!doctype html>');
    await writeFile(join(folder, 'taskpane.0123456789abcdef.js'), 'plain');
    await writeFile(join(folder, 'taskpane.0123456789abcdef.js.br'), brotliCompressSync('plain'));
    expect(await paneRoutes(app, folder)).toBe(true);
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  it('are kept for ever when their name changes with their content', async () => {
    const { headers } = await app.inject('/taskpane.0123456789abcdef.js');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('are asked for anew when it does not', async () => {
    expect((await app.inject('/taskpane.html')).headers['cache-control']).toBe('no-cache');
  });

  it('come as they were compressed when they were built', async () => {
    const headers = { 'accept-encoding': 'br, gzip' };
    const reply = await app.inject({ url: '/taskpane.0123456789abcdef.js', headers });
    expect(reply.headers['content-encoding']).toBe('br');
    expect(reply.headers['cache-control']).toContain('immutable');
    expect(String(brotliDecompressSync(reply.rawPayload))).toBe('plain');
  });

  it('end at their folder', async () => {
    expect((await app.inject('/../package.json')).statusCode).toBe(404);
    expect((await app.inject('/%2e%2e/package.json')).statusCode).toBe(404);
  });

  it('are said to be missing when there are none', async () => {
    expect(await paneRoutes(Fastify(), join(folder, 'none'))).toBe(false);
  });
});
