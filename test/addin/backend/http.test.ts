/** @jest-environment node */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConnectLine, ConnectRequest } from '../../../src/contract/shapes.ts';
import { failed, success } from '../../../src/domain/result.ts';
import { start } from './named-tokens.ts';
import { json, startServer } from './test-server.ts';

const ID = '4f0f6f8a-7a4c-4d0e-9a63-0c6f1f5f3f10';
const channel = {
  id: ID,
  team: null,
  colleagues: 0,
  providerId: 'microsoft365',
  server: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
  username: 'rosa@contoso.example',
  credential: 'password',
  secret: 'password',
  transport: 'smtp',
  isSenderProven: true,
  mayBeNamed: false,
  code: null,
  isDefault: false,
  sender: { name: 'Rosa Rep', address: 'rosa@contoso.example' },
  limits: {
    messagesPerMinute: 30,
    recipientsPerDay: 10_000,
    recipientsPerMessage: 500,
    connections: 3,
    messageBytes: null,
  },
  health: { state: 'working', since: 1 },
  forbiddenBy: null,
  heldSince: null,
  stoppedSince: null,
  held: 0,
  pause: null,
  checkedAt: 0,
  nextCheckAt: null,
  expiry: null,
  passwordEndsOn: '2026-12-31',
  createdAt: 1,
  verifiedAt: 1,
};
const candidate: ConnectRequest = {
  providerId: 'microsoft365',
  server: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
  username: 'rosa@contoso.example',
  sender: { name: 'Rosa Rep', address: 'rosa@contoso.example' },
  credential: { kind: 'password', password: 'correct horse' },
};

let server: Awaited<ReturnType<typeof startServer>>;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.stop());

describe('a request', () => {
  it('carries the token and its body, and gives the reply as the contract says', async () => {
    server.answer = ({ reply }) => json(reply, 200, { channel: { ...channel, extra: 'unknown' } });
    const reply = await start(server).backend.ask('changeChannel', {
      params: { id: ID },
      body: { sender: { name: 'Rosa' } },
    });
    expect(reply).toEqual(success({ channel }));
    expect(server.arrivals).toMatchObject([
      { method: 'PATCH', path: `/api/channels/${ID}`, token: 'silent', body: '{"sender":{"name":"Rosa"}}' },
    ]);
  });

  it('asks with a query', async () => {
    server.answer = ({ reply }) => json(reply, 200, { messages: [] });
    await start(server).backend.ask('listMessages', { query: { limit: 200 } });
    expect(server.arrivals).toMatchObject([{ method: 'GET', path: '/api/messages?limit=200' }]);
  });

  it('gives nothing where the contract says nothing', async () => {
    server.answer = ({ reply }) => void reply.writeHead(204).end();
    expect(await start(server).backend.ask('removeChannel', { params: { id: ID } })).toEqual(success(undefined));
  });

  it('gives the server’s own failure', async () => {
    server.answer = ({ reply }) => json(reply, 404, { failure: { kind: 'not-found' } });
    expect(await start(server).backend.ask('showChannel', { params: { id: ID } })).toEqual(
      failed({ kind: 'not-found' }),
    );
  });

  it.each([
    ['a reply of another shape', 200, '{"channels":[{}]}'],
    ['a reply that is no JSON', 200, '<html>'],
    ['a failure that nobody knows', 418, '{"failure":{"kind":"teapot"}}'],
  ])('says that one of the two is too old on %s', async (_, status, body) => {
    server.answer = ({ reply }) => void reply.writeHead(status).end(body);
    expect(await start(server).backend.ask('listChannels', {})).toEqual(failed({ kind: 'backend-unknown', status }));
  });

  it('knows an empty house behind a proxy', async () => {
    server.answer = ({ reply }) => void reply.writeHead(502).end('Bad Gateway');
    expect(await start(server).backend.ask('listChannels', {})).toEqual(failed({ kind: 'backend-away' }));
  });

  it('tells a server that cannot ask who one is from one that is not there', async () => {
    server.answer = ({ reply }) => void reply.writeHead(503).end('{"failure":{"kind":"issuer-away"}}');
    expect(await start(server).backend.ask('listChannels', {})).toEqual(failed({ kind: 'issuer-away' }));
  });

  it('says that the server is away when nobody answers', async () => {
    const { backend } = start(server);
    await server.stop();
    expect(await backend.ask('listChannels', {})).toEqual(failed({ kind: 'backend-away' }));
    server = await startServer();
  });

  it('says that the server is away when the reply breaks off', async () => {
    server.answer = ({ reply }) => {
      reply.writeHead(200, { 'content-length': '100' }).write('{"channels":');
      setImmediate(() => reply.destroy());
    };
    expect(await start(server).backend.ask('listChannels', {})).toEqual(failed({ kind: 'backend-away' }));
  });

  it('ends when the screen that asked is gone', async () => {
    const gone = new AbortController();
    server.answer = () => gone.abort();
    expect(await start(server).backend.ask('listChannels', { signal: gone.signal })).toEqual(
      failed({ kind: 'backend-away' }),
    );
  });
});

describe('a file', () => {
  const { signal } = new AbortController();

  it('comes as it is', async () => {
    server.answer = ({ reply }) => void reply.writeHead(200, { 'content-type': 'text/csv' }).end('\u{FEFF}a,b\r\n');
    const file = await start(server).backend.file('exportAudit', signal);
    if (!file.ok) throw new Error(file.failure.kind);
    expect([file.value.type, file.value.size]).toEqual(['text/csv', 8]);
    expect(server.arrivals).toMatchObject([{ method: 'GET', path: '/api/organisation/audit/export', token: 'silent' }]);
  });

  it('is none when the server refuses it', async () => {
    server.answer = ({ reply }) => json(reply, 403, { failure: { kind: 'admins-only' } });
    expect(await start(server).backend.file('exportAudit', signal)).toEqual(failed({ kind: 'admins-only' }));
  });

  it('is none when it breaks off in the middle', async () => {
    server.answer = ({ reply }) => {
      reply.writeHead(200, { 'content-type': 'text/csv' }).write('a,b');
      setImmediate(() => reply.destroy());
    };
    expect(await start(server).backend.file('exportAudit', signal)).toEqual(failed({ kind: 'backend-away' }));
  });
});

describe('a request that takes long', () => {
  it('ends when the time it was given is over, which a slow sign-in takes nothing of', async () => {
    server.answer = () => {};
    const { backend } = start(server);
    expect(await backend.ask('listChannels', { patience: 1 })).toEqual(failed({ kind: 'backend-away' }));
  });

  it('leaves nothing behind at the signal of who asked', async () => {
    server.answer = ({ reply }) => json(reply, 200, { channels: [] });
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...given: Parameters<typeof addEventListener>) => {
      listeners += 1;
      addEventListener.apply(signal, given);
    };
    signal.removeEventListener = (...given: Parameters<typeof removeEventListener>) => {
      listeners -= 1;
      removeEventListener.apply(signal, given);
    };
    await start(server).backend.ask('listChannels', { signal });
    expect(listeners).toBe(0);
  });
});

describe('who is asking', () => {
  it('is shown anew, once, when the server refuses the token', async () => {
    server.answer = ({ reply, token }) =>
      token === 'renewed'
        ? json(reply, 200, { channels: [] })
        : json(reply, 401, { failure: { kind: 'unauthenticated', reason: 'expired' } });
    const { asked, backend } = start(server);
    expect(await backend.ask('listChannels', {})).toEqual(success({ channels: [] }));
    expect(asked).toEqual(['silent', 'renewed']);
  });

  it('is not asked for ever', async () => {
    server.answer = ({ reply }) => json(reply, 401, { failure: { kind: 'unauthenticated', reason: 'tenant' } });
    expect(await start(server).backend.ask('listChannels', {})).toEqual(
      failed({ kind: 'unauthenticated', reason: 'tenant' }),
    );
    expect(server.arrivals).toHaveLength(2);
  });

  it('opens a window only to sign in', async () => {
    const needed = failed({ kind: 'not-signed-in' as const, reason: 'needed' as const });
    const { asked, backend } = start(server, { silent: needed });
    expect(await backend.ask('listChannels', {})).toEqual(needed);
    expect(await backend.signIn()).toEqual(success(undefined));
    expect(asked).toEqual(['silent', 'interactive']);
    expect(server.arrivals).toEqual([]);
  });
});

describe('connecting', () => {
  const lines = [
    { step: 'dns', outcome: 'started' },
    { step: 'dns', outcome: 'passed', milliseconds: 3, detail: '192.0.2.1' },
    { channel },
  ];

  it('tells each line as it arrives', async () => {
    const { backend } = start(server);
    const told: ConnectLine[] = [];
    const passOn: (() => void)[] = [];
    server.answer = ({ reply }) => {
      const [first, ...rest] = lines.map((line) => `${JSON.stringify(line)}\n`);
      reply.writeHead(200, { 'content-type': 'application/x-ndjson' }).write(first);
      // The rest waits until the first was told, and is cut in the middle of a line.
      passOn.push(() => {
        const text = rest.join('');
        reply.write(text.slice(0, 20));
        reply.end(text.slice(20));
      });
    };
    const done = backend.connect(
      candidate,
      (line) => {
        told.push(line);
        passOn.pop()?.();
      },
      new AbortController().signal,
    );
    expect(await done).toEqual(success(undefined));
    expect(told).toEqual(lines);
    expect(JSON.parse(server.arrivals[0]?.body ?? '')).toEqual(candidate);
  });

  it('sends the same again, with another token, when the first was refused', async () => {
    server.answer = ({ reply, token }) =>
      token === 'renewed'
        ? void reply.writeHead(200).end(`${JSON.stringify({ channel })}\n`)
        : json(reply, 401, { failure: { kind: 'unauthenticated', reason: 'expired' } });
    const told: ConnectLine[] = [];
    await start(server).backend.connect(candidate, (line) => told.push(line), new AbortController().signal);
    expect(server.arrivals.map(({ body }) => body)).toEqual([JSON.stringify(candidate), JSON.stringify(candidate)]);
    expect(told).toEqual([{ channel }]);
  });

  it.each([
    ['breaks off without a last line', (text: string) => text],
    ['breaks off in a line', (text: string) => text.slice(0, -9)],
  ])('fails when the reply %s', async (_, cut) => {
    server.answer = ({ reply }) => {
      reply.writeHead(200).write(cut(`${JSON.stringify(lines[0])}\n`));
      setImmediate(() => reply.destroy());
    };
    expect(await start(server).backend.connect(candidate, () => {}, new AbortController().signal)).toEqual(
      failed({ kind: 'backend-away' }),
    );
  });

  it('repairs by the same lines, with nothing but the new password', async () => {
    server.answer = ({ reply }) => void reply.writeHead(200).end(JSON.stringify({ channel }));
    const told: ConnectLine[] = [];
    await start(server).backend.repair(
      ID,
      { kind: 'password', password: 'new' },
      (line) => told.push(line),
      new AbortController().signal,
    );
    expect(server.arrivals).toMatchObject([
      { path: `/api/channels/${ID}/repair`, body: '{"credential":{"kind":"password","password":"new"}}' },
    ]);
    expect(told).toEqual([{ channel }]);
  });

  it('joins a team by the same lines, with a name and nothing else', async () => {
    server.answer = ({ reply }) => void reply.writeHead(200).end(JSON.stringify({ channel }));
    const told: ConnectLine[] = [];
    await start(server).backend.join(ID, 'Nora', (line) => told.push(line), new AbortController().signal);
    expect(server.arrivals).toMatchObject([{ path: `/api/teams/${ID}/join`, body: '{"name":"Nora"}' }]);
    expect(told).toEqual([{ channel }]);
  });
});
