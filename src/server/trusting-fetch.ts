import { Agent, request } from 'node:https';
import { createSecureContext, getCACertificates } from 'node:tls';

const TIMEOUT_MS = 10_000;
/** An issuer's keys are some kilobytes. */
const MOST_BYTES = 1_000_000;

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: ConstructorParameters<typeof Response>[0];
  signal?: AbortSignal | undefined;
}

/** Asks over https for something small, ten seconds at most; follows no redirects. */
export type TrustingFetch = (url: string, asked?: Asked) => Promise<Response>;

/** For the operator's own addresses and what the operator trusts: they may lie inside the network. Trusts the given authorities (PEM) beside the usual ones. */
export function createTrustingFetch(extraCa: readonly string[]): TrustingFetch {
  // Once: to read all the authorities takes longer than many an answer.
  const secureContext = createSecureContext({ ca: [...getCACertificates('default'), ...extraCa] });
  const agent = new Agent({ secureContext });
  return async (url, { method = 'GET', headers = {}, body = null, signal } = {}) => {
    const content = Buffer.from(await new Response(body).arrayBuffer());
    const signals = [AbortSignal.timeout(TIMEOUT_MS), ...(signal ? [signal] : [])];
    return new Promise((resolve, reject) => {
      const asked = request(url, { method, agent, signal: AbortSignal.any(signals), headers }, (response) => {
        const pieces: Buffer[] = [];
        let bytes = 0;
        response.on('data', (piece: Buffer) => {
          bytes += piece.length;
          pieces.push(piece);
          if (bytes > MOST_BYTES) asked.destroy(new Error(`${new URL(url).host} answered with too much.`));
        });
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 500, headers: said } = response;
          const has = Object.entries(said).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, String(value)] as [string, string]],
          );
          const isEmpty = [204, 205, 304].includes(status);
          resolve(new Response(isEmpty ? null : Buffer.concat(pieces), { status, headers: has }));
        });
      });
      asked.on('error', reject);
      if (content.length > 0) asked.setHeader('content-length', content.length);
      asked.end(content);
    });
  };
}
