import type { Channel } from '../../../contract/shapes.ts';
import { parseAddress, sameAddress } from '../../../domain/address.ts';
import { inSendingOrder } from '../../../domain/channel-order.ts';
import { mostRecipients } from '../../../domain/limit.ts';
import { envelopeOf, wireBytes, type Draft } from '../../../domain/message.ts';
import type { ForbiddingPolicy } from '../../../domain/policies.ts';
import { sharesOf } from '../../../domain/shares.ts';
import type { DraftAttachment, DraftRecipient, LeftOut, OpenDraft } from '../../host/host.ts';
import { conditionOf, type Condition } from '../known/condition.ts';

/** Why the draft can't go like this. */
export type Problem =
  | { kind: 'forbidden'; policy: ForbiddingPolicy }
  | { kind: 'no-recipients' }
  | { kind: 'unresolved'; names: string[] }
  | { kind: 'bad-address'; addresses: string[] }
  | { kind: 'cloud'; names: string[] }
  | { kind: 'too-large'; bytes: number; limit: number }
  /** In To and Cc, whom no splitting helps: they would be missing in each other's mail. */
  | { kind: 'too-many-visible'; count: number; limit: number }
  | { kind: 'too-many-attachments'; limit: number }
  | { kind: 'over-share'; count: number; limit: number }
  | { kind: 'from'; from: string; sender: string }
  | { kind: 'unproven'; address: string }
  /** Through the operator's channel, where no code would help. */
  | { kind: 'not-own'; address: string }
  | { kind: 'long-subject'; limit: number };

/** What the rep should know, and may decide to ignore. */
export type Warning = 'no-subject' | 'unread-attachments' | Exclude<Condition, 'working'>;

export interface Checked {
  draft: Draft;
  recipients: number;
  /** How many messages it goes as; more than one when a large Bcc is more than one message takes. */
  messages: number;
  /** About how much goes over the wire. */
  bytes: number;
  problems: Problem[];
  warnings: Warning[];
  /** What the client does not tell of any draft: worth a word to who asks, not a warning each time. */
  leftOut: LeftOut[];
}

/** Outlook's own limit; also the contract's. */
const ATTACHMENTS = 499;
/** RFC 5322 2.1.1. */
const SUBJECT = 998;

/** The rep's channels that send as a draft's From address, the one to begin with first. */
export const channelsFor = (channels: readonly Channel[], from: string): Channel[] =>
  inSendingOrder(channels).filter(({ sender }) => sameAddress(sender.address, from));

/** The channel for a draft: among those of its From address the one that was chosen, or the first; else the rep's first, which says why it cannot go. */
export function channelFor(
  channels: readonly Channel[],
  from: string,
  chosen: string | null = null,
): Channel | undefined {
  const fitting = channelsFor(channels, from);
  return fitting.find(({ id }) => id === chosen) ?? fitting[0] ?? inSendingOrder(channels)[0];
}

/** Looks at a draft before anything of it leaves the mail client. `messageBytes` is what our own server takes. */
export function check(open: OpenDraft, channel: Channel, messageBytes: number): Checked {
  const draft = draftFrom(open);
  const everyone = [...open.to, ...open.cc, ...open.bcc];
  const recipients = envelopeOf(draft).rcptTo.length;
  const limit = mostRecipients(channel.limits);
  const bytes = wireBytes(draft);
  const condition = conditionOf(channel);
  return {
    draft,
    recipients,
    messages: Math.max(1, sharesOf(draft, limit)?.length ?? 1),
    bytes,
    problems: [
      ...(channel.forbiddenBy === null ? [] : [{ kind: 'forbidden' as const, policy: channel.forbiddenBy }]),
      ...addressing(open, everyone, channel),
      ...crowd(draft, limit),
      ...share(recipients, channel),
      ...content(open, bytes, Math.min(channel.limits.messageBytes ?? Infinity, messageBytes)),
    ],
    warnings: [
      ...(open.subject.trim() === '' ? (['no-subject'] as const) : []),
      ...(open.unread.includes('attachments') ? (['unread-attachments'] as const) : []),
      ...(condition === 'working' ? [] : [condition]),
    ],
    // No client says whether it leaves these out: Outlook on the web does.
    leftOut: ['names', 'links', ...open.unread.filter((what) => what !== 'attachments')],
  };
}

function addressing(open: OpenDraft, everyone: DraftRecipient[], channel: Channel): Problem[] {
  const { sender, isSenderProven, credential } = channel;
  const problems: Problem[] = [];
  if (!sameAddress(open.from.address, sender.address)) {
    problems.push({ kind: 'from', from: open.from.address, sender: sender.address });
  } else if (!isSenderProven)
    problems.push({ kind: credential === 'operator' ? 'not-own' : 'unproven', address: sender.address });
  if (everyone.length === 0) problems.push({ kind: 'no-recipients' });
  const names = everyone.filter(({ address }) => address === null).map(({ name }) => name);
  if (names.length > 0) problems.push({ kind: 'unresolved', names });
  const addresses = everyone.flatMap(({ address }) => (address !== null && !parseAddress(address).ok ? [address] : []));
  if (addresses.length > 0) problems.push({ kind: 'bad-address', addresses });
  return problems;
}

function crowd(draft: Draft, limit: number): Problem[] {
  const count = envelopeOf({ ...draft, bcc: [] }).rcptTo.length;
  return count > limit ? [{ kind: 'too-many-visible', count, limit }] : [];
}

/** Of the operator's channel a rep has so much a day: what is over it does not wait, for others would wait behind it. */
function share(count: number, { credential, limits: { recipientsPerDay } }: Channel): Problem[] {
  const isOver = credential === 'operator' && recipientsPerDay !== null && count > recipientsPerDay;
  return isOver ? [{ kind: 'over-share', count, limit: recipientsPerDay }] : [];
}

function content(open: OpenDraft, bytes: number, limit: number): Problem[] {
  const problems: Problem[] = [];
  const cloud = open.attachments.filter(({ kind }) => kind === 'cloud').map(({ name }) => name);
  if (cloud.length > 0) problems.push({ kind: 'cloud', names: cloud });
  if (open.attachments.length > ATTACHMENTS) problems.push({ kind: 'too-many-attachments', limit: ATTACHMENTS });
  if (bytes > limit) problems.push({ kind: 'too-large', bytes, limit });
  if (open.subject.length > SUBJECT) problems.push({ kind: 'long-subject', limit: SUBJECT });
  return problems;
}

/** The draft as the server takes it. A line break in a name would break a header: it becomes a space. */
function draftFrom(open: OpenDraft): Draft {
  const known = (recipients: DraftRecipient[]) =>
    recipients.flatMap(({ name, address }) => (address === null ? [] : [{ name: oneLine(name), address }]));
  return {
    from: { name: oneLine(open.from.name), address: open.from.address },
    to: known(open.to),
    cc: known(open.cc),
    bcc: known(open.bcc),
    subject: oneLine(open.subject),
    body: open.body,
    attachments: open.attachments.map(factsOf),
    importance: open.importance,
    inReplyTo: open.inReplyTo,
    references: open.references,
  };
}

const factsOf = ({ name, type, size, contentId }: DraftAttachment) => ({
  name: oneLine(name).slice(-255),
  type,
  size,
  contentId,
});

const oneLine = (text: string): string => text.replace(/[\r\n\0]+/g, ' ');
