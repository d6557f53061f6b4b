import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { BETWEEN_LOGINS } from '../../domain/health.ts';
import { DAY, HOUR } from '../../domain/instant.ts';
import { createCourier, type Courier } from '../courier.ts';
import { carryMail } from '../use-cases/carry-mail.ts';
import { checkChannel } from '../use-cases/check-channel.ts';
import { SIGN_IN_LASTS } from '../use-cases/sign-in-to-send.ts';
import { openContent } from '../vault/content.ts';
import type { Ground } from './ground.ts';
import type { Proving } from './proving.ts';
import type { Sending } from './sending.ts';

/** What is counted of it for the operator. */
interface Counts {
  countAttempt(ended: string): void;
  countCheck(ended: string): void;
}

/** What brings the mail out, and looks at channels that send nothing. */
export function wireDelivery(ground: Ground, { openSession }: Sending, proving: Proving, counts: Counts): Courier {
  const { config, app, stores, vault, onFault, clock, random, newId } = ground;
  const { alerting, checking, contents, directory, history, leaving, notes, outbox } = stores;
  const { refusals, senders, settling, signIns, spent, usage } = stores;

  const carry = carryMail({
    ...outbox,
    endConversation: (conversation, loggedIn, now) =>
      outbox.endConversation(conversation, now, loggedIn ? proving.nextCheckAt() : null),
    ...settling,
    openCredential: proving.openCredential,
    openSession,
    async readSmall(messages) {
      const found = await contents.openSmall(messages.flatMap(({ contentId }) => contentId ?? []));
      const read = messages.map(async ({ id, contentId }) => {
        const sealed = contentId === null ? undefined : found.get(contentId);
        return sealed && ([id, await buffer(openContent(vault, id, sealed))] as const);
      });
      return new Map((await Promise.all(read)).filter((entry) => entry !== undefined));
    },
    async *openContent(messageId, contentId) {
      if (contentId === null) throw new Error('The content is gone.');
      yield* openContent(vault, messageId, await contents.open(contentId));
    },
    onEnded(message, ended) {
      counts.countAttempt(ended);
      app.log.info({ message: message.id, attempt: message.attempts, ended }, 'attempted');
    },
    onFault,
    sleep: pause,
    clock,
    random,
  });
  const check = checkChannel({
    ...proving,
    ...checking,
    async logIn(channel, credential, signal) {
      const session = await openSession(channel, credential, signal);
      if (session.ok) await session.value.quit();
      return session;
    },
    onChecked({ channel }, ended) {
      counts.countCheck(ended);
      app.log.info({ channel: channel.id, ended }, 'checked');
    },
    checkEvery: config.checkHours * HOUR,
    random,
  });
  return createCourier({
    openCheck: checking.open,
    check,
    nextCheckAt: checking.nextAt,
    open: (now, leaseUntil, busy) => outbox.openConversation(now, newId(), leaseUntil, busy),
    carry: ({ conversation, messages: first }, place) => carry(conversation, first, place),
    renew: outbox.renew,
    reclaim: settling.reclaim,
    async sweep(now) {
      // No upload is under way for that long: http.ts ends a request before.
      await contents.sweep(now - HOUR);
      await usage.sweep(now, now - config.retentionDays * DAY);
      await alerting.sweep(now - DAY);
      await refusals.sweep(now - BETWEEN_LOGINS);
      await senders.sweep(now - DAY);
      await spent.sweep(now);
      await signIns.sweep(now - SIGN_IN_LASTS);
      await leaving.sweep();
      await directory.sweep();
      await history.sweep(now, now - config.retentionDays * DAY);
    },
    nextDueAt: outbox.nextDueAt,
    onDue: notes.onDue,
    onFault: (error) => app.log.error({ err: error }, 'the courier stumbled'),
    clock,
  });
}
