import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CHANNEL_KINDS, DEFAULT_POLICIES, type Policies } from '../../../src/domain/policies.ts';
import { ADMIN } from '../world.ts';
import { RELAY, startTeams, type Teams } from './team-stage.ts';

const WITHOUT_TEAMS = CHANNEL_KINDS.filter((kind) => kind !== 'team');

describe('a team whose company does not allow it', () => {
  let teams: Teams;
  beforeAll(async () => {
    teams = await startTeams();
  });
  beforeEach(() => teams.nextTurn());
  afterEach(() => set(DEFAULT_POLICIES));
  afterAll(() => teams.stop());

  const set = async (policies: Partial<Policies>): Promise<void> => {
    const { status, text } = await teams.ask('PATCH', '/api/organisation/policies', ADMIN, policies);
    if (status !== 200) throw new Error(text);
  };
  const forbids = (policy: string) => ({ status: 403, body: { failure: { kind: 'policy-forbids', policy } } });

  it.each<[string, Partial<Policies>]>([
    ['sharing', { sharing: false }],
    ['channelKinds', { channelKinds: WITHOUT_TEAMS }],
    ['hosts', { hosts: ['smtp.elsewhere.example'] }],
  ])('by %s takes in nobody, and is shared with nobody new', async (policy, policies) => {
    const id = await teams.shared();
    await set(policies);
    expect((await teams.prepared('bea')).teams).toEqual([]);
    expect(await teams.join(id, 'bea')).toMatchObject(forbids(policy));
    expect(await teams.share(id)).toMatchObject(forbids(policy));
  });

  it('leaves who is in it a channel that takes nothing new, and counts it', async () => {
    const id = await teams.shared();
    await teams.joined(id, 'bea');
    const weighed = await teams.ask('POST', '/api/organisation/policies/weigh', ADMIN, { sharing: false });
    expect(weighed.body).toEqual({ reach: { channels: 2, forbidden: 1 } });
    await set({ sharing: false });
    expect(await teams.channelsOf('bea')).toMatchObject([{ forbiddenBy: 'sharing' }]);
    // The administrator's own is no team's channel.
    expect(await teams.channelsOf(ADMIN)).toMatchObject([{ forbiddenBy: null, server: { host: RELAY } }]);
  });
});
