import { afterEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { createHttp } from '../../../src/server/http.ts';

let app: FastifyInstance | undefined;
afterEach(() => app?.close());

async function clientSeen(trustProxy: boolean | string[]): Promise<string> {
  app = await createHttp({
    publicUrl: 'https://postlane.example',
    identityOrigin: 'https://id.example',
    frameAncestors: [],
    scriptSources: [],
    logLevel: 'silent',
    log: undefined,
    https: null,
    messageBytes: 1_000_000,
    trustProxy,
    newId: () => 'request',
  });
  app.get('/who', ({ ip }) => ip);
  const headers = { 'x-forwarded-for': '198.51.100.7' };
  return (await app.inject({ url: '/who', headers, remoteAddress: '10.1.2.3' })).body;
}

describe('behind a proxy, the server', () => {
  it.each<[boolean | string[], string]>([
    [false, '10.1.2.3'],
    [true, '198.51.100.7'],
    [['10.1.0.0/16'], '198.51.100.7'],
    [['10.9.0.0/16'], '10.1.2.3'],
  ])('that trusts %j takes %s for the client', async (trusted, client) => {
    expect(await clientSeen(trusted)).toBe(client);
  });
});
