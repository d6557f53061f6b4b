import { randomUUID } from 'node:crypto';
import type { BodyOf } from '../../src/contract/endpoints.ts';
import type { Change, Channel, ConnectLine } from '../../src/contract/shapes.ts';
import type { Owner } from '../../src/domain/channel.ts';
import type { FailureKind } from '../../src/domain/failure.ts';
import type { Draft } from '../../src/domain/message.ts';

/** A rep as the server sees one: requests over real HTTP, with a token. */
export interface Rep {
  owner: Owner;
  /** Connects a channel, proven at its server, and gives back its id. */
  connect(request: BodyOf<'connectChannel'>): Promise<string>;
  /** Proves a channel with a password; resolves with what failed, or null when it works. */
  repair(channelId: string, password: string): Promise<FailureKind | null>;
  /** A channel as the pane sees it. */
  channel(channelId: string): Promise<Channel>;
  /** Queues a draft; resolves with its id and Message-ID when the server has said 202. */
  post(channelId: string, draft: Draft): Promise<{ id: string; messageId: string }>;
  /** What changes, from the moment this resolves; ends with the signal. */
  follow(signal: AbortSignal): Promise<AsyncIterable<Change>>;
}

export function repAt(url: string, owner: Owner, token: string): Rep {
  const headers = { authorization: `Bearer ${token}` };
  const fetching = (path: string, init: RequestInit): Promise<Response> =>
    fetch(url + path, { ...init, headers: { ...headers, ...init.headers } });
  const asking = async (path: string, init: RequestInit): Promise<Response> => {
    const response = await fetching(path, init);
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
    return response;
  };
  const json = (body: object, more: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...more },
    body: JSON.stringify(body),
  });
  return {
    owner,
    async connect(request) {
      const text = await (await asking('/api/channels', json(request))).text();
      const last = JSON.parse(text.trim().split('\n').at(-1) ?? '') as ConnectLine;
      if (!('channel' in last)) throw new Error(`Not connected: ${text}`);
      return last.channel.id;
    },
    async repair(channelId, password) {
      const body = json({ credential: { kind: 'password', password } });
      const response = await fetching(`/api/channels/${channelId}/repair`, body);
      const last = JSON.parse((await response.text()).trim().split('\n').at(-1) ?? '') as ConnectLine;
      return 'failure' in last ? last.failure.kind : null;
    },
    async channel(channelId) {
      const response = await asking(`/api/channels/${channelId}`, {});
      return ((await response.json()) as { channel: Channel }).channel;
    },
    async post(channelId, draft) {
      const response = await asking('/api/messages', json({ channelId, draft }, { 'idempotency-key': randomUUID() }));
      return (await response.json()) as { id: string; messageId: string };
    },
    async follow(signal) {
      const { body } = await asking('/api/events', { signal });
      if (body === null) throw new Error('The events have no body.');
      return changesIn(body.pipeThrough(new TextDecoderStream()), signal);
    },
  };
}

async function* changesIn(events: AsyncIterable<string>, signal: AbortSignal): AsyncGenerator<Change> {
  let heard = '';
  try {
    for await (const piece of events) {
      const blocks = (heard + piece).split('\n\n');
      heard = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) yield JSON.parse(data) as Change;
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
