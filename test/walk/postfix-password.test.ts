import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import PostalMime, { type Email } from 'postal-mime';
import type { Break, Channel, ConnectLine } from '../../src/contract/shapes.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { draft, follow, linesOf, until } from '../server/world.ts';
import { whyNoPostfix } from '../setup/postfix.ts';
import { metricsOf, untilAtRest } from './at-rest.ts';
import { channelAt, LENA, openPostfixStage, type PostfixStage } from './postfix-stage.ts';

const why = whyNoPostfix();
if (why !== null) process.stdout.write(`No password changed at a real Dovecot: ${why}\n`);

// After each wrong password Dovecot makes everybody from this address wait for some seconds.
(why === null ? describe : describe.skip)('a password that is changed by Dovecot’s own tool', () => {
  let stage: PostfixStage;
  let id: string;
  /** How far the product's clock is ahead. */
  let ahead = 0;
  beforeAll(async () => {
    stage = await openPostfixStage(() => Date.now() + ahead);
    id = await channelAt(stage, 587);
  });
  afterAll(() => stage?.stop());

  const ask = async <T>(path: string): Promise<T> =>
    (await stage.server.app.inject({ url: path, headers: await stage.as() })).json();
  const channel = async (): Promise<Channel> => (await ask<{ channel: Channel }>(`/api/channels/${id}`)).channel;
  const lastBreak = async (): Promise<Break | undefined> =>
    (await ask<{ breaks: Break[] }>(`/api/channels/${id}/history`)).breaks[0];

  /** Queues a mail to leave after so long, which also makes the courier look at the clock. */
  async function mail(subject: string, after = 0): Promise<string> {
    const message = draft({ from: LENA, to: [LENA], subject });
    const messageId = randomUUID();
    const headers = { ...(await stage.as()), 'idempotency-key': messageId };
    const payload = { channelId: id, draft: message, ...(after > 0 && { sendAt: Date.now() + ahead + after }) };
    const reply = await stage.server.app.inject({ method: 'POST', url: '/api/messages', headers, payload });
    expect(reply.statusCode).toBe(202);
    return messageId;
  }

  /** The last line of a repair; without a password: check again. */
  const repaired = async (password?: string): Promise<ConnectLine | undefined> =>
    (
      await linesOf(stage, `/api/channels/${id}/repair`, password ? { credential: { kind: 'password', password } } : {})
    ).at(-1);

  async function untilBroken(): Promise<Channel> {
    const events = await follow(stage, stage.url);
    try {
      for (;;) {
        const now = await channel();
        if (now.health.state === 'broken') return now;
        await events.next();
      }
    } finally {
      events.close();
    }
  }

  const refusedLogins = (): number => stage.postfix.log().match(/SASL \w+ authentication failed/g)?.length ?? 0;

  /** The subjects in the mailbox once there are so many, in the order in which Postfix took them: it delivers as it likes. */
  async function arrived(count: number): Promise<(string | undefined)[]> {
    const mails = await Promise.all((await stage.postfix.received(count)).map((source) => PostalMime.parse(source)));
    const placeOf = ({ messageId = '' }: Email): number => stage.postfix.log().indexOf(`message-id=${messageId}`);
    return mails.sort((a, b) => placeOf(a) - placeOf(b)).map(({ subject }) => subject);
  }

  it('while mail is queued breaks the channel at the first login: all waits, and leaves once, in order, by the new one', async () => {
    const queued = [await mail('One', HOUR), await mail('Two', HOUR), await mail('Three', HOUR)];
    await stage.postfix.changePassword('Neue:blume 8');
    ahead += HOUR;
    queued.push(await mail('Four'));
    expect(await untilBroken()).toMatchObject({
      health: { because: { kind: 'password-rejected', reply: { code: 535 } } },
      nextCheckAt: null,
    });
    for (const message of queued) await until(stage, stage.url, message, ({ state }) => state === 'held');
    expect([await repaired(), await repaired(LENA.password)]).toMatchObject([
      { failure: { kind: 'login-too-soon' } },
      { failure: { kind: 'login-too-soon' } },
    ]);

    expect(await repaired('Neue:blume 8')).toMatchObject({ channel: { health: { state: 'working' } } });
    for (const message of queued) await until(stage, stage.url, message, ({ state }) => state === 'accepted');
    expect(await arrived(4)).toEqual(['One', 'Two', 'Three', 'Four']);
    expect(await lastBreak()).toMatchObject({ noticedBy: 'mail', mendedBy: 'rep', waited: 4 });
    expect(refusedLogins()).toBe(1);
  });

  it('while nothing is sent is noticed by a look, and never tried again however much is queued', async () => {
    await stage.postfix.changePassword('Späte:blume 9');
    await untilAtRest(() => metricsOf(stage.server));
    ahead += 8 * HOUR;
    const later = await mail('Five', DAY);
    expect(await untilBroken()).toMatchObject({
      ...{ health: { because: { kind: 'password-rejected' } }, held: 1, nextCheckAt: null },
    });
    ahead += DAY;
    const queued = [later, await mail('Six'), await mail('Seven')];
    expect((await channel()).held).toBe(3);

    expect(await repaired('Späte:blume 9')).toMatchObject({ channel: { health: { state: 'working' } } });
    for (const message of queued) await until(stage, stage.url, message, ({ state }) => state === 'accepted');
    expect((await arrived(7)).slice(4)).toEqual(['Five', 'Six', 'Seven']);
    expect(await lastBreak()).toMatchObject({ noticedBy: 'check', mendedBy: 'rep', waited: 3 });
    expect(refusedLogins()).toBe(2);
  });
});
