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

  it('is had whole as a file, in which no spreadsheet finds a formula', async () => {
    const headers = await world.as(ADMIN, { name: '=HYPERLINK("https://elsewhere.example")' });
    await world.server.app.inject({
      method: 'PATCH',
      url: '/api/organisation/policies',
      headers,
      payload: { retentionDays: 30 },
    });
    const reply = await world.server.app.inject({ url: `${LOG}/export`, headers });
    expect(reply.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="postlane-log.csv"',
    });
    const [head, line, ...rest] = reply.body.split('\r\n');
    expect(head).toMatch(/^\u{FEFF}Entry,When \(UTC\),Who \(object id\),Who,/u);
    expect(line).toContain(`,${ADMIN},"'=HYPERLINK(""https://elsewhere.example"")",`);
    expect(line).toContain(',policy-changed,,,,,,retentionDays,null,30,');
    expect(rest).toEqual(['']);
    const theirs = await world.as('their-chief', { tid: 'elsewhere', roles: ['Postlane.Admin'] });
    const other = await world.server.app.inject({ url: `${LOG}/export`, headers: theirs });
    expect(other.body.split('\r\n')).toHaveLength(2);
  });
});
