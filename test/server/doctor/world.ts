import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { NO_LIMITS } from '../../../src/domain/limit.ts';
import type { KeyAndCertificate } from '../../../src/sandbox/certificates.ts';
import type { Config } from '../../../src/server/config.ts';
import { examine, type Check } from '../../../src/server/doctor/examine.ts';
import type { Finding } from '../../../src/server/doctor/finding.ts';

/** A deployment with nothing wrong in its settings; what a test looks at, it changes. */
export const deployed = (changes: Partial<Config> = {}): Config => ({
  port: 8443,
  publicUrl: 'https://postlane.firma.example',
  trustProxy: ['10.0.0.7'],
  database: { url: 'postgres://postlane@db.firma.example/postlane' },
  credentialKeys: [{ id: 'k1', key: new Uint8Array(randomBytes(32)) }],
  identity: {
    issuer: 'https://id.firma.example',
    audience: 'api',
    tenants: null,
    admins: [],
    clientId: 'add-in',
    scope: 'a/b',
  },
  registrations: {},
  microsoftGraph: null,
  submissionAllow: [],
  nameServers: [],
  ispDatabase: null,
  extraCa: [],
  frameAncestors: [],
  paneDir: 'dist/pane',
  messageBytes: 25 * 1024 * 1024,
  mailboxConnections: 1,
  ceiling: NO_LIMITS,
  defaultChannel: null,
  retentionDays: 90,
  alertWebhook: null,
  checkHours: 6,
  logLevel: 'info',
  ...changes,
});

/** What the checks find, each as `verdict found todo`, by what it is about. */
export async function found(checks: readonly Check[]): Promise<Record<string, string>> {
  return byAbout(await examine(checks));
}

export function byAbout(findings: readonly Finding[]): Record<string, string> {
  const told: Record<string, string> = {};
  for (const { about, verdict, found: what, todo } of findings)
    told[about] = [told[about], `${verdict}: ${what} ${todo ?? ''}`.trim()].filter(Boolean).join('\n');
  return told;
}

/** Whatever answers at an address of this machine. */
export interface Somebody {
  url: string;
  stop(): Promise<void>;
}

export async function startHttps(certificate: KeyAndCertificate, listener: RequestListener): Promise<Somebody> {
  const server = createServer(certificate, listener);
  // As a proxy does: it looks at what is announced before it asks for it.
  server.on('checkContinue', listener);
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
