import { domainOf, eachOnce, sameAddress } from '../../domain/address.ts';
import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import { isDefaultChannel, leftOfShare } from '../../domain/default-channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import { leavesAt, type Line } from '../../domain/forecast.ts';
import type { Instant } from '../../domain/instant.ts';
import { isPaced, mostRecipients } from '../../domain/limit.ts';
import { envelopeOf, wireBytes, type Draft, type Envelope } from '../../domain/message.ts';
import type { MessageRecord } from '../../domain/message-record.ts';
import type { NewMessage, Queued } from '../../domain/new-message.ts';
import type { Policies } from '../../domain/policies.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { voucherOf } from '../../domain/sender-proof.ts';
import { objectionToTime, stillToCome } from './send-at.ts';

export interface QueueNeeds {
  findChannel(owner: Owner, id: string): Promise<DeliveryChannel | null>;
  policiesOf(tenantId: string): Promise<Policies>;
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
  /** `share` is how many recipients the owner may have waiting there, or have reached within a day; absent for any. */
  queue(message: NewMessage & { share?: number | undefined }, now: Instant): Promise<Queued>;
  /** What the owner uses of the operator's channel. */
  shareOf(owner: Owner, now: Instant): Promise<{ used: number; nextAt: Instant | null }>;
  /** What a next message of the channel waits for; null when that is not known, or takes long to find out. */
  line(channelId: string, now: Instant): Promise<Line | null>;
  /** The operator's own limit for a message. */
  messageBytes: number;
  newId(): string;
  clock(): Instant;
}

/** What a rep means to send. */
export interface Wish {
  channelId: string;
  draft: Draft;
  /** When it is to leave; absent or past: at once. */
  sendAt?: Instant;
  /** Those of the draft's recipients whom it goes to; absent: all. */
  rcptTo?: readonly string[];
  /** The rep's own address by the token, which needs no other proof. */
  ownAddress?: string | null;
  /** Whether it brings the code that is to prove the sender, and nothing else. */
  bringsCode?: true;
  /** It is Postlane's own word of whether a channel works. */
  isTest?: true;
}

export interface QueuedMessage {
  id: string;
  messageId: string;
  state: MessageRecord['state'];
  /** Null when it is not known, or so much is ahead that nobody should wait for a guess. */
  expectedAt: Instant | null;
}

/** Thrown through the composing stream when it grows too large: the one way to stop an upload half-way. */
class OverSize extends Error {}

/**
 * Takes a draft into the outbox: durable when it resolves. The same id again gives the first one's record.
 *
 * Fails with not-found, policy-forbids, invalid-request, sender-not-allowed, over-recipients, over-size,
 * over-share, sender-unproven, conflict.
 */
export const queueMessage = (needs: QueueNeeds) => {
  const recordOf = async (owner: Owner, id: string): Promise<QueuedMessage | null> => {
    const known = await needs.findMessage(owner, id);
    return known && { id, messageId: known.messageId, state: known.state, expectedAt: known.dueAt };
  };

  return async (
    owner: Owner,
    id: string,
    wish: Wish,
    attachment: (index: number) => AsyncIterable<Uint8Array>,
  ): Promise<Result<QueuedMessage, RequestFailure>> => {
    const known = await recordOf(owner, id);
    if (known !== null) return success(known);
    const { channelId, draft } = wish;
    const channel = await needs.findChannel(owner, channelId);
    if (channel === null) return failed({ kind: 'not-found' });
    const { forbiddenBy: policy } = channel;
    if (policy !== null) {
      const { channelKinds, hosts } = await needs.policiesOf(owner.tenantId);
      return failed({ kind: 'policy-forbids', policy, allowed: { channelKinds, hosts } });
    }
    const limitBytes = Math.min(needs.messageBytes, channel.limits.messageBytes ?? Infinity);
    const now = needs.clock();
    const addressed = addressedTo(wish);
    if (!addressed.ok) return failed(addressed.failure);
    const envelope = addressed.value;
    const objection = objectionTo(wish, envelope, channel, limitBytes, now);
    if (objection !== null) return failed(objection);

    const messageId = `<${needs.newId()}@${needs.domainToASCII(domainOf(channel.sender.address))}>`;
    const weighed = { bytes: 0 };
    // The address was checked to be the channel's own; the name people see is the one the channel was given, if any. Beside a
    // code it is ours.
    const named = wish.bringsCode ? '' : channel.sender.name;
    const from = { name: named || draft.from.name, address: draft.from.address };
    const content = weigh(needs.compose({ ...draft, from }, { messageId, date: now }, attachment), limitBytes, weighed);
    let contentId: string;
    try {
      contentId = await needs.keepContent(id, content, now);
    } catch (error) {
      if (error instanceof OverSize) return failed({ kind: 'over-size', limitBytes });
      throw error;
    }
    const queuedAt = needs.clock();
    const sendAt = stillToCome(wish.sendAt ?? null, queuedAt);
    const share = isDefaultChannel(channel) ? (channel.limits.recipientsPerDay ?? undefined) : undefined;
    const message = {
      id,
      owner,
      channelId,
      messageId,
      subject: draft.subject,
      envelope,
      contentId,
      sendAt,
      share,
      isTrial: wish.bringsCode ?? wish.isTest,
      ...weighed,
    };
    // Asked before, so that the message itself is not among those ahead. Without a limit those keep nobody waiting, and
    // are not counted: there may be very many.
    const paced = isPaced(channel.limits);
    const line = paced ? await needs.line(channelId, queuedAt) : null;
    const outcome = await needs.queue(message, queuedAt);
    if (outcome !== 'queued') await needs.eraseContent(contentId);
    if (outcome === 'no-channel') return failed({ kind: 'not-found' });
    if (outcome === 'over-share') {
      const { used, nextAt } = await needs.shareOf(owner, queuedAt);
      const limit = share ?? used;
      return failed({ kind: 'over-share', limit, left: leftOfShare(limit, used), nextAt });
    }
    const queued = await recordOf(owner, id);
    // Known, but not to this owner: somebody else's id.
    if (queued === null) return failed({ kind: 'conflict', reason: 'the Idempotency-Key is in use' });
    if (!paced || queued.state !== 'queued') return success(queued);
    const expectedAt = line && leavesAt(envelope.rcptTo.length, line, queuedAt, sendAt ?? queuedAt);
    return success({ ...queued, expectedAt });
  };
};
export type QueueMessage = ReturnType<typeof queueMessage>;

/** The envelope of those whom the rep named; fails with invalid-request when one of them is not the draft's. */
function addressedTo({ draft, rcptTo }: Wish): Result<Envelope, RequestFailure> {
  const envelope = envelopeOf(draft);
  if (rcptTo === undefined) return success(envelope);
  const [stranger] = eachOnce(rcptTo, envelope.rcptTo);
  if (stranger !== undefined)
    return failed({
      kind: 'invalid-request',
      faults: [{ path: `rcptTo.${rcptTo.indexOf(stranger)}`, fault: 'not-in-draft' }],
    });
  const others = eachOnce(envelope.rcptTo, rcptTo);
  return success({ ...envelope, rcptTo: eachOnce(envelope.rcptTo, others) });
}

function objectionTo(
  { draft, sendAt, ownAddress = null, bringsCode }: Wish,
  { rcptTo }: Envelope,
  channel: DeliveryChannel,
  limitBytes: number,
  now: Instant,
): RequestFailure | null {
  if (!sameAddress(draft.from.address, channel.sender.address))
    return { kind: 'sender-not-allowed', address: draft.from.address };
  if (!bringsCode && voucherOf(channel, ownAddress) === null)
    return { kind: 'sender-unproven', address: channel.sender.address };
  const tooFar = sendAt === undefined ? null : objectionToTime(sendAt, now);
  if (tooFar !== null) return tooFar;
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
