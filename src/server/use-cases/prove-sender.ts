import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import { isDefaultChannel } from '../../domain/default-channel.ts';
import type { Named } from '../../domain/directory.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Draft } from '../../domain/message.ts';
import { CODE, codeSentAt, secondsUntil, type SentCode } from '../../domain/proof-code.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { toldHost } from '../../domain/told-host.ts';
import type { QueueMessage } from './queue-message.ts';

export interface ProveSenderNeeds {
  find(owner: Owner, channelId: string): Promise<DeliveryChannel | null>;
  queueMessage: QueueMessage;
  openCode(
    owner: Owner,
    channelId: string,
    address: string,
    hash: string,
    now: Instant,
  ): Promise<'opened' | { nextAt: Instant }>;
  closeCode(owner: Owner, channelId: string, address: string, hash: string): Promise<void>;
  tryCode(owner: Owner, address: string, now: Instant): Promise<{ hash: string; triesLeft: number } | null>;
  /** Counts for the channel's mailbox alone: whoever runs its server reads what is sent through it. */
  proveByCode(owner: Owner, channelId: string, hash: string, now: Instant): Promise<boolean>;
  /** So many random digits. */
  newCode(digits: number): string;
  /** Of no use without the server's keys: there are few codes, and all of them are soon tried. */
  hash(secret: string): string;
  /** Takes as long for a near miss as for any other. */
  isSame(one: string, other: string): boolean;
  newId(): string;
  clock(): Instant;
}

/** Shows that a rep reads mail at a channel's sender: a code goes there through the channel itself, and comes back by hand. */
export function proveSender(needs: ProveSenderNeeds) {
  const hashOf = ({ id, owner: { tenantId, objectId }, sender }: DeliveryChannel, code: string): string =>
    needs.hash(JSON.stringify(['sender code', tenantId, objectId, id, sender.address.toLowerCase(), code]));

  return {
    /** Fails with not-found, too-many-requests, and with sender-not-allowed for the operator's channel, where no code counts. */
    async sendCode(owner: Owner, asker: Named, channelId: string): Promise<Result<SentCode, RequestFailure>> {
      const channel = await needs.find(owner, channelId);
      if (channel === null) return failed({ kind: 'not-found' });
      const { address } = channel.sender;
      if (isDefaultChannel(channel)) return failed({ kind: 'sender-not-allowed', address });
      const code = needs.newCode(CODE.digits);
      const now = needs.clock();
      const hash = hashOf(channel, code);
      const opened = await needs.openCode(owner, channelId, address, hash, now);
      if (opened !== 'opened')
        return failed({ kind: 'too-many-requests', retryAfterSeconds: secondsUntil(opened.nextAt, now) });
      const wish = { channelId, draft: codeDraft(channel, asker, code), bringsCode: true as const };
      const queued = await needs.queueMessage(owner, needs.newId(), wish, () => {
        throw new Error('A code has no attachments.');
      });
      if (queued.ok) return success(codeSentAt(now));
      await needs.closeCode(owner, channelId, address, hash);
      return queued;
    },

    /** Fails with not-found, code-wrong, code-over. */
    async check(owner: Owner, channelId: string, code: string): Promise<Result<DeliveryChannel, RequestFailure>> {
      const channel = await needs.find(owner, channelId);
      if (channel === null) return failed({ kind: 'not-found' });
      const { address } = channel.sender;
      const tried = await needs.tryCode(owner, address, needs.clock());
      if (tried === null) return failed({ kind: 'code-over' });
      const { hash, triesLeft } = tried;
      if (!needs.isSame(hashOf(channel, code), hash)) return failed({ kind: 'code-wrong', triesLeft });
      if (!(await needs.proveByCode(owner, channelId, hash, needs.clock()))) return failed({ kind: 'code-over' });
      return success((await needs.find(owner, channelId)) ?? channel);
    },
  };
}
export type ProveSender = ReturnType<typeof proveSender>;

const wayOf = (channel: DeliveryChannel): string => {
  const host = toldHost(channel);
  return host === '' ? '' : `, through ${host}`;
};

/** How whoever asks is called, for somebody else to know what this is about: the company's word, in one line. */
function saidOf({ name, address }: Named): string {
  const called = (name ?? '').replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (address === null) return called || 'Somebody';
  return called === '' ? address : `${called} (${address})`;
}

/**
 * The code stands in the text alone, which is erased once the message is accepted: the subject is kept. The address is not shown to
 * be the asker's yet, so it does not stand beside that name.
 */
const codeDraft = (channel: DeliveryChannel, asker: Named, code: string): Draft => {
  const { address } = channel.sender;
  const who = saidOf(asker);
  return {
    from: { name: 'Postlane', address },
    to: [{ name: '', address }],
    cc: [],
    bcc: [],
    subject: 'Your code for Postlane',
    body: {
      type: 'text',
      content: `${who} wants to send mail as ${address} with Postlane${wayOf(channel)}.\r\nIf that is you, enter this code in Postlane within half an hour:\r\n\r\n${code}\r\n\r\nIf it is not, do nothing, and give the code to nobody: without it nobody can.\r\n`,
    },
    attachments: [],
    importance: 'normal',
    inReplyTo: null,
    references: [],
  };
};
