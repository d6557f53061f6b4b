import { endpoints } from '../../../src/contract/endpoints.ts';
import { aChannel } from '../fakes/mail.ts';
import { BROKEN_AT, CHANNEL, NORA } from './classic-outlook.ts';
import { SERVER } from './engine.ts';

/** Outlook’s bridge, which gives a token to whoever asks as msal-browser does. */
export function bridge(answers = true) {
  const listeners = new Set<(answer: string) => void>();
  return {
    addEventListener: (_kind: string, listener: (answer: string) => void) => listeners.add(listener),
    removeEventListener: (_kind: string, listener: (answer: string) => void) => listeners.delete(listener),
    postMessage(question: string) {
      const { messageType, method, requestId, tokenParams } = JSON.parse(question) as Record<string, unknown>;
      if (!answers || messageType !== 'NestedAppAuthRequest') return;
      const { clientId, scope } = (tokenParams ?? {}) as Record<string, unknown>;
      const given = method === 'GetToken' ? { token: { access_token: `${clientId} ${scope}` } } : { initContext: {} };
      const answer = JSON.stringify({ messageType: 'NestedAppAuthResponse', requestId, success: true, ...given });
      for (const listener of [...listeners]) queueMicrotask(() => listener(answer));
    },
  };
}

const SETTINGS = { identity: { clientId: 'postlane', authority: 'https://login.example', scope: 'send' } };

/** Our server, which knows the rep with the token by the bridge. */
export function serverWith(channels: unknown, asked: string[] = []) {
  return (url: string, { headers }: { headers: Record<string, string> }) => {
    asked.push(url);
    const isChannels = url === SERVER + endpoints.listChannels.path;
    if (isChannels && headers['authorization'] !== 'Bearer postlane send') return Promise.resolve({ ok: false });
    const body = isChannels ? { channels } : url === SERVER + endpoints.readSettings.path ? SETTINGS : null;
    return Promise.resolve({ ok: body !== null, text: () => Promise.resolve(JSON.stringify(body)) });
  };
}

export const channel = (change: Parameters<typeof aChannel>[0] = {}) =>
  aChannel({ id: CHANNEL, sender: { name: 'Nora', address: NORA }, ...change });
export const brokenChannel = channel({
  health: {
    state: 'broken',
    since: BROKEN_AT,
    because: { kind: 'password-rejected', stage: 'auth', reply: { code: 535, enhanced: '5.7.8', text: 'No.' } },
  },
  held: 3,
});
