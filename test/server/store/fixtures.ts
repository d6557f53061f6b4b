import { createHash, randomUUID } from 'node:crypto';
import type { Author, WhoseWord } from '../../../src/domain/audit.ts';
import type { DeliveryChannel, Owner } from '../../../src/domain/channel.ts';
import type { DeliveryFailure, ReplyFailureKind } from '../../../src/domain/failure.ts';
import { NO_LIMITS, type Limits } from '../../../src/domain/limit.ts';
import { createChannels } from '../../../src/server/store/channels.ts';
import { createChecking } from '../../../src/server/store/checking.ts';
import { createContents } from '../../../src/server/store/contents.ts';
import { createDirectory } from '../../../src/server/store/directory.ts';
import { createHeldMail } from '../../../src/server/store/held-mail.ts';
import { createHistory } from '../../../src/server/store/history.ts';
import { createInvitations } from '../../../src/server/store/invitations.ts';
import { createMessages } from '../../../src/server/store/messages.ts';
import type { Opened } from '../../../src/server/store/open.ts';
import type { Claimed, Conversation } from '../../../src/domain/claimed.ts';
import type { Attempt, Settlement } from '../../../src/domain/outbox.ts';
import type { Pause } from '../../../src/domain/pause.ts';
import { createOutbox, type Opening } from '../../../src/server/store/outbox.ts';
import { createRefusals } from '../../../src/server/store/refusals.ts';
import { createSenders } from '../../../src/server/store/senders.ts';
import { createSendingDomains } from '../../../src/server/store/sending-domains.ts';
import { createSettling } from '../../../src/server/store/settling.ts';
import { createSharing } from '../../../src/server/store/sharing.ts';
import { createUsage } from '../../../src/server/store/usage.ts';
import { restingChannel } from '../../domain/resting-channel.ts';

export const ADA: Owner = { tenantId: 'firma', objectId: 'ada' };
/** An administrator, as the token says it. */
export const CHIEF: Author = { objectId: 'chief', name: 'Chief', address: 'chief@firma.example' };
/** The same, when something is removed; and a rep, of what is the own. */
export const BY_CHIEF: WhoseWord = { of: 'admin', by: CHIEF };
export const byRep = ({ objectId }: Owner): WhoseWord => ({ of: 'rep', by: { objectId, name: null, address: null } });
export const SEALED = { keyId: 'k1', text: '{"sealed":"credential"}' };
export const LEASE = 120_000;
export const mark = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** The first message of a conversation, with whose it is. */
export type Taken = Claimed & {
  conversation: Conversation;
  credential: Conversation['credential'];
  mailboxId: string;
  triedAt: number;
};

/** The store's rooms over one database, with what a test does again and again. */
export function storeOn({ db }: Pick<Opened, 'db'>, mailboxConnections = 1, ceiling: Limits = NO_LIMITS) {
  const channels = createChannels(db, randomUUID, ceiling);
  const contents = createContents(db, randomUUID);
  const outbox = createOutbox(db, randomUUID, mailboxConnections, ceiling);
  const settling = createSettling(db);
  const senders = createSenders(db, mark);
  const open = (now: number): Promise<Opening | null> => outbox.openConversation(now, randomUUID(), now + LEASE);
  return {
    db,
    channels: {
      ...channels,
      /** By its rep's own word, unless another is named. */
      remove: (owner: Owner, id: string, now: number, word = byRep(owner)) => channels.remove(owner, id, now, word),
    },
    contents,
    outbox,
    messages: createMessages(db),
    settling,
    checking: createChecking(db, randomUUID, ceiling),
    heldMail: createHeldMail(db),
    history: createHistory(db),
    refusals: createRefusals(db),
    sendingDomains: createSendingDomains(db),
    sharing: createSharing(db, ceiling),
    invitations: createInvitations(db),
    directory: createDirectory(db),
    usage: createUsage(db, ceiling),
    open,

    async channel(
      changes: Partial<DeliveryChannel> = {},
      limits: Partial<Limits> = {},
      mark?: string,
    ): Promise<DeliveryChannel> {
      const username = `${randomUUID()}@firma.example`;
      const sender = { name: 'Ada', address: username };
      const channel = restingChannel({ username, sender, limits: { ...NO_LIMITS, ...limits }, ...changes });
      await channels.save({ channel, occasion: 'connect' }, { ...SEALED, ...(mark !== undefined && { mark }) }, [], 0);
      return channel;
    },

    /** The channel's owner reads a code that was sent to its sender. */
    async prove({ owner, id, sender }: DeliveryChannel, now = 0): Promise<void> {
      await senders.openCode(owner, id, sender.address, 'code', now);
      if (!(await senders.proveByCode(owner, id, 'code', now))) throw new Error('The code was another.');
    },

    async message(
      channel: DeliveryChannel,
      now: number,
      rcptTo = ['kim@kunde.example'],
      sendAt: number | null = null,
      isTrial = false,
    ): Promise<string> {
      const id = randomUUID();
      const contentId = await contents.keep({ key: SEALED, chunks: chunks('sealed bytes') }, now);
      const envelope = { mailFrom: channel.sender.address, rcptTo };
      const message = {
        messageId: `<${id}@firma.example>`,
        subject: 'Angebot',
        bytes: 12,
        contentId,
        envelope,
        sendAt,
        isTrial,
      };
      await outbox.queue({ id, owner: channel.owner, channelId: channel.id, ...message }, now);
      return id;
    },

    async begun(now: number): Promise<Opening> {
      const opening = await open(now);
      if (opening === null) throw new Error('Nothing may go.');
      return opening;
    },

    async taken(now: number): Promise<Taken> {
      const { conversation, messages } = await this.begun(now);
      const [first] = messages;
      if (first === undefined) throw new Error('A conversation began without mail.');
      const { credential, mailboxId } = conversation;
      return { ...first, conversation, credential, mailboxId, triedAt: now };
    },

    /** Settles the one message, and ends its conversation: the others go back. */
    async settle(
      taken: Taken,
      attempt: Attempt,
      settlement: Settlement,
      now: number,
      pause: Pause | null = null,
    ): Promise<boolean> {
      const settled = await settling.settle(taken, attempt, settlement, pause, now);
      await outbox.endConversation(taken.conversation, now);
      return settled;
    },

    /** One message on the wire, which was claimed with all that waits. */
    async underWay(at: number): Promise<Taken> {
      const taken = await this.taken(at);
      await settling.handOver(taken, null, at);
      return taken;
    },

    /** Looks at the one channel that is due, and meets this. */
    async failedLook(because: DeliveryFailure): Promise<void> {
      const check = await this.checking.open(2, 2 + LEASE, []);
      if (check === null) throw new Error('No channel is to be looked at.');
      await this.checking.failed(check, because, null, 3);
      await outbox.endConversation(check.conversation, 4);
    },

    async shown({ id, owner }: DeliveryChannel): Promise<DeliveryChannel> {
      const found = await this.channels.find(owner, id);
      if (found === null) throw new Error('The channel is gone.');
      return found;
    },

    /** As if nothing had been written yet: for the next test on the same database. */
    async clear(): Promise<void> {
      for (const table of WRITTEN) await db.deleteFrom(table).execute();
    },

    async stateOf(id: string): Promise<string> {
      return (await db.selectFrom('messages').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;
    },
  };
}
/** What points to another stands before it. */
const WRITTEN = [
  'recipients',
  'messages',
  'counted',
  'refusals',
  'conversations',
  'sign_ins',
  'channels',
  'sending_domains',
  'invitations',
  'contents',
  'mailboxes',
  'check_turns',
  'spent',
  'people',
  'policies',
] as const;

export type Store = ReturnType<typeof storeOn>;

export async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

export const OK = { code: 250, enhanced: '2.0.0', text: '2.0.0 Queued' };
export const ACCEPTED = { ended: 'accepted' as const, reply: OK, refused: [] };
export const refusal = (kind: ReplyFailureKind, stage: DeliveryFailure['stage'] = 'auth', code = 535) => ({
  kind,
  stage,
  reply: { code, enhanced: null, text: 'no' },
});
export const failedBy = (failure: DeliveryFailure) => ({ ended: 'failed' as const, failure, refused: [] });
