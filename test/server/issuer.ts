import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import type { KeyAndCertificate } from '../../src/sandbox/certificates.ts';

/** An identity provider as small as one can be: metadata, keys, and tokens that say whatever the test wants. */
export interface Issuer {
  url: string;
  /** How often each address was asked for. */
  asked: Record<string, number>;
  /** Answers 503 to everything. */
  away: boolean;
  /** What it says in place of its keys; null for the keys. */
  says: string | null;
  /** What its metadata says beside where its keys are. */
  metadata: Record<string, unknown>;
  /** What it does at all other addresses; by itself there is nothing. */
  elsewhere: RequestListener;
  token(claims: JWTPayload, header?: { alg?: string; kid?: string }): Promise<string>;
  /** Signs with a new key from now on, published beside the old ones. */
  rotate(): Promise<void>;
  /** Publishes its old keys no more. */
  withdraw(): void;
  stop(): Promise<void>;
}

export async function startIssuer(certificate: KeyAndCertificate): Promise<Issuer> {
  const asked: Record<string, number> = {};
  const published: object[] = [];
  let made = 0;
  let signing = await newKey();
  const server = createServer(certificate, (request, response) => {
    const { url: path = '' } = request;
    asked[path] = (asked[path] ?? 0) + 1;
    response.setHeader('content-type', 'application/json');
    if (issuer.away) response.writeHead(503).end();
    else if (path.endsWith('/keys')) response.end(issuer.says ?? JSON.stringify({ keys: published }));
    else if (path.endsWith('/.well-known/openid-configuration'))
      response.end(JSON.stringify({ issuer: url, jwks_uri: `${url}/keys`, ...issuer.metadata }));
    else issuer.elsewhere(request, response);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;

  async function newKey() {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const kid = `key-${(made += 1)}`;
    published.push({ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' });
    return { privateKey, kid };
  }

  const issuer: Issuer = {
    url,
    asked,
    away: false,
    says: null,
    metadata: {},
    elsewhere: (_request, response) => response.writeHead(404).end(),
    token: (claims, header) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: signing.kid, ...header }).sign(signing.privateKey),
    async rotate() {
      signing = await newKey();
    },
    withdraw: () => void published.splice(0, published.length - 1),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return issuer;
}
