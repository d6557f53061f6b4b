import { describe, expect, it } from '@jest/globals';
import type { Author } from '../../../src/domain/audit.ts';
import { DAY } from '../../../src/domain/instant.ts';
import { failed, success } from '../../../src/domain/result.ts';
import type { SendingDomain } from '../../../src/domain/sending-domain.ts';
import { proveDomain } from '../../../src/server/use-cases/prove-domain.ts';

const DOMAIN = 'firma.example';
const CHIEF: Author = { objectId: 'chief', name: null, address: null };
const RECORD = 'postlane-domain=token-1';

/** One organisation's domains in memory, a name server, and a clock. */
function bench() {
  const domains = new Map<string, SendingDomain>();
  const dns = { texts: [] as string[] | null, asked: 0 };
  const clock = { now: 10 * DAY };
  let tokens = 0;
  const set = (domain: string, change: Partial<SendingDomain>): void => {
    const before = domains.get(domain);
    if (before !== undefined) domains.set(domain, { ...before, ...change });
  };
  const use = proveDomain({
    list: async () => [...domains.values()],
    find: async (_tenant, domain) => domains.get(domain) ?? null,
    async add(_tenant, one) {
      if (!domains.has(one.domain)) domains.set(one.domain, { ...one, provenAt: null, lostAt: null, named: [] });
    },
    holderOf: async () => null,
    async prove(_tenant, domain, _admin, now) {
      set(domain, { provenAt: now, lostAt: null });
    },
    async lose(_tenant, domain, now) {
      if ((domains.get(domain)?.provenAt ?? null) !== null) set(domain, { lostAt: now });
    },
    remove: async () => 'unknown',
    async txt() {
      dns.asked += 1;
      return dns.texts === null ? failed('unreachable') : success(dns.texts);
    },
    domainToASCII: (domain) => domain,
    isPublicSuffix: () => false,
    newToken: () => `token-${(tokens += 1)}`,
    clock: () => clock.now,
  });
  return { use, dns, clock, known: () => domains.get(DOMAIN) };
}

describe('the proof of a domain', () => {
  it('is looked up by who joins once it is a day old, and not before', async () => {
    const { use, dns, clock } = bench();
    await use.add('firma', CHIEF, DOMAIN);
    dns.texts = [RECORD];
    expect(await use.check('firma', CHIEF, DOMAIN)).toMatchObject({ value: { record: 'found' } });
    dns.texts = [];
    clock.now += DAY - 1;
    expect((await use.prove('firma', null, DOMAIN)).ok).toBe(true);
    expect(dns.asked).toBe(1);
    clock.now += 1;
    dns.texts = [RECORD];
    expect((await use.prove('firma', null, DOMAIN)).ok).toBe(true);
    expect(dns.asked).toBe(2);
  });

  it('ends with the record, and begins again with it', async () => {
    const { use, dns, clock, known } = bench();
    await use.add('firma', CHIEF, DOMAIN);
    dns.texts = [RECORD];
    await use.check('firma', CHIEF, DOMAIN);
    clock.now += DAY;
    dns.texts = [];
    expect(await use.prove('firma', null, DOMAIN)).toEqual(failed({ kind: 'domain-unproven', domain: DOMAIN }));
    expect(known()).toMatchObject({ lostAt: clock.now });
    dns.texts = [RECORD];
    expect((await use.prove('firma', null, DOMAIN)).ok).toBe(true);
    expect(known()).toMatchObject({ lostAt: null });
  });

  it('is neither believed nor lost while no name server answers', async () => {
    const { use, dns, clock, known } = bench();
    await use.add('firma', CHIEF, DOMAIN);
    dns.texts = [RECORD];
    await use.check('firma', CHIEF, DOMAIN);
    clock.now += DAY;
    dns.texts = null;
    expect((await use.prove('firma', null, DOMAIN)).ok).toBe(false);
    expect(await use.check('firma', CHIEF, DOMAIN)).toMatchObject({ value: { record: 'unanswered' } });
    expect(known()).toMatchObject({ lostAt: null });
  });

  it('is of no domain that nobody named', async () => {
    const { use, dns } = bench();
    dns.texts = [RECORD];
    expect(await use.prove('firma', null, DOMAIN)).toEqual(failed({ kind: 'domain-unproven', domain: DOMAIN }));
    expect(await use.check('firma', CHIEF, DOMAIN)).toEqual(failed({ kind: 'not-found' }));
    expect(dns.asked).toBe(0);
  });
});
