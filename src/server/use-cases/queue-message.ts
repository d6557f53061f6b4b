import { domainOf, sameAddress } from '../../domain/address.ts';
import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import { MINUTE, type Instant } from '../../domain/instant.ts';
import { mostRecipients, type Allowance, type Limits } from '../../domain/limit.ts';
import { envelopeOf, wireBytes, type Draft, type Envelope } from '../../domain/message.ts';
import type { MessageRecord } from '../../domain/message-record.ts';
import { failed, success, type Result } from '../../domain/result.ts';

export interface QueueNeeds {
  findChannel(owner: Owner, id: string): Promise<DeliveryChannel | null>;
  findMessage(owner: Owner, id: string): Promise<MessageRecord | null>;
  /** A domain as headers carry it; RFC 5890. */
  domainToASCII(domain: string): string;
  /** Turns a draft into the bytes that go over the wire, attachments asked for in the order in which they are needed. */
  compose(
    draft: Draft,
    identity: { messageId: string; date: Instant },
    attachment: (index: number) => AsyncIterable<Uint8Array>,
  ): AsyncIterable<Uint8Array>;
  /** Seals and keeps content as it comes; erases it when it breaks off. */
  keepContent(messageId: string, content: AsyncIterable<Uint8Array>, now: Instant): Promise<string>;
  eraseContent(contentId: string): Promise<void>;
  queue(
    message: {
      id: string;
      owner: Owner;
      channelId: string;
      messageId: string;
      subject: string;
      envelope: Envelope;
      bytes: number;
      contentId: string;
    },
    now: Instant,
  ): Promise<'queued' | 'known' | 'no-channel'>;
  /** What may go from the channel's mailbox now, for a message to so many, and how many are queued there. */
  roomFor(
    channelId: string,
    recipients: number,
    now: Instant,
  ): Promise<{ limits: Limits; allowance: Allowance; waiting: number }>;
  /** The operator's own limit for a message. */
  messageBytes: number;
  newId(): string;
  clock(): Instant;
}

export interface QueuedMessage {
  id: string;
  messageId: string;
  state: MessageRecord['state'];
  expectedAt: Instant | null;
}

/** Thrown through the composing stream when it grows too large: the one way to stop an upload half-way. */
class OverSize extends Error {}

/**
 * Takes a draft into the outbox: durable when it resolves. The same id again gives the first one's record.
 *
 * Fails with not-found, invalid-request, sender-not-allowed, over-recipients, over-size, conflict.
 */
export const queueMessage = (needs: QueueNeeds) => {
  const recordOf = async (owner: Owner, id: string): Promise<QueuedMessage | null> => {
    const known = await needs.findMessage(owner, id);
    return known && { id, messageId: known.messageId, state: known.state, expectedAt: known.dueAt };
  };

  return async (
    owner: Owner,
    id: string,
    channelId: string,
    draft: Draft,
    attachment: (index: number) => AsyncIterable<Uint8Array>,
  ): Promise<Result<QueuedMessage, RequestFailure>> => {
    const known = await recordOf(owner, id);
    if (known !== null) return success(known);
    const channel = await needs.findChannel(owner, channelId);
    if (channel === null) return failed({ kind: 'not-found' });
    const limitBytes = Math.min(needs.messageBytes, channel.limits.messageBytes ?? Infinity);
    const objection = objectionTo(draft, channel, limitBytes);
    if (objection !== null) return failed(objection);

    const now = needs.clock();
    const messageId = `<${needs.newId()}@${needs.domainToASCII(domainOf(channel.sender.address))}>`;
    const weighed = { bytes: 0 };
    // The address was checked to be the channel's own; the name people see is the one the channel was given, if any.
    const from = { name: channel.sender.name || draft.from.name, address: draft.from.address };
    const content = weigh(needs.compose({ ...draft, from }, { messageId, date: now }, attachment), limitBytes, weighed);
    let contentId: string;
    try {
      contentId = await needs.keepContent(id, content, now);
    } catch (error) {
      if (error instanceof OverSize) return failed({ kind: 'over-size', limitBytes });
      throw error;
    }
    const envelope = envelopeOf(draft);
    const message = { id, owner, channelId, messageId, subject: draft.subject, envelope, contentId, ...weighed };
    const outcome = await needs.queue(message, needs.clock());
    if (outcome !== 'queued') await needs.eraseContent(contentId);
    if (outcome === 'no-channel') return failed({ kind: 'not-found' });
    const queued = await recordOf(owner, id);
    // Known, but not to this owner: somebody else's id.
    if (queued === null) return failed({ kind: 'conflict', reason: 'the Idempotency-Key is in use' });
    return success(
      // It is durable already: not to know when it goes is no failure.
      queued.state === 'queued'
        ? { ...queued, expectedAt: await expectedAt(channelId, envelope).catch(() => null) }
        : queued,
    );
  };

  /** When a message just queued goes, if all goes well: `waiting` counts it. */
  async function expectedAt(channelId: string, { rcptTo }: Envelope): Promise<Instant> {
    const now = needs.clock();
    const { limits, allowance, waiting } = await needs.roomFor(channelId, rcptTo.length, now);
    if (allowance.messages >= waiting) return now;
    const fullMinutes = Math.floor((waiting - 1) / (limits.messagesPerMinute ?? Infinity));
    return Math.max(allowance.nextAt ?? now, now + fullMinutes * MINUTE);
  }
};
export type QueueMessage = ReturnType<typeof queueMessage>;

function objectionTo(draft: Draft, channel: DeliveryChannel, limitBytes: number): RequestFailure | null {
  if (!sameAddress(draft.from.address, channel.sender.address))
    return { kind: 'sender-not-allowed', address: draft.from.address };
  const { rcptTo } = envelopeOf(draft);
  if (rcptTo.length === 0) return { kind: 'invalid-request', faults: [{ path: 'draft.to', fault: 'empty' }] };
  const limit = mostRecipients(channel.limits);
  if (rcptTo.length > limit) return { kind: 'over-recipients', limit, count: rcptTo.length };
  // Only what the attachments alone weigh is sure before composing.
  const attachments = wireBytes({ body: { type: 'text', content: '' }, attachments: draft.attachments });
  return attachments > limitBytes + ESTIMATED_HEADERS ? { kind: 'over-size', limitBytes } : null;
}

/** What `wireBytes` adds for headers, which may be less in truth. */
const ESTIMATED_HEADERS = 2_000;

async function* weigh(
  content: AsyncIterable<Uint8Array>,
  limitBytes: number,
  weighed: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    weighed.bytes += piece.length;
    if (weighed.bytes > limitBytes) throw new OverSize();
    yield piece;
  }
}
