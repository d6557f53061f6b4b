import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Grant } from '../../../src/domain/credential.ts';
import { HOUR, SECOND } from '../../../src/domain/instant.ts';
import { createRenewing } from '../../../src/server/store/renewing.ts';
import type { LoginNeeds } from '../../../src/server/use-cases/current-login.ts';
import { operators } from './engines.ts';
import { storeOn, type Store } from './fixtures.ts';
import { CREDENTIAL, moment, noRenewal, renewalBench, token, type RenewalBench } from './renewal-bench.ts';

/** As long as the service is waited for at the most: ten seconds for where it is asked, and ten for its answer. */
const AS_LONG_AS_MAY_BE = 20 * SECOND;

/** A service that says when it is asked, and answers when it may. */
function slowly(bench: RenewalBench) {
  const asking = moment();
  const answering = moment();
  const refresh: LoginNeeds['refresh'] = async (_service, refreshToken) => {
    asking.come();
    const answer = bench.refresh(refreshToken);
    await answering.comes;
    return answer;
  };
  return { refresh, asked: asking.comes, answer: answering.come };
}

describe.each(operators)('renewing a grant on $name, in trouble', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());

  /** Another process looks, and waits: resolves when it does, or when it asks the service too. */
  function looking(bench: RenewalBench, refused?: string) {
    const looked = moment();
    const login = bench
      .process({
        async sleep() {
          looked.come();
          await new Promise((resolve) => setTimeout(resolve, 5));
        },
        async refresh(_service, refreshToken) {
          looked.come();
          return bench.refresh(refreshToken);
        },
      })
      .of(bench.id, CREDENTIAL, refused === undefined ? undefined : token(refused).value);
    return { login, looked: looked.comes };
  }

  it.each([
    {
      when: 'the database took its time over the claim',
      one: ({ pass }: RenewalBench): Partial<LoginNeeds> => ({
        async claimRenewal(...claim) {
          const isOurs = await createRenewing(store.db).claimRenewal(...claim);
          pass(15 * SECOND);
          return isOurs;
        },
      }),
    },
    {
      when: 'its clock is half a minute behind',
      one: ({ now }: RenewalBench): Partial<LoginNeeds> => ({ clock: () => now() - 30 * SECOND }),
    },
  ])('is left to the process that has begun, as long as that may take, though $when', async ({ one }) => {
    const bench = await renewalBench(store);
    const service = slowly(bench);
    const first = bench.process({ ...one(bench), refresh: service.refresh }).of(bench.id, CREDENTIAL);
    await service.asked;
    bench.pass(AS_LONG_AS_MAY_BE);
    const other = looking(bench);
    await other.looked;
    service.answer();
    expect(await first).toEqual(token('a1'));
    expect(await other.login).toEqual(token('a1'));
    expect(bench.asked).toEqual(['r0']);
  });

  it('is waited for by whom the same token was refused that another renews already', async () => {
    const bench = await renewalBench(store);
    const service = slowly(bench);
    const first = bench.process({ refresh: service.refresh }).of(bench.id, CREDENTIAL);
    await service.asked;
    const other = looking(bench, 'a0');
    await other.looked;
    service.answer();
    expect([await first, await other.login]).toEqual([token('a1'), token('a1')]);
    expect(bench.asked).toEqual(['r0']);
  });

  it.each(['sign-in-unavailable', 'registration-refused', 'grant-revoked'] as const)(
    'is not tried again at once by those who waited for it, when it came to nothing: %s',
    async (kind) => {
      const bench = await renewalBench(store);
      const answering = moment();
      const asking = moment();
      let asked = 0;
      const refresh = async () => {
        asked += 1;
        asking.come();
        await answering.comes;
        return noRenewal(kind);
      };
      const first = bench.process({ refresh }).of(bench.id, CREDENTIAL);
      await asking.comes;
      const waiting = Array.from({ length: 6 }, () => {
        const looked = moment();
        const sleep = async (): Promise<void> => {
          looked.come();
          await new Promise((resolve) => setTimeout(resolve, 5));
        };
        return { login: bench.process({ refresh, sleep }).of(bench.id, CREDENTIAL), looked: looked.comes };
      });
      await Promise.all(waiting.map(({ looked }) => looked));
      answering.come();
      expect(await first).toEqual(noRenewal(kind));
      for (const { login } of waiting) expect(await login).toEqual(noRenewal('sign-in-unavailable'));
      expect(asked).toBe(1);
      // Whoever comes later, because its pause is over, asks anew.
      await bench.process({ refresh }).of(bench.id, CREDENTIAL);
      expect(asked).toBe(2);
    },
  );

  describe('while its rep signs in anew', () => {
    const anew: Grant = { refreshToken: 'new', accessToken: 'new-token', endsAt: 9 * HOUR };

    it('gives way to the new grant, which is used and kept', async () => {
      const bench = await renewalBench(store);
      const service = slowly(bench);
      const login = bench.process({ refresh: service.refresh }).of(bench.id, CREDENTIAL);
      await service.asked;
      await bench.signInAnew(anew);
      service.answer();
      expect(await login).toEqual(token('new-token'));
      expect(await bench.kept()).toEqual(anew);
    });

    it('says nothing of the old grant that was refused meanwhile', async () => {
      const bench = await renewalBench(store);
      bench.spend();
      const service = slowly(bench);
      const login = bench.process({ refresh: service.refresh }).of(bench.id, CREDENTIAL);
      await service.asked;
      await bench.signInAnew(anew);
      service.answer();
      expect(await login).toEqual(token('new-token'));
      expect(await bench.kept()).toEqual(anew);
    });
  });

  it('brings nothing back of a channel that was removed meanwhile, and logs in nowhere', async () => {
    const bench = await renewalBench(store);
    const service = slowly(bench);
    const login = bench.process({ refresh: service.refresh }).of(bench.id, CREDENTIAL);
    await service.asked;
    await bench.remove();
    service.answer();
    expect(await login).toMatchObject({ failure: { kind: 'grant-revoked' } });
    expect(await bench.kept()).toBeNull();
  });

  it('keeps what came back though the database is away for a while', async () => {
    const bench = await renewalBench(store);
    const { keepRenewed } = createRenewing(store.db);
    let attempts = 0;
    const one = bench.process({
      async keepRenewed(...renewed) {
        attempts += 1;
        if (attempts <= 3) throw new Error('The database is restarting.');
        return keepRenewed(...renewed);
      },
    });
    expect(await one.of(bench.id, CREDENTIAL)).toEqual(token('a1'));
    expect(await bench.kept()).toMatchObject({ refreshToken: 'r1' });
    expect(bench.asked).toEqual(['r0']);
  });

  it('uses what was kept, though the database did not live to say so', async () => {
    const bench = await renewalBench(store);
    const { keepRenewed } = createRenewing(store.db);
    let attempts = 0;
    const one = bench.process({
      async keepRenewed(...renewed) {
        attempts += 1;
        const kept = await keepRenewed(...renewed);
        if (attempts === 1) throw new Error('The connection was lost.');
        return kept;
      },
    });
    expect(await one.of(bench.id, CREDENTIAL)).toEqual(token('a1'));
    expect(bench.asked).toEqual(['r0']);
  });
});
