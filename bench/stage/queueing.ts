import { randomUUID } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { Instant } from '../../src/domain/instant.ts';
import { NO_LIMITS } from '../../src/domain/limit.ts';
import { letterFrom } from './letters.ts';
import type { CredentialKey } from '../../src/server/config.ts';
import { compose } from '../../src/server/smtp/compose.ts';
import { createChannels } from '../../src/server/store/channels.ts';
import { createDefaultChannel } from '../../src/server/store/default-channel.ts';
import { createContents } from '../../src/server/store/contents.ts';
import { createMessages } from '../../src/server/store/messages.ts';
import { openDatabase } from '../../src/server/store/open.ts';
import { createOutbox } from '../../src/server/store/outbox.ts';
import { createPolicies } from '../../src/server/store/policies.ts';
import { createUsage } from '../../src/server/store/usage.ts';
import { queueMessage } from '../../src/server/use-cases/queue-message.ts';
import { sealContent } from '../../src/server/vault/content.ts';
import { createVault } from '../../src/server/vault/vault.ts';
import type { Rep } from './rep.ts';
import type { Place } from './stage.ts';

/** A mailbox that mail goes out of. */
export interface Sender {
  rep: Rep;
  channelId: string;
  address: string;
}

export interface QueueingOptions {
  /** When they are to leave; absent: at once. */
  sendAt?: Instant;
  /** The servers'. */
  clock?: () => Instant;
}

/** Queued at once by this many: a server has as many requests under way. */
const AT_ONCE = 8;

/**
 * Queues letters as the server does, composed and sealed, in turn from each of the senders; without HTTP, whose limits are
 * for people. Resolves with their Message-IDs.
 */
export async function queueLetters(
  place: Place,
  keys: CredentialKey[],
  senders: readonly Sender[],
  count: number,
  { sendAt, clock = Date.now }: QueueingOptions = {},
): Promise<string[]> {
  const { db, close } = await openDatabase(place);
  const vault = createVault(keys);
  const contents = createContents(db, randomUUID);
  const queue = queueMessage({
    findChannel: createChannels(db, randomUUID, NO_LIMITS).find,
    policiesOf: createPolicies(db).of,
    findMessage: createMessages(db).find,
    domainToASCII,
    compose: (draft, { messageId, date }) =>
      compose(draft, { messageId, date: new Date(date) }, () => {
        throw new Error('A letter has no attachment.');
      }),
    keepContent: async (messageId, content, now) => contents.keep(await sealContent(vault, messageId, content), now),
    eraseContent: contents.erase,
    queue: createOutbox(db, randomUUID, 1, NO_LIMITS).queue,
    line: createUsage(db, NO_LIMITS).line,
    shareOf: createDefaultChannel(db, randomUUID, (secret) => secret).shareOf,
    messageBytes: 1_000_000,
    newId: randomUUID,
    clock,
  });
  const messageIds: string[] = [];
  let begun = 0;
  const work = async (): Promise<void> => {
    while (begun < count) {
      const sender = senders[begun % senders.length];
      begun += 1;
      if (sender === undefined) throw new Error('There is nobody to send.');
      const { rep, channelId, address } = sender;
      const queued = await queue(
        rep.owner,
        randomUUID(),
        { channelId, draft: letterFrom(address), sendAt, ownAddress: address },
        () => {
          throw new Error('A letter has no attachment.');
        },
      );
      if (!queued.ok) throw new Error(`Not queued: ${JSON.stringify(queued.failure)}`);
      messageIds.push(queued.value.messageId);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await close();
  return messageIds;
}
