import { describe, expect, it } from '@jest/globals';
import { establish, type DeliveryChannel } from '../../../src/domain/channel.ts';
import { HOUR, SECOND } from '../../../src/domain/instant.ts';
import { providerFor } from '../../../src/domain/recommendation.ts';
import type { SignedIn } from '../../../src/domain/sign-in.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { ADA, bench, brokenBy, NOW, PASSED, REFUSED, SEALED, STALE, proof, token, unheard } from './repair-stage.ts';

describe('repairing a channel', () => {
  it('proves another password, seals it and says that it is new', async () => {
    const { repaired, verified, saved } = bench(brokenBy('password-rejected'), NOW - 1);
    expect((await repaired('new')).at(-1)).toMatchObject({ channel: { health: { state: 'working' } } });
    expect(verified).toEqual([{ kind: 'password', username: 'ada', password: 'new' }]);
    expect(saved).toEqual([{ occasion: 'new-password', sealed: 'sealed anew' }]);
  });

  it.each([['old'], [null]])(
    'does not give a refused password (%p) to the server again within the hour',
    async (typed) => {
      const { repaired, verified } = bench(brokenBy('password-rejected'), NOW - HOUR + 1);
      expect(await repaired(typed)).toEqual([{ kind: 'login-too-soon', nextAt: NOW + 1 }]);
      expect(verified).toEqual([]);
    },
  );

  it('tries it after the hour, once, however often it is asked', async () => {
    const { repaired, verified, saved } = bench(brokenBy('smtp-auth-off-for-tenant'), NOW - HOUR);
    const [one, other] = await Promise.all([repaired(null), repaired(null)]);
    expect([one, other].map((events) => events?.at(-1))).toEqual([
      expect.objectContaining({ channel: expect.anything() }),
      { kind: 'login-too-soon', nextAt: NOW + HOUR },
    ]);
    expect(verified).toHaveLength(1);
    expect(saved).toEqual([{ occasion: 'again', sealed: SEALED.text }]);
  });

  it.each([['old'], [null]])(
    'proves a working channel with the password it has (%p) when nobody else has its mailbox',
    async (typed) => {
      const { repaired, saved, slept, places } = bench({ state: 'working', since: 0 }, 0, { busy: 3 });
      expect((await repaired(typed)).at(-1)).toHaveProperty('channel');
      expect(saved).toEqual([{ occasion: 'again', sealed: SEALED.text }]);
      expect(slept).toEqual([SECOND, SECOND, SECOND]);
      expect(places()).toBe(0);
    },
  );

  it('lets it be tried again at once when the server was not even asked', async () => {
    const away = {
      kind: 'connection-refused',
      stage: 'connect',
      host: 'smtp.firma.example',
      port: 587,
      detail: null,
    } as const;
    const { repaired, broken } = bench(brokenBy('smtp-auth-off-for-tenant'), 0, { refuses: away });
    expect((await repaired(null)).at(-1)).toEqual({ failure: away });
    expect((await repaired(null)).at(-1)).toEqual({ failure: away });
    expect(broken).toEqual([]);
  });

  it('waits no longer than somebody needs to find out that the password is wrong', async () => {
    const { repaired, verified, slept } = bench({ state: 'working', since: 0 }, 0, { busy: Infinity });
    expect(await repaired(null)).toEqual([{ kind: 'mailbox-busy' }]);
    expect(verified).toEqual([]);
    expect(slept).toHaveLength(10);
  });

  it('breaks a working channel whose password is refused, before it is told, and lets its mailbox go', async () => {
    const { repair, broken, places } = bench({ state: 'working', since: 0 }, 0, { refuses: REFUSED });
    const steps = await repair('old');
    if (!steps.ok) throw new Error('It was not tried.');
    expect((await steps.value.next()).value).toMatchObject({ step: 'auth', outcome: 'failed' });
    expect(broken).toEqual([{ because: REFUSED, nextAt: null }]);
    // Whoever hears of it may leave.
    await steps.value.return();
    expect(places()).toBe(0);
  });

  it('says nothing of the channel when another password is refused, and lets that rest', async () => {
    const { repaired, broken, typed } = bench({ state: 'working', since: 0 }, 0, { refuses: REFUSED });
    expect((await repaired('new')).at(-1)).toEqual({ failure: REFUSED });
    expect(broken).toEqual([]);
    expect(typed).toEqual([{ mark: 'new', kind: 'password-rejected' }]);
  });

  it('does not give the server a password that it refused to another channel a while ago', async () => {
    const { repaired, verified } = bench(brokenBy('password-rejected'), NOW - 1);
    expect(await repaired('refused elsewhere')).toEqual([{ kind: 'login-too-soon', nextAt: NOW + 7 }]);
    expect(verified).toEqual([]);
  });

  describe('whose rep signed in', () => {
    it('renews a token that the server does not take, once, and tells each step once', async () => {
      const { repaired, verified, saved, broken } = bench({ state: 'working', since: 0 }, 0, {
        tokens: ['before', 'renewed'],
        stale: ['before'],
      });
      const events = await repaired(null);
      expect(events.slice(0, -1)).toEqual(PASSED);
      expect(events.at(-1)).toHaveProperty('channel');
      expect(verified).toEqual([token('before'), token('renewed')]);
      expect(saved).toEqual([{ occasion: 'again', sealed: SEALED.text }]);
      expect(broken).toEqual([]);
    });

    it('breaks when the renewed one is not taken either', async () => {
      const { repaired, verified, broken } = bench({ state: 'working', since: 0 }, 0, {
        tokens: ['before', 'renewed', 'again'],
        stale: ['before', 'renewed'],
      });
      expect((await repaired(null)).at(-1)).toEqual({ failure: STALE });
      expect(verified).toHaveLength(2);
      expect(broken).toMatchObject([{ because: STALE }]);
    });

    it('breaks when the service gives no token any more, though no server was asked', async () => {
      const revoked = unheard('grant-revoked');
      const { repaired, verified, broken } = bench({ state: 'working', since: 0 }, 0, { tokens: [revoked] });
      expect(await repaired(null)).toEqual([{ failure: revoked }]);
      expect(broken).toEqual([{ because: revoked, nextAt: null }]);
      expect(verified).toEqual([]);
    });

    it('leaves the credential its hour as it was when the service is away', async () => {
      const away = unheard('sign-in-unavailable');
      const { repaired, broken, untried } = bench(brokenBy('smtp-auth-off-for-tenant'), 0, { tokens: [away] });
      expect(await repaired(null)).toEqual([{ failure: away }]);
      expect(broken).toEqual([]);
      expect(untried()).toBe(1);
      expect(await repaired(null)).toEqual([{ failure: away }]);
    });
  });

  it('that is removed at the last moment says so, and does not bring it back', async () => {
    const { channels, repaired, saved } = bench({ state: 'working', since: 0 }, 0, { onSeal: () => channels.clear() });
    expect(await repaired('new')).toEqual([...PASSED, { failure: { kind: 'not-found' } }]);
    expect(saved).toEqual([]);
  });

  it('that is another each time it is to be saved is given up, and the password was tried once', async () => {
    const { repaired, saved, verified } = bench({ state: 'working', since: 0 }, 0, { outdated: true });
    expect(await repaired('new')).toEqual([...PASSED, { failure: expect.objectContaining({ kind: 'conflict' }) }]);
    expect([saved, verified.length]).toEqual([[], 1]);
  });
});

describe('repairing a channel of a team’s', () => {
  const team = {
    channelId: 'team-1',
    domain: 'firma.example',
    by: { name: 'Ida', address: 'ida@firma.example' },
    named: [],
  };
  const ofTeam = (heldSince: number | null) => {
    const stage = bench({ state: 'working', since: 0 }, 0);
    const channel = { ...establish(proof(), 'channel-1', ADA, NOW), team };
    stage.channels.set('channel-1', { ...channel, heldSince });
    return { ...stage, hold: () => stage.channels.set('channel-1', { ...channel, heldSince: NOW }) };
  };

  it('proves what it has', async () => {
    expect((await ofTeam(null).repaired(null)).at(-1)).toMatchObject({ channel: { team } });
  });

  it('proves nothing while its administrator keeps it back', async () => {
    const { repaired, verified } = ofTeam(1);
    expect(await repaired(null)).toEqual([{ kind: 'of-team' }]);
    expect(verified).toEqual([]);
  });

  it('lets nothing go that its administrator keeps back by the time it is proven', async () => {
    const { repaired, saved, hold } = ofTeam(null);
    const steps = repaired(null);
    hold();
    expect((await steps).at(-1)).toEqual({ failure: { kind: 'of-team' } });
    expect(saved).toEqual([]);
  });
});

describe('repairing a channel by a sign-in', () => {
  const NORA = 'nora@firma.example';
  const PAUSED = { kind: 'conflict', reason: 'an administrator has paused it' };
  const bySignIn = (channel: Partial<DeliveryChannel>, addresses: string[], another?: Partial<DeliveryChannel>) => {
    const at365 = { ...establish(proof(), 'channel-1', ADA, NOW), providerId: 'microsoft365' as const, ...channel };
    const grant = { accessToken: 'access', refreshToken: 'refresh', endsAt: NOW + HOUR };
    const stage = bench(brokenBy('password-rejected'), 0, {
      signedIn: { id: 'sign-in-1', service: 'microsoft', transport: 'smtp', addresses, grant },
      ...(another && { another: { ...at365, ...another } }),
    });
    stage.channels.set('channel-1', at365);
    return stage;
  };

  it('takes the login it has, whatever else the account is called', async () => {
    const { repaired, verified } = bySignIn({ username: 'ada@login.example' }, [
      'ada@firma.example',
      'ada@login.example',
    ]);
    expect((await repaired({ account: NORA })).at(-1)).toHaveProperty('channel');
    expect(verified).toEqual([{ kind: 'token', username: 'ada@login.example', token: 'access' }]);
  });

  it('takes another account when that one is named, and never by itself', async () => {
    const { repaired, verified } = bySignIn({}, [NORA]);
    const refused = { kind: 'other-account', account: NORA, expected: 'ada@firma.example' };
    expect(await repaired({})).toEqual([refused]);
    expect(await repaired({ account: 'somebody@firma.example' })).toEqual([refused]);
    expect(verified).toEqual([]);
    expect((await repaired({ account: NORA })).at(-1)).toHaveProperty('channel');
    expect(verified).toEqual([{ kind: 'token', username: NORA, token: 'access' }]);
  });

  it.each([1, null])(
    'takes no other account along while an administrator has paused it (%p), or does by then',
    async (since) => {
      const { channels, repaired, saved } = bySignIn({ stoppedSince: since }, [NORA]);
      const [channel] = channels.values();
      const steps = repaired({ account: NORA });
      if (channel !== undefined) channels.set(channel.id, { ...channel, stoppedSince: 1 });
      expect((await steps).at(-1)).toEqual(
        since === null ? { failure: expect.objectContaining(PAUSED) } : expect.objectContaining(PAUSED),
      );
      expect(saved).toEqual([]);
    },
  );

  it('takes its own account while an administrator has paused it', async () => {
    const { repaired } = bySignIn({ username: NORA, stoppedSince: 1 }, [NORA]);
    expect((await repaired({})).at(-1)).toHaveProperty('channel.stoppedSince', 1);
  });

  it('makes no second channel of the same login and sender', async () => {
    const { repaired, verified } = bySignIn({}, [NORA], { id: 'channel-2', username: NORA });
    expect(await repaired({ account: NORA })).toEqual([{ kind: 'channel-exists' }]);
    expect(verified).toEqual([]);
  });
});

describe('whoever signed in at Google', () => {
  const server = serverAt('smtp.gmail.com', 587);
  const PERSON = 'ada.reimer@gmail.com';
  const COMPANY = 'ada@firma.example';
  const signedIn = (account: string): SignedIn => ({
    ...{ id: 'sign-in-1', service: 'google', transport: 'smtp', addresses: [account] },
    grant: { accessToken: 'access', refreshToken: 'refresh', endsAt: NOW + HOUR },
  });

  it.each([
    [COMPANY, PERSON, 'gmail', 500],
    [PERSON, COMPANY, 'google-workspace', 2_000],
  ] as const)('for %s as %s has a channel at %s, with its limits', async (address, account, providerId, limit) => {
    const at = { providerId, username: account, limits: { recipientsPerDay: limit } };
    const sender = { name: 'Ada', address };
    const stage = bench(brokenBy('password-rejected'), 0, { signedIn: signedIn(account) });
    const typed = { providerId: 'google-workspace' as const, server, username: address, sender };
    expect((await stage.connected(typed, { account })).at(-1)).toMatchObject({ channel: at });

    const before = establish(proof({ ...typed, providerId: providerFor(address, 'gmail') }), 'channel-1', ADA, NOW);
    expect(before.limits).not.toMatchObject(at.limits);
    stage.channels.set('channel-1', before);
    expect((await stage.repaired({ account })).at(-1)).toMatchObject({ channel: { id: 'channel-1', ...at } });
  });
});
