import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** webpack writes a hash into the name of every file whose content it settles. */
const HASHED = /\.[0-9a-f]{8,}\.\w+(\.map)?$/;

/** Serves the built pane, compressed at build time; false when there is none. */
export async function paneRoutes(app: FastifyInstance, folder: string): Promise<boolean> {
  const root = resolve(folder);
  if (!existsSync(root)) return false;
  await app.register(fastifyStatic, {
    root,
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, path) {
      const isHashed = HASHED.test(path.replace(/\.(br|gz)$/, ''));
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return true;
}
