import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Candidate } from '../../../src/domain/candidate.ts';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import type { Result } from '../../../src/domain/result.ts';
import { serverAt, type SubmissionPort } from '../../../src/domain/submission-server.ts';
import type { PassedVerification, StepReport } from '../../../src/domain/verification.ts';
import type { CertificateKind } from '../../../src/sandbox/certificates.ts';
import type { Egress } from '../../../src/server/egress.ts';
import { VERIFICATION_TIMEOUTS, type Timeouts } from '../../../src/server/smtp/timeouts.ts';
import { verify } from '../../../src/server/smtp/verify.ts';
import { HOST, startOutside, type Outside } from './outside.ts';
import { startScripted, type ScriptedServer } from './scripted-server.ts';

export const PASSWORD = 'Sonnenblume-7';
export const USERNAME = 'lena@firma.example';
export const PLAIN = Buffer.from(`\0${USERNAME}\0${PASSWORD}`).toString('base64');

export const TLS_BEGUN = `
  S: 220 smtp.firma.example ESMTP
  C: EHLO [127.0.0.1]
  S: 250-smtp.firma.example
  S: 250 STARTTLS
  C: STARTTLS
  S: 220 2.0.0 go ahead
  * tls
  C: EHLO [127.0.0.1]`;
export const READY = `${TLS_BEGUN}
  S: 250-smtp.firma.example
  S: 250-SIZE 36700160
  S: 250 AUTH PLAIN LOGIN`;
export const LOGGED_IN = `${READY}
  C: AUTH PLAIN ${PLAIN}
  S: 235 2.7.0 accepted`;

export interface Play {
  reports: StepReport[];
  result: Result<PassedVerification, DeliveryFailure>;
  transcript: string;
}

export interface Wish {
  certificate?: CertificateKind;
  port?: SubmissionPort;
  host?: string;
  sender?: string;
  timeouts?: Partial<Timeouts>;
}

export interface Stage {
  /** Verifies a channel at a server that plays the script, to the end. */
  verified(script: string, wish?: Wish): Promise<Play>;
  /** Starts the server alone, and gives the way to it. */
  play(script: string, certificate?: CertificateKind): Promise<Egress>;
  connections(): number;
  transcript(): Promise<string>;
  names(): Outside['names'];
  stopServer(): Promise<void>;
}

/** The stage of a test file. */
export function stageVerifications(): Stage {
  let outside: Outside;
  let server: ScriptedServer | undefined;
  const stopServer = async (): Promise<void> => server?.stop();
  const transcript = async (): Promise<string> => server?.transcript() ?? '';
  beforeAll(async () => {
    outside = await startOutside();
  });
  afterEach(stopServer);
  afterAll(() => outside.stop());

  async function play(script: string, certificate: CertificateKind = 'good'): Promise<Egress> {
    server = await startScripted(script, await outside.certificate(certificate));
    return outside.egressTo(server.port);
  }

  async function verified(
    script: string,
    { certificate = 'good', port = 587, host = HOST, sender = USERNAME, timeouts = {} }: Wish = {},
  ): Promise<Play> {
    const egress = await play(script, certificate);
    const candidate = candidateAt(host, port, sender);
    let now = 1_000;
    const needs = {
      egress,
      clock: () => (now += 7),
      timeouts: { ...VERIFICATION_TIMEOUTS, ...timeouts },
    };
    const steps = verify(candidate, { kind: 'password', username: USERNAME, password: PASSWORD }, needs);
    const reports: StepReport[] = [];
    for (;;) {
      const next = await steps.next();
      if (next.done) return { reports, result: next.value, transcript: await transcript() };
      reports.push(next.value);
    }
  }

  return {
    verified,
    play,
    transcript,
    stopServer,
    connections: () => server?.connections ?? 0,
    names: () => outside.names,
  };
}

export const candidateAt = (host: string, port: SubmissionPort = 587, address = USERNAME): Candidate => ({
  providerId: 'custom',
  server: serverAt(host, port),
  username: USERNAME,
  sender: { name: 'Lena', address },
});

export const failureOf = ({ result }: Play): DeliveryFailure | null => (result.ok ? null : result.failure);
export const shape = ({ reports }: Play): string => reports.map(({ step, outcome }) => `${step} ${outcome}`).join(', ');
