import { Agent, request } from 'node:https';
import { getCACertificates } from 'node:tls';

const TIMEOUT_MS = 10_000;

/** Posts JSON to an address; `key` is the same each time the same is posted. Fails when it is not taken with a 2xx in ten seconds. */
export type PostJson = (key: string, body: unknown) => Promise<void>;

/** The operator's own address, given by the operator: it may lie inside the network. Trusts these authorities (PEM) beside the usual ones. */
export function createWebhook(url: string, extraCa: readonly string[]): PostJson {
  const agent = new Agent({ ca: [...getCACertificates('default'), ...extraCa] });
  return (key, body) =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        'idempotency-key': key,
      };
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const posted = request(url, { method: 'POST', agent, signal, headers }, (response) => {
        response.resume();
        const { statusCode = 0 } = response;
        if (statusCode >= 200 && statusCode < 300) resolve();
        else reject(new Error(`The webhook answered ${statusCode}.`));
      });
      posted.on('error', reject);
      posted.end(text);
    });
}
