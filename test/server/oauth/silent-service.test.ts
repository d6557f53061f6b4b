import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CustomFetch } from 'openid-client';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { createSignInServices } from '../../../src/server/oauth/sign-in-services.ts';
import { createTrustingFetch } from '../../../src/server/trusting-fetch.ts';
import { LEASE } from '../../../src/server/use-cases/current-login.ts';
import { CLIENT, GIVEN, startScriptedService, type ScriptedService } from './scripted-service.ts';

describe('a service that falls silent while a grant is renewed', () => {
  let authority: CertificateAuthority;
  beforeAll(async () => {
    authority = await CertificateAuthority.open(null, new Date());
  });
  const stops: (() => Promise<unknown>)[] = [];
  afterAll(() => Promise.all(stops.map((stop) => stop())));

  /** Takes a connection and says nothing, not even where it is to be asked. */
  async function mute(): Promise<string> {
    const server = createServer((socket) => void socket.on('error', () => {}));
    server.listen(0, 'localhost');
    await once(server, 'listening');
    stops.push(async () => server.close());
    return `https://localhost:${(server.address() as AddressInfo).port}`;
  }

  async function answering(answer: ScriptedService['answer']): Promise<string> {
    const service = await startScriptedService(await authority.issueForThisMachine());
    stops.push(service.stop);
    service.answer = answer;
    return service.registration.issuer;
  }

  /** Resolves with how long the renewal took, in milliseconds. */
  async function waitedFor(issuer: string): Promise<number> {
    const services = createSignInServices(
      { microsoft: { ...CLIENT, issuer } },
      null,
      'https://postlane.example/oauth/callback',
      createTrustingFetch([authority.certificate]) as CustomFetch,
      Date.now,
    );
    const began = performance.now();
    expect(await services.refresh('microsoft', GIVEN.refresh)).toMatchObject({
      failure: { kind: 'sign-in-unavailable' },
    });
    return performance.now() - began;
  }

  it('is given up before others take the renewal over, wherever it fell silent', async () => {
    const silent = await Promise.all([
      mute(),
      answering(() => {}),
      answering((response) => void response.write('{"access_token":"')),
    ]);
    for (const waited of await Promise.all(silent.map(waitedFor))) expect(waited).toBeLessThan(LEASE);
  });
});
