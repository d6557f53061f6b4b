import type { TrustingFetch } from './trusting-fetch.ts';

/** Posts JSON to the operator's own address; `key` is the same each time the same is posted. Fails when it is not taken with a 2xx. */
export type PostJson = (key: string, body: unknown) => Promise<void>;

export const createWebhook =
  (url: string, fetch: TrustingFetch): PostJson =>
  async (key, body) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const { ok, status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!ok) throw new Error(`The webhook answered ${status}.`);
  };
