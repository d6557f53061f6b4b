import { Agent, get } from 'node:https';
import { getCACertificates } from 'node:tls';

const TIMEOUT_MS = 5_000;
/** An issuer's keys are some kilobytes. */
const MOST_BYTES = 1_000_000;

/** Fetches a small JSON document over https, trusting the given authorities (PEM) beside the usual ones; no redirects. */
export type FetchJson = (url: string) => Promise<unknown>;

export function createFetchJson(extraCa: readonly string[]): FetchJson {
  const agent = new Agent({ ca: [...getCACertificates('default'), ...extraCa] });
  return (url) =>
    new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const request = get(url, { agent, signal, headers: { accept: 'application/json' } }, (response) => {
        if (response.statusCode !== 200) {
          response.resume();
          reject(new Error(`${url} answered ${response.statusCode}.`));
          return;
        }
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          text += piece;
          if (text.length > MOST_BYTES) request.destroy(new Error(`${url} is too large.`));
        });
        response.on('error', reject);
        response.on('end', () => {
          try {
            resolve(JSON.parse(text));
          } catch (error) {
            reject(new Error(`${url} is no JSON.`, { cause: error }));
          }
        });
      });
      request.on('error', reject);
    });
}
