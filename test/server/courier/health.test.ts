import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SMTPServerOptions } from 'smtp-server';
import type { Break, Channel } from '../../../src/contract/shapes.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import {
  connectedChannel,
  connectRequest,
  draft,
  follow,
  linesOf,
  PASSWORD,
  queued,
  startWorld,
  until,
  type World,
} from '../world.ts';

const refuse = ([responseCode, text]: Refusal) => Object.assign(new Error(text), { responseCode });
type Refusal = [code: number, text: string];

/** What the submission server takes, or says instead, and every password it was given; each test sets it. */
const far: { password: string; says: Refusal | null; logins: string[]; onLogin: () => void } = {
  password: PASSWORD,
  says: null,
  logins: [],
  onLogin: () => {},
};

const MAIL: SMTPServerOptions = {
  onAuth({ password }, _session, done) {
    far.logins.push(password ?? '');
    if (far.says !== null) done(refuse(far.says));
    else if (password === far.password) done(null, { user: 'ada' });
    else done(refuse([535, '5.7.139 Authentication unsuccessful, the user credentials were incorrect.']));
    far.onLogin();
  },
};
const TENANT_OFF: Refusal = [
  535,
  '5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
];

describe('a channel', () => {
  let world: World;
  let url: string;
  let id: string;
  let ahead: number;
  beforeEach(async () => {
    ahead = 0;
    Object.assign(far, { password: PASSWORD, says: null });
    world = await startWorld(MAIL, {}, { clock: () => Date.now() + ahead, random: () => 0 });
    ({ url } = await world.server.start());
    id = await connectedChannel(world);
    far.logins = [];
  });
  afterEach(() => world.stop());

  const ask = async <T>(path: string, method: 'GET' | 'POST' = 'GET'): Promise<T> =>
    (await world.server.app.inject({ method, url: path, headers: await world.as() })).json() as T;
  const channel = async () => (await ask<{ channel: Channel }>(`/api/channels/${id}`)).channel;
  const breaks = async () => (await ask<{ breaks: Break[] }>(`/api/channels/${id}/history`)).breaks;
  const repaired = async (password?: string) => {
    const lines = await linesOf(world, `/api/channels/${id}/repair`, {
      ...(password !== undefined && { credential: { kind: 'password', password } }),
    });
    return lines.at(-1);
  };

  /** Queues a mail to leave after so long, which also wakes the courier. */
  async function mail(after = 0): Promise<string> {
    const messageId = randomUUID();
    const headers = { ...(await world.as()), 'idempotency-key': messageId };
    const payload = { channelId: id, draft: draft(), sendAt: Date.now() + ahead + after };
    await world.server.app.inject({ method: 'POST', url: '/api/messages', headers, payload });
    return messageId;
  }

  /** Lets time pass, and waits until the channel is as it shall be. */
  async function later(milliseconds: number, isSo: (channel: Channel) => boolean): Promise<Channel> {
    const events = await follow(world, url);
    try {
      ahead += milliseconds;
      await mail(DAY);
      for (;;) {
        const now = await channel();
        if (isSo(now)) return now;
        await events.next();
      }
    } finally {
      events.close();
    }
  }
  const minutesAhead = ({ nextCheckAt, checkedAt }: Channel): number =>
    Math.round(((nextCheckAt ?? 0) - checkedAt) / MINUTE);
  const isBroken = ({ health }: Channel): boolean => health.state === 'broken';
  const works = ({ health }: Channel): boolean => health.state === 'working';

  it('that sends nothing is seen to work within six hours, by one login', async () => {
    const before = await channel();
    expect(minutesAhead(before)).toBe(4.5 * 60);
    const after = await later(5 * HOUR, ({ checkedAt }) => checkedAt > before.checkedAt);
    expect(after.health.state).toBe('working');
    expect(minutesAhead(after)).toBe(4.5 * 60);
    expect(far.logins).toEqual([PASSWORD]);
    expect(world.server.app.hasRoute({ method: 'GET', url: '/metrics' })).toBe(true);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('postlane_checks_total{ended="passed"} 1');
  });

  it('whose password was changed is noticed though nothing is sent, and that password is never tried again', async () => {
    far.password = 'changed-pl4nted';
    const broken = await later(5 * HOUR, isBroken);
    expect(broken).toMatchObject({
      ...{ health: { because: { kind: 'password-rejected' } }, held: 1, nextCheckAt: null },
    });
    ahead += 3 * DAY;
    await mail();
    await mail();
    expect(await repaired('changed-pl4nted')).toMatchObject({ channel: { health: { state: 'working' } } });
    expect(far.logins).toEqual([PASSWORD, 'changed-pl4nted']);
    expect(await breaks()).toMatchObject([{ noticedBy: 'check', mendedBy: 'rep', waited: 3 }]);
  });

  it('is not asked for a password by what passes, and its rep hears nothing', async () => {
    far.says = [454, '4.7.0 Temporary authentication failure'];
    const asked = new Promise<void>((resolve) => (far.onLogin = resolve));
    ahead += 5 * HOUR;
    await mail(DAY);
    await asked;
    far.says = null;
    const after = await later(HOUR, ({ checkedAt }) => checkedAt > Date.now());
    expect(after.health.state).toBe('working');
    expect(await breaks()).toEqual([]);
    expect(far.logins).toEqual([PASSWORD, PASSWORD]);
  });

  it('that IT has to mend tests itself once an hour, comes back by itself, and sends what waited', async () => {
    far.says = TENANT_OFF;
    const id1 = await mail();
    await until(world, url, id1, ({ state }) => state === 'held');
    const broken = await channel();
    expect(broken.health).toMatchObject({ because: { kind: 'smtp-auth-off-for-tenant' } });
    expect(broken.nextCheckAt).toBe((broken.health as { since: number }).since + HOUR);

    expect(works(await later(HOUR + MINUTE, () => far.logins.length === 2))).toBe(false);
    far.says = null;
    await later(HOUR + MINUTE, works);
    await until(world, url, id1, ({ state }) => state === 'accepted');
    expect(await breaks()).toMatchObject([{ noticedBy: 'mail', mendedBy: 'check' }]);
    // Broken, seen to be so still, proven, and the mail's own.
    expect(far.logins).toHaveLength(4);
  });

  it('is tried again at its rep’s word, but a refused password no sooner than after an hour', async () => {
    far.says = TENANT_OFF;
    await until(world, url, await mail(), ({ state }) => state === 'held');
    const { since } = (await channel()).health;
    for (const password of [undefined, PASSWORD])
      expect(await repaired(password)).toEqual({ failure: { kind: 'login-too-soon', nextAt: since + HOUR } });
    expect(far.logins).toHaveLength(1);
    far.says = null;
    ahead += HOUR;
    expect(await repaired()).toMatchObject({ channel: { health: { state: 'working' } } });
    expect(await breaks()).toMatchObject([{ mendedBy: 'rep' }]);
  });

  it('rests while its rep changes the password: nothing leaves, nothing logs in, until the new one is proven', async () => {
    expect(await ask(`/api/channels/${id}/hold`, 'POST')).toMatchObject({ channel: { nextCheckAt: null } });
    const waiting = await mail();
    expect(await ask(`/api/messages/${waiting}`)).toMatchObject({ message: { state: 'held' } });
    far.password = 'changed-pl4nted';
    ahead += 8 * HOUR;
    expect(await repaired('changed-pl4nted')).toMatchObject({ channel: { heldSince: null } });
    await until(world, url, waiting, ({ state }) => state === 'accepted');
    expect(far.logins).not.toContain(PASSWORD);
    expect(await breaks()).toMatchObject([{ because: null, mendedBy: 'rep', waited: 1 }]);
  });

  it('is broken by the old password, typed out of habit while it rests, and has it tried no second time', async () => {
    await ask(`/api/channels/${id}/hold`, 'POST');
    far.password = 'changed-pl4nted';
    expect(await repaired(PASSWORD)).toMatchObject({ failure: { kind: 'password-rejected' } });
    const { since } = (await channel()).health;
    for (const password of [PASSWORD, undefined])
      expect(await repaired(password)).toEqual({ failure: { kind: 'login-too-soon', nextAt: since + HOUR } });
    expect(far.logins).toEqual([PASSWORD]);
    expect(await repaired('changed-pl4nted')).toMatchObject({ channel: { health: { state: 'working' } } });
    expect(await breaks()).toMatchObject([
      { because: { kind: 'password-rejected' }, noticedBy: 'check', mendedBy: 'rep' },
      { because: null, mendedBy: 'other-cause' },
    ]);
  });

  const connect = async (address: string, password = PASSWORD) =>
    (
      await linesOf(world, '/api/channels', {
        ...connectRequest({ sender: { name: 'Verkauf', address } }),
        credential: { kind: 'password', password },
      })
    ).at(-1);
  /** A second channel of the same login, and by the same password. */
  async function secondSender(): Promise<Channel> {
    const second = await connect('verkauf@firma.example');
    if (second === undefined || !('channel' in second)) throw new Error('Not connected.');
    far.logins = [];
    return second.channel;
  }

  it('has its refused password tried by no other sender of the same login, connected or to be', async () => {
    const second = await secondSender();
    far.password = 'changed-pl4nted';

    await until(world, url, await mail(), ({ state }) => state === 'held');
    const waiting = await queued(world, second.id, { from: second.sender });
    expect(await ask(`/api/messages/${waiting}`)).toMatchObject({ message: { state: 'held' } });
    expect(await ask(`/api/channels/${second.id}`)).toMatchObject({
      channel: { health: { state: 'broken', because: { kind: 'password-rejected' } } },
    });
    expect(await connect('angebote@firma.example')).toMatchObject({ failure: { kind: 'login-too-soon' } });
    expect(far.logins).toEqual([PASSWORD]);
    // Not after it was removed and set up anew either.
    await world.server.app.inject({ method: 'DELETE', url: `/api/channels/${id}`, headers: await world.as() });
    await world.server.app.inject({ method: 'DELETE', url: `/api/channels/${second.id}`, headers: await world.as() });
    expect(await connect('angebote@firma.example')).toMatchObject({ failure: { kind: 'login-too-soon' } });
    expect(far.logins).toEqual([PASSWORD]);
    expect(await connect('angebote@firma.example', far.password)).toMatchObject({ channel: {} });
  });

  it('breaks when another sender of its login is connected with the old password, which is tried once', async () => {
    far.password = 'changed-pl4nted';
    expect(await connect('angebote@firma.example')).toMatchObject({ failure: { kind: 'password-rejected' } });
    expect(isBroken(await channel())).toBe(true);
    for (const address of ['angebote@firma.example', 'verkauf@firma.example'])
      expect(await connect(address)).toMatchObject({ failure: { kind: 'login-too-soon' } });
    const waiting = await mail();
    expect(await ask(`/api/messages/${waiting}`)).toMatchObject({ message: { state: 'held' } });
    expect(far.logins).toEqual([PASSWORD]);
  });

  it('is tried once an hour together with the other senders of its login, and mended with them', async () => {
    const second = await secondSender();
    far.says = TENANT_OFF;
    await until(world, url, await mail(), ({ state }) => state === 'held');
    const waiting = await queued(world, second.id, { from: second.sender });
    await later(HOUR + MINUTE, () => far.logins.length === 2);
    far.says = null;
    await later(HOUR + MINUTE, works);
    await until(world, url, waiting, ({ state }) => state === 'accepted');
    expect(await ask(`/api/channels/${second.id}`)).toMatchObject({ channel: { health: { state: 'working' } } });
  });

  it('lets go of old mail by its rep’s word alone, all of it at once', async () => {
    far.password = 'changed-pl4nted';
    const old = await mail();
    await until(world, url, old, ({ state }) => state === 'held');
    expect(await ask(`/api/channels/${id}/held/release`, 'POST')).toMatchObject({ failure: { kind: 'conflict' } });
    ahead += 2 * DAY;
    expect(await repaired('changed-pl4nted')).toMatchObject({ channel: { held: 1 } });
    expect(await ask(`/api/channels/${id}/held/release`, 'POST')).toEqual({ count: 1 });
    await until(world, url, old, ({ state }) => state === 'accepted');
    expect(await ask(`/api/channels/${id}/held/drop`, 'POST')).toEqual({ count: 0 });
  });
});
