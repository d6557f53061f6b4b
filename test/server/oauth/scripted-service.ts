import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { JWTPayload } from 'jose';
import type { KeyAndCertificate } from '../../../src/sandbox/certificates.ts';
import { startIssuer, type Issuer } from '../issuer.ts';

export const CLIENT = { clientId: 'postlane', clientSecret: 'the-secret-of-the-client' };
/** What it gives, by names that are found again wherever they should not be. */
export const GIVEN = { code: 'the-code', access: 'the-access-token', refresh: 'the-refresh-token' };
export const ADDRESS = 'ada@firma.example';

/** What an ID token says, with what is to be different. */
export type Said = JWTPayload & { nonce?: string | undefined };

/** A sign-in service that answers whatever the test wants, over https. */
export interface ScriptedService {
  issuer: Issuer;
  registration: { issuer: string; clientId: string; clientSecret: string };
  /** What came to its token endpoint. */
  asked: URLSearchParams[];
  /** What its token endpoint does. */
  answer: (response: ServerResponse, asked: URLSearchParams) => unknown;
  /** Answers with a grant, changed so; in JSON. */
  grants(changes?: object, idToken?: () => Promise<string>): ScriptedService['answer'];
  /** An ID token for whoever comes back with the nonce. */
  idToken(said: Said, header?: { alg?: string; kid?: string }): Promise<string>;
  stop(): Promise<void>;
}

export async function startScriptedService(certificate: KeyAndCertificate): Promise<ScriptedService> {
  const issuer = await startIssuer(certificate);
  issuer.metadata = {
    authorization_endpoint: `${issuer.url}/authorize`,
    token_endpoint: `${issuer.url}/token`,
    authorization_response_iss_parameter_supported: true,
  };
  issuer.elsewhere = (request, response) =>
    void text(request).then((body) => {
      const asked = new URLSearchParams(body);
      service.asked.push(asked);
      service.answer(response, asked);
    });
  const service: ScriptedService = {
    issuer,
    registration: { issuer: issuer.url, ...CLIENT },
    asked: [],
    answer: (response) => response.writeHead(500).end(),
    grants:
      (changes = {}, idToken) =>
      async (response) => {
        const grant = {
          access_token: GIVEN.access,
          refresh_token: GIVEN.refresh,
          token_type: 'Bearer',
          expires_in: 3_600,
          ...(idToken && { id_token: await idToken() }),
          ...changes,
        };
        response.end(JSON.stringify(grant));
      },
    idToken(said, header) {
      const now = Math.floor(Date.now() / 1_000);
      const who = { sub: 'ada', email: ADDRESS, email_verified: true };
      const usual = { iss: issuer.url, aud: CLIENT.clientId, ...who, iat: now, exp: now + 3_600 };
      return issuer.token({ ...usual, ...said }, header);
    },
    stop: () => issuer.stop(),
  };
  return service;
}
