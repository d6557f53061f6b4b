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

/** Our server, which knows the rep with the token by the bridge, and of messages where they are. */
export function serverWith(channels: unknown, asked: string[] = [], messages: Readonly<Record<string, string>> = {}) {
  return (url: string, { headers }: { headers: Record<string, string> }) => {
    asked.push(url);
    const reply = (ok: boolean, body: unknown) =>
      Promise.resolve({ ok, text: () => Promise.resolve(JSON.stringify(body)) });
    if (url === SERVER + endpoints.readSettings.path) return reply(true, SETTINGS);
    if (headers['authorization'] !== 'Bearer postlane send') return reply(false, { failure: { kind: 'signed-out' } });
    if (url === SERVER + endpoints.listChannels.path) return reply(true, { channels });
    const id = url.slice((SERVER + endpoints.showMessage.path).replace(':id', '').length);
    const state = messages[id];
    return state === undefined ? reply(false, { failure: { kind: 'not-found' } }) : reply(true, { message: { state } });
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
