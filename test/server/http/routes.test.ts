import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { endpoints } from '../../../src/contract/endpoints.ts';
import { startWorld, type World } from '../world.ts';
import { DOORS } from './doors.ts';

interface Operation {
  operationId: string;
  security?: unknown;
  parameters?: unknown[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

const ID = '6f1d2c3b-4a59-4687-9788-96a5b4c3d2e1';

describe('the routes', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    await world.server.app.ready();
  });
  afterAll(() => world.stop());

  it('are these, and no others', () => {
    const known = DOORS.map(({ method, path }) => `${method} ${path}`);
    const { app } = world.server;
    for (const { method, path } of Object.values(endpoints)) expect(known).toContain(`${method} ${path}`);
    expect(
      known.filter((row) => !app.hasRoute({ method: row.split(' ')[0] as 'GET', url: row.split(' ')[1] ?? '' })),
    ).toEqual([]);
    const printed = app.printRoutes({ commonPrefix: false }).match(/\((?:[A-Z]+(?:, )?)+\)/g) ?? [];
    const methods = printed.flatMap((list) => list.slice(1, -1).split(', ')).filter((method) => method !== 'HEAD');
    expect(methods).toHaveLength(DOORS.length);
  });

  it.each(DOORS.map(({ method, path, answers }) => [method, path, answers.nobody] as const))(
    'answer whoever has no token: %s %s, %i',
    async (method, path, status) => {
      const url = path.replace(':id', ID);
      const reply = await world.server.app.inject({ method: method as 'GET', url });
      expect(reply.statusCode).toBe(status);
      // Whoever comes without a sign-in that was asked for is told so, and goes nowhere else.
      if (status === 303)
        expect(decodeURIComponent(String(reply.headers.location))).toBe(
          '/signed-in.html#{"failure":{"kind":"sign-in-unknown","detail":null}}',
        );
      if (status === 401)
        expect(reply.json()).toEqual({ failure: { kind: 'unauthenticated', reason: 'no bearer token' } });
    },
  );

  it('tell a developer why a token does not count, and refuse before they read the body', async () => {
    const headers = { authorization: 'Bearer nonsense' };
    const reply = await world.server.app.inject({ method: 'POST', url: '/api/channels', headers, payload: 'no json' });
    expect(reply.statusCode).toBe(401);
    expect(reply.json()).toEqual({
      failure: { kind: 'unauthenticated', reason: 'the token is no signed access token' },
    });
  });

  it('describe themselves in OpenAPI, from the contract’s own schemas', async () => {
    const openapi = (await world.server.app.inject('/api/openapi.json')).json() as {
      openapi: string;
      paths: Record<string, Record<string, Operation>>;
    };
    expect(openapi.openapi).toBe('3.1.0');
    const operations = Object.values(openapi.paths).flatMap((path) => Object.values(path));
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(endpoints).sort());
    expect(operations.filter(({ security }) => security === undefined)).toHaveLength(1);
    for (const { operationId, requestBody, responses } of operations) {
      const name = operationId as keyof typeof endpoints;
      const { status, form } = endpoints[name];
      const types = {
        json: 'application/json',
        ndjson: 'application/x-ndjson',
        events: 'text/event-stream',
        csv: 'text/csv',
      };
      const takes = name === 'queueMessage' ? ['application/json', 'multipart/form-data'] : ['application/json'];
      expect([name, Object.keys(requestBody?.content ?? {})]).toEqual([name, 'body' in endpoints[name] ? takes : []]);
      if (form === 'empty') continue;
      expect(Object.keys(responses[status]?.content ?? {})).toEqual([types[form]]);
      expect(JSON.stringify(responses[status]?.content)).toContain(form === 'csv' ? '"string"' : '"properties"');
    }
    const [queue] = operations.filter(({ operationId }) => operationId === 'queueMessage');
    expect(queue?.parameters).toEqual([
      expect.objectContaining({ in: 'header', name: 'idempotency-key', required: true }),
    ]);
    expect(queue?.requestBody?.content['multipart/form-data']).toMatchObject({
      schema: { properties: { message: { required: ['channelId', 'draft'] }, attachment: { type: 'array' } } },
    });
  });

  it('answer what is not there with a failure too', async () => {
    const reply = await world.server.app.inject('/api/nothing');
    expect([reply.statusCode, reply.json()]).toEqual([404, { failure: { kind: 'not-found' } }]);
  });

  it('tell every fault of a request, by its place', async () => {
    const payload = { emailAddress: 'nobody', accountType: 'abacus' };
    const headers = await world.as();
    const reply = await world.server.app.inject({ method: 'POST', url: '/api/recommendations', headers, payload });
    expect(reply.statusCode).toBe(400);
    const { failure } = reply.json() as { failure: { kind: string; faults: { path: string }[] } };
    expect(failure.kind).toBe('invalid-request');
    expect(failure.faults.map(({ path }) => path)).toEqual(['emailAddress', 'accountType']);
  });

  it.each<[string, object | undefined]>([
    ['/api/messages?limit=1.5', undefined],
    ['/api/recommendations', { emailAddress: `a@${'x'.repeat(240)}.example`, accountType: 'office365' }],
  ])('refuse what they could not answer: %s', async (url, payload) => {
    const method = payload ? 'POST' : 'GET';
    const reply = await world.server.app.inject({ method, url, headers: await world.as(), payload });
    expect([reply.statusCode, reply.json()]).toMatchObject([400, { failure: { kind: 'invalid-request' } }]);
  });

  it('tell the limit of the very request that is over it', async () => {
    const payload = { emailAddress: 'x'.repeat(70_000), accountType: 'office365' };
    const headers = await world.as();
    const reply = await world.server.app.inject({ method: 'POST', url: '/api/recommendations', headers, payload });
    expect([reply.statusCode, reply.json()]).toEqual([413, { failure: { kind: 'over-size', limitBytes: 65_536 } }]);
  });

  it('send the headers that Outlook needs, and no more doors than that', async () => {
    const { headers } = await world.server.app.inject('/api/settings');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("script-src 'self' https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com;");
    expect(policy).toMatch(/frame-ancestors 'self' https:\/\/outlook\.office\.com /);
    expect(policy).toContain(`connect-src 'self' ${world.issuer.url}`);
    expect(headers['x-frame-options']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('count the messages for Prometheus', async () => {
    expect((await world.server.app.inject('/metrics')).body).toContain('# TYPE postlane_messages gauge');
  });

  it('are open to many who come from one address', async () => {
    const { app } = world.server;
    for (const url of ['/healthz', '/api/settings']) {
      const replies = await Promise.all(Array.from({ length: 400 }, () => app.inject(url)));
      expect(replies.every(({ statusCode }) => statusCode === 200)).toBe(true);
    }
    expect((await app.inject('/healthz')).headers['x-ratelimit-limit']).toBeUndefined();
  });

  it('hold back an owner who asks too often, whatever the address', async () => {
    const headers = await world.as('hasty');
    let last = await world.server.app.inject({ url: '/api/channels', headers });
    for (let request = 1; request <= 300; request += 1)
      last = await world.server.app.inject({
        url: '/api/channels',
        headers,
        remoteAddress: `192.0.2.${request % 200}`,
      });
    expect(last.statusCode).toBe(429);
  });

  it.each([`/oauth/begin/${ID}`, '/oauth/callback?state=made-up'])(
    'hold back an address that asks for %s too often, and no other',
    async (url) => {
      const ask = (remoteAddress: string) => world.server.app.inject({ url, remoteAddress });
      let last = await ask('198.51.100.7');
      expect(last.statusCode).toBe(303);
      for (let request = 1; request <= 600; request += 1) last = await ask('198.51.100.7');
      const end = decodeURIComponent(new URL(last.headers.location ?? '', 'https://postlane.example').hash.slice(1));
      const { failure } = JSON.parse(end) as { failure: { kind: string; detail: string } };
      expect(failure).toEqual({ kind: 'too-many-requests', detail: last.headers['retry-after'] });
      const other = await ask('198.51.100.8');
      expect(other.headers.location).not.toContain('too-many-requests');
    },
  );

  it('hold back an owner who asks too often, and nobody else', async () => {
    const { app } = world.server;
    const headers = await world.as('busy');
    const url = `/api/channels/${ID}/test-message`;
    let last = await app.inject({ method: 'POST', url, headers });
    for (let request = 1; request < 11; request += 1) last = await app.inject({ method: 'POST', url, headers });
    expect(last.statusCode).toBe(429);
    expect(last.json()).toMatchObject({ failure: { kind: 'too-many-requests' } });
    expect((await app.inject({ method: 'POST', url, headers: await world.as() })).statusCode).toBe(404);
  });

  it('hold back who has one domain after the other looked up, after sixty a minute, and nobody else', async () => {
    const payload = { emailAddress: 'ada@gmail.com', accountType: 'office365' };
    const url = '/api/recommendations';
    const ask = async (rep: string): Promise<number> =>
      (await world.server.app.inject({ method: 'POST', url, headers: await world.as(rep), payload })).statusCode;
    const answered: number[] = [];
    for (let request = 1; request <= 61; request += 1) answered.push(await ask('curious'));
    expect(answered).toEqual([...Array.from({ length: 60 }, () => 200), 429]);
    expect(await ask('calm')).toBe(200);
  });
});
