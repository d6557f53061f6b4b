import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Grant, GrantCredential } from '../../../src/domain/credential.ts';
import type { GrantFailure } from '../../../src/domain/failure.ts';
import { HOUR, SECOND } from '../../../src/domain/instant.ts';
import { failed, success, type Result } from '../../../src/domain/result.ts';
import { createRenewing } from '../../../src/server/store/renewing.ts';
import { currentLogin, type CurrentLogin } from '../../../src/server/use-cases/current-login.ts';
import { engines } from './engines.ts';
import { storeOn, type Store } from './fixtures.ts';

const CREDENTIAL: GrantCredential = { kind: 'grant', service: 'microsoft', username: 'ada@firma.example' };
const sealed = (grant: Grant) => ({ keyId: 'k1', text: JSON.stringify(grant) });

describe.each(engines)('renewing a grant on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());

  /** A channel whose access token ends after an hour, and processes that renew it at a service which honours each refresh token once. */
  async function bench() {
    const channel = await store.channel();
    const first = { refreshToken: 'r0', accessToken: 'a0', endsAt: HOUR };
    const occasion = 'new-password';
    await store.channels.save({ channel, occasion }, { keyId: 'k1', text: 'grant', grant: sealed(first) }, [], 1);
    let now = 2 * HOUR;
    let honoured = 0;
    const asked: string[] = [];
    const process = (
      refresh = async (token: string): Promise<Result<Grant, GrantFailure>> => {
        asked.push(token);
        await pause(20);
        if (token !== `r${honoured}`)
          return failed({
            kind: 'grant-revoked',
            stage: 'auth',
            service: 'microsoft',
            error: 'invalid_grant',
            detail: null,
          });
        honoured += 1;
        return success({ refreshToken: `r${honoured}`, accessToken: `a${honoured}`, endsAt: now + HOUR });
      },
    ): CurrentLogin =>
      currentLogin({
        ...createRenewing(store.db),
        openGrant: async ({ text }) => JSON.parse(text) as Grant,
        sealGrant: async (grant) => sealed(grant),
        refresh: (_service, token) => refresh(token),
        sleep: () => pause(5),
        clock: () => now,
      });
    return {
      id: channel.id,
      asked,
      process,
      spend: () => void (honoured += 1),
      pass: (milliseconds: number) => void (now += milliseconds),
      kept: async () =>
        JSON.parse((await createRenewing(store.db).findGrant(channel.id))?.sealed.text ?? 'null') as Grant,
    };
  }

  const token = (said: string) => success({ kind: 'token', username: 'ada@firma.example', token: said });

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
    void process(() => new Promise(() => {})).of(id, CREDENTIAL);
    await pause(50);
    const other = process().of(id, CREDENTIAL);
    await pause(50);
    pass(31 * SECOND);
    expect(await other).toEqual(token('a1'));
  });

  it('says that signing in again is needed when a process died with the answer', async () => {
    const { id, process, spend, pass } = await bench();
    // The service has honoured r0, and nobody has written down what it gave for it.
    spend();
    void process(() => new Promise(() => {})).of(id, CREDENTIAL);
    await pause(50);
    pass(31 * SECOND);
    expect(await process().of(id, CREDENTIAL)).toMatchObject({ failure: { kind: 'grant-revoked' } });
  });

  it('lets the next one try when the service was away', async () => {
    const { id, process } = await bench();
    const away = failed({
      kind: 'sign-in-unavailable',
      stage: 'auth',
      service: 'microsoft',
      error: null,
      detail: null,
    } as const);
    expect(await process(async () => away).of(id, CREDENTIAL)).toEqual(away);
    expect(await process().of(id, CREDENTIAL)).toEqual(token('a1'));
  });
});
