import type { Server } from '../../../src/server/main.ts';
import { createTrustingFetch, type TrustingFetch } from '../../../src/server/trusting-fetch.ts';

/** A window of somebody's: keeps cookies by origin, and follows redirects between Postlane and a service. */
export class Browser {
  readonly #fetch: TrustingFetch;
  readonly #server: Server;
  readonly #cookies = new Map<string, Map<string, string>>();
  /** A path of Postlane's that it does not go to: whoever has the window sees the address first. */
  stopsAt: string | null = null;

  constructor(server: Server, authority: string) {
    this.#server = server;
    this.#fetch = createTrustingFetch([authority]);
  }

  /** Goes to an address, and on to wherever it is sent, until there is a page; where that is, and what it shows. */
  async open(address: string, form?: Record<string, string>): Promise<{ url: URL; body: string }> {
    let url = new URL(address);
    let body = form && new URLSearchParams(form);
    for (;;) {
      if (url.protocol === 'http:' && url.pathname === this.stopsAt) return { url, body: '' };
      const answer = await this.#ask(url, body);
      body = undefined;
      if (answer.location === null) return { url, body: answer.body };
      url = new URL(answer.location, url);
    }
  }

  async #ask(url: URL, form: URLSearchParams | undefined): Promise<{ location: string | null; body: string }> {
    const jar = this.#cookies.get(url.host) ?? new Map<string, string>();
    this.#cookies.set(url.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const keep = (said: readonly string[]): void => {
      for (const one of said) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
    };
    if (url.protocol === 'http:') {
      // At its end it would load the pane's page, which is not built here.
      if (url.pathname === '/signed-in.html') return { location: null, body: decodeURIComponent(url.hash.slice(1)) };
      const reply = await this.#server.app.inject({ url: `${url.pathname}${url.search}`, headers: { cookie } });
      keep([reply.headers['set-cookie'] ?? []].flat());
      return { location: reply.headers.location?.toString() ?? null, body: reply.body };
    }
    const headers = { cookie, ...(form && { 'content-type': 'application/x-www-form-urlencoded' }) };
    const answer = await this.#fetch(url.href, { method: form ? 'POST' : 'GET', headers, body: form });
    keep(splitCookies(answer.headers.get('set-cookie') ?? ''));
    return { location: answer.headers.get('location'), body: await answer.text() };
  }
}

/** Several cookies in one line; a date in one of them has a comma too. */
const splitCookies = (line: string): string[] => line.split(/,(?=[^ ;]+=)/);
