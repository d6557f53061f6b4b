import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Invitation } from '../../../src/contract/shapes.ts';
import { ADMIN } from '../world.ts';
import { ADMIN_ROLE, CHIEF, kindOf, startTeams, type Teams } from './team-stage.ts';

describe('an invitation', () => {
  let teams: Teams;
  beforeAll(async () => {
    teams = await startTeams();
  });
  beforeEach(() => teams.nextTurn());
  afterAll(() => teams.stop());

  const OFFICE = { host: 'smtp.office365.com', port: 587, security: 'starttls' } as const;
  const own = (): Promise<string> =>
    teams.connect(ADMIN, { providerId: 'microsoft365', server: OFFICE, username: CHIEF.address });
  const invite = (id: string, addresses: string[], rep = ADMIN, claims = {}) =>
    teams.ask('POST', `/api/channels/${id}/invitations`, rep, { addresses }, claims);
  const board = async (rep = ADMIN, claims = {}): Promise<Invitation[]> =>
    (
      (await teams.ask('GET', '/api/organisation/invitations', rep, undefined, claims)).body as {
        invitations: Invitation[];
      }
    ).invitations;
  const names = (invitations: Invitation[]): [string, boolean][] =>
    invitations.map(({ address, hasConnected }) => [address, hasConnected]);

  it('has all but the password filled in for who has the address, until that one has connected', async () => {
    const id = await own();
    expect((await invite(id, ['Bea@firma.example', 'bea@firma.example', 'cleo@firma.example'])).status).toBe(200);
    expect(names(await board())).toEqual([
      ['bea@firma.example', false],
      ['cleo@firma.example', false],
    ]);
    // The same once more is not another one.
    const made = await board();
    await invite(id, ['Bea@firma.example']);
    expect(await board()).toEqual(made);
    const { body: log } = await teams.ask('GET', '/api/organisation/audit', ADMIN);
    expect((log as { entries: unknown[] }).entries).toHaveLength(2);
    const prepared = await teams.prepared('bea');
    expect(prepared).toEqual({
      ...{ teams: [], address: 'bea@firma.example' },
      invitation: { providerId: 'microsoft365', server: OFFICE, username: 'Bea@firma.example', by: CHIEF },
    });
    expect((await teams.ask('GET', '/api/me', 'bea')).body).toMatchObject({ isExpected: true });
    await teams.connect('bea', { providerId: 'microsoft365', server: OFFICE, username: 'bea@firma.example' });
    expect(await teams.prepared('bea')).toMatchObject({ invitation: null });
    expect(names(await board())).toEqual([
      ['bea@firma.example', true],
      ['cleo@firma.example', false],
    ]);
  });

  it('is for the address in the company’s own token, and for nobody else', async () => {
    await invite(await own(), ['bea@firma.example']);
    for (const [rep, claims] of [
      ['dora', {}],
      ['bea', { tid: 'elsewhere' }],
      ['bea', { preferred_username: undefined }],
      ['bea', { acct: 1 }],
    ] as const)
      expect(await teams.prepared(rep, claims)).toMatchObject({ invitation: null });
  });

  it('is an administrator’s to make, to see and to take back, in the own company and of a channel of the own', async () => {
    const id = await own();
    await invite(id, ['bea@firma.example']);
    expect(kindOf(await invite(id, ['cleo@firma.example'], 'bea'))).toBe('admins-only');
    expect(kindOf(await invite(id, ['cleo@firma.example'], 'bea', ADMIN_ROLE))).toBe('not-found');
    const foreign = { tid: 'elsewhere', ...ADMIN_ROLE };
    expect(await board('eve', foreign)).toEqual([]);
    const [first] = await board();
    const url = `/api/organisation/invitations/${String(first?.id)}`;
    expect(kindOf(await teams.ask('DELETE', url, 'eve', undefined, foreign))).toBe('not-found');
    expect((await teams.ask('DELETE', url, ADMIN)).status).toBe(204);
    expect(await teams.prepared('bea')).toMatchObject({ invitation: null });
  });

  it('is not made of what is no address, and says of which', async () => {
    const reply = await invite(await own(), ['bea@firma.example', 'cleo@firma']);
    expect([reply.status, reply.body]).toMatchObject([
      400,
      { failure: { kind: 'invalid-request', faults: [{ path: 'addresses.1', fault: 'no-domain' }] } },
    ]);
    expect((await board()).map(({ address }) => address)).not.toContain('cleo@firma');
  });

  it('is not made of a team’s channel, whose login its administrator alone may see', async () => {
    const id = await teams.shared();
    const joined = await teams.joined(id, 'bea');
    expect(kindOf(await invite(joined.id, ['cleo@firma.example'], 'bea', ADMIN_ROLE))).toBe('of-team');
  });
});
