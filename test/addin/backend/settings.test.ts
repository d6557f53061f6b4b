/** @jest-environment node */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readSettings } from '../../../src/addin/backend/settings.ts';
import { success } from '../../../src/domain/result.ts';
import { json, startServer } from './test-server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.stop());

describe('the settings', () => {
  it('are read without a token', async () => {
    const settings = {
      identity: {
        clientId: 'c',
        authority: 'https://login.microsoftonline.com/organizations',
        knownAuthorities: [],
        protocol: 'entra',
        scope: 'api://c/access',
      },
      signIns: ['microsoft'],
      graph: true,
      messageBytes: 25_000_000,
    };
    server.answer = ({ reply }) => json(reply, 200, settings);
    expect(await readSettings(server.origin)).toEqual(success(settings));
    expect(server.arrivals).toMatchObject([{ path: '/api/settings', token: null }]);
  });
});
