import { connect } from 'node:net';
import { createEgress, type Egress } from '../../../src/server/egress.ts';
import {
  CertificateAuthority,
  type CertificateKind,
  type KeyAndCertificate,
} from '../../../src/sandbox/certificates.ts';
import { startNameServer, type NameServer } from '../../../src/sandbox/names/name-server.ts';
import type { NameRecord } from '../../../src/sandbox/names/zones.ts';

export const HOST = 'smtp.firma.example';
export const ADDRESS = '127.1.0.1';

/** The outside world of a test: a name server, a certificate authority, and a way to servers on this machine. */
export interface Outside {
  names: NameServer;
  certificate(kind?: CertificateKind): Promise<KeyAndCertificate>;
  /** The product's own way out; whatever it connects to is the given port of this machine. */
  egressTo(port: number): Egress;
  stop(): Promise<void>;
}

export async function startOutside(
  zones: Record<string, NameRecord[]> = { [HOST]: [{ type: 'A', address: ADDRESS }] },
): Promise<Outside> {
  const authority = await CertificateAuthority.open(null, new Date());
  const names = await startNameServer(new Map(Object.entries(zones)), () => false);
  return {
    names,
    certificate: (kind = 'good') => authority.issue([HOST], kind),
    egressTo: (port) =>
      createEgress({
        nameServers: [names.address],
        allow: ['127.1.0.0/16'],
        dial: () => connect(port, '127.0.0.1'),
        ca: [authority.certificate],
      }),
    stop: () => names.stop(),
  };
}
