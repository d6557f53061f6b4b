import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Grant } from '../../../src/domain/credential.ts';
import { SECOND } from '../../../src/domain/instant.ts';
import { failed, success } from '../../../src/domain/result.ts';
import { operators } from './engines.ts';
import { storeOn, type Store } from './fixtures.ts';
import { CREDENTIAL, noRenewal, renewalBench, token } from './renewal-bench.ts';

describe.each(operators)('renewing a grant on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());
  const bench = () => renewalBench(store);

  it('asks the service once, however many processes and connections want to log in', async () => {
    const { id, asked, process } = await bench();
    const processes = [process(), process(), process()];
    const wanted = [...processes, ...processes].map((one) => one.of(id, CREDENTIAL));
    expect(await Promise.all(wanted)).toEqual(wanted.map(() => token('a1')));
    expect(asked).toEqual(['r0']);
  });

  it('keeps what came back before it is used', async () => {
    const { id, process, kept } = await bench();
    let seen: Grant | null = null;
    await process().by(id, CREDENTIAL, async () => {
      seen = await kept();
      return success('in');
    });
    expect(seen).toMatchObject({ refreshToken: 'r1', accessToken: 'a1' });
  });

  it('renews a token that the server refused, although its time is not up, and tries once more', async () => {
    const { id, asked, process } = await bench();
    const one = process();
    await one.of(id, CREDENTIAL);
    const used: unknown[] = [];
    const reply = { code: 535, enhanced: null, text: 'no' };
    const ended = await one.by(id, CREDENTIAL, async (login) => {
      used.push(login.kind === 'token' && login.token);
      return failed({ kind: 'token-rejected', stage: 'auth', reply });
    });
    expect(ended).toMatchObject({ failure: { kind: 'token-rejected' } });
    expect(used).toEqual(['a1', 'a2']);
    expect(asked).toEqual(['r0', 'r1']);
  });

  it('is taken over from a process that died before it got an answer', async () => {
    const { id, process, pass } = await bench();
    void process({ refresh: () => new Promise(() => {}) }).of(id, CREDENTIAL);
    await pause(50);
    const other = process().of(id, CREDENTIAL);
    await pause(50);
    pass(61 * SECOND);
    expect(await other).toEqual(token('a1'));
  });

  it('says that signing in again is needed when a process died with the answer', async () => {
    const { id, process, spend, pass } = await bench();
    // The service has honoured r0, and nobody has written down what it gave for it.
    spend();
    void process({ refresh: () => new Promise(() => {}) }).of(id, CREDENTIAL);
    await pause(50);
    pass(61 * SECOND);
    expect(await process().of(id, CREDENTIAL)).toMatchObject({ failure: { kind: 'grant-revoked' } });
  });

  it('lets the next one try when the service was away', async () => {
    const { id, process } = await bench();
    const away = noRenewal('sign-in-unavailable');
    expect(await process({ refresh: async () => away }).of(id, CREDENTIAL)).toEqual(away);
    expect(await process().of(id, CREDENTIAL)).toEqual(token('a1'));
  });
});
