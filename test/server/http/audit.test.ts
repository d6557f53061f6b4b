import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, startWorld, type World } from '../world.ts';

const LOG = '/api/organisation/audit';

describe('the audit log', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const get = async (query = '', rep = ADMIN, claims?: object) => {
    const reply = await world.server.app.inject({ url: `${LOG}${query}`, headers: await world.as(rep, claims) });
    return { status: reply.statusCode, body: reply.json() as unknown };
  };

  it('is for administrators, and empty while nobody has done anything', async () => {
    expect(await get()).toEqual({ status: 200, body: { entries: [], next: null } });
    expect(await get('', 'ada')).toMatchObject({ status: 403, body: { failure: { kind: 'admins-only' } } });
  });

  it.each(['?limit=0', '?limit=501', '?limit=1.5', '?after=0', '?after=yesterday', '?after=99999999999999999999'])(
    'answers no question such as %s',
    async (query) => {
      expect(await get(query)).toMatchObject({ status: 400, body: { failure: { kind: 'invalid-request' } } });
    },
  );
});
