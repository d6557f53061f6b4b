import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import type { Draft } from '../../domain/message.ts';
import { failed, type Result } from '../../domain/result.ts';
import { toldHost } from '../../domain/told-host.ts';
import type { QueueMessage, QueuedMessage } from './queue-message.ts';

export interface TestMessageNeeds {
  findChannel(owner: Owner, id: string): Promise<DeliveryChannel | null>;
  queueMessage: QueueMessage;
  newId(): string;
}

/** Sends a real message through a channel to its own address: the full proof of the sender, which some servers judge only after the data. */
export const sendTestMessage =
  ({ findChannel, queueMessage, newId }: TestMessageNeeds) =>
  async (
    owner: Owner,
    channelId: string,
    ownAddress: string | null,
  ): Promise<Result<QueuedMessage, RequestFailure>> => {
    const channel = await findChannel(owner, channelId);
    if (channel === null) return failed({ kind: 'not-found' });
    const wish = { channelId, draft: testDraft(channel), ownAddress, isTest: true as const };
    return queueMessage(owner, newId(), wish, () => {
      throw new Error('A test message has no attachments.');
    });
  };

const placeOf = (channel: DeliveryChannel): string => {
  const host = toldHost(channel);
  return host === '' ? '' : ` at ${host}`;
};

const testDraft = (channel: DeliveryChannel): Draft => ({
  from: channel.sender,
  to: [channel.sender],
  cc: [],
  bcc: [],
  subject: 'Your delivery channel works',
  body: {
    type: 'text',
    content: `This message went through your delivery channel${placeOf(channel)}.\r\nIf you read it, mail to your customers goes the same way.\r\n`,
  },
  attachments: [],
  importance: 'normal',
  inReplyTo: null,
  references: [],
});
