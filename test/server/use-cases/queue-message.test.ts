import { describe, expect, it } from '@jest/globals';
import type { Owner } from '../../../src/domain/channel.ts';
import type { Line } from '../../../src/domain/forecast.ts';
import { HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { NO_LIMITS, type Limits } from '../../../src/domain/limit.ts';
import type { Draft } from '../../../src/domain/message.ts';
import type { MessageRecord } from '../../../src/domain/message-record.ts';
import { DEFAULT_POLICIES } from '../../../src/domain/policies.ts';
import { queueMessage, type Wish } from '../../../src/server/use-cases/queue-message.ts';
import { restingChannel } from '../../domain/resting-channel.ts';

const NOW = 1_800_000_000_000;
const ADA: Owner = { tenantId: 'firma', objectId: 'ada' };
const SENDER = { name: 'Ada', address: 'ada@firma.example' };
const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: '', address: `kim-${index}@kunde.example` }));
const draft = (bcc: Draft['bcc']): Draft => ({
  from: SENDER,
  to: [],
  cc: [],
  bcc,
  subject: 'Angebot',
  body: { type: 'text', content: 'Guten Tag' },
  attachments: [],
  importance: 'normal',
  inReplyTo: null,
  references: [],
});

/** Queues a wish into a mailbox that stands so; with what was queued and what was erased. */
async function queue(
  wish: Omit<Wish, 'channelId'>,
  limits: Partial<Limits>,
  stands: Partial<Line> | null = {},
  asked = { line: 0 },
) {
  const allowed = { ...NO_LIMITS, ...limits };
  const channel = restingChannel({
    id: 'channel-1',
    providerId: 'microsoft365',
    server: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
    limits: allowed,
  });
  const line: Line | null = stands && {
    limits: allowed,
    counted: [],
    ahead: { messages: 0, recipients: 0 },
    pause: null,
    ...stands,
  };
  const records = new Map<string, MessageRecord>();
  const outcome = await queueMessage({
    findChannel: async () => channel,
    policiesOf: async () => DEFAULT_POLICIES,
    findMessage: async (_owner, id) => records.get(id) ?? null,
    domainToASCII: (domain) => domain,
    async *compose() {
      yield new Uint8Array(10);
    },
    async keepContent(_messageId, content) {
      await Array.fromAsync(content);
      return 'content-1';
    },
    eraseContent: async () => undefined,
    async queue({ id, envelope, sendAt, ...message }, now) {
      records.set(id, {
        ...message,
        id,
        state: 'queued',
        from: envelope.mailFrom,
        handedOver: false,
        recipients: envelope.rcptTo.map((address) => ({ address, outcome: 'waiting', reply: null })),
        attempts: 0,
        queuedAt: now,
        sendAt,
        dueAt: sendAt ?? now,
        givesUpAt: null,
        settledAt: null,
        reply: null,
        because: null,
      });
      return 'queued';
    },
    // What is queued would stand in its own way: it is asked for before.
    async line() {
      asked.line += 1;
      return records.size === 0 ? line : null;
    },
    shareOf: async () => ({ used: 0, nextAt: null }),
    messageBytes: 1_000_000,
    newId: () => 'id-1',
    clock: () => NOW,
  })(ADA, 'message-1', { ...wish, channelId: channel.id }, () => {
    throw new Error('There are no attachments.');
  });
  return { outcome, queued: records.get('message-1') ?? null };
}

describe('queueing a message', () => {
  it('refuses more recipients than the provider takes, with the limit and the count, and keeps nothing', async () => {
    expect(await queue({ draft: draft(people(6)) }, { recipientsPerMessage: 5 })).toEqual({
      outcome: { ok: false, failure: { kind: 'over-recipients', limit: 5, count: 6 } },
      queued: null,
    });
  });

  it('refuses more recipients than a whole day has', async () => {
    const { outcome } = await queue({ draft: draft(people(6)) }, { recipientsPerDay: 4, recipientsPerMessage: 5 });
    expect(outcome).toEqual({ ok: false, failure: { kind: 'over-recipients', limit: 4, count: 6 } });
  });

  it('takes a part of them that is no more than that', async () => {
    const rcptTo = people(5).map(({ address }) => address);
    const { queued } = await queue({ draft: draft(people(6)), rcptTo }, { recipientsPerMessage: 5 });
    expect(queued?.recipients.map(({ address }) => address)).toEqual(rcptTo);
  });

  it('refuses a part that is still too large, with its own count', async () => {
    const rcptTo = people(7).map(({ address }) => address);
    const { outcome } = await queue({ draft: draft(people(9)), rcptTo }, { recipientsPerMessage: 5 });
    expect(outcome).toEqual({ ok: false, failure: { kind: 'over-recipients', limit: 5, count: 7 } });
  });

  it('says when the message is expected to leave, after what is ahead of it', async () => {
    const { outcome, queued } = await queue(
      { draft: draft(people(1)) },
      { messagesPerMinute: 30 },
      { ahead: { messages: 61, recipients: 61 } },
    );
    expect(outcome).toMatchObject({ value: { expectedAt: NOW + 2 * MINUTE } });
    expect(queued).toMatchObject({ sendAt: null, dueAt: NOW });
  });

  it('does not count what is ahead where no limit lets it wait', async () => {
    const asked = { line: 0 };
    const { outcome } = await queue({ draft: draft(people(1)) }, { recipientsPerMessage: 5 }, {}, asked);
    expect(outcome).toMatchObject({ value: { expectedAt: NOW } });
    expect(asked.line).toBe(0);
  });

  it('does not say so where a long line is ahead of it', async () => {
    const { outcome } = await queue({ draft: draft(people(1)) }, { messagesPerMinute: 30 }, null);
    expect(outcome).toMatchObject({ ok: true, value: { state: 'queued', expectedAt: null } });
  });

  it('says so for a message with a time of its own too, which finds the window used by then or not', async () => {
    const counted = [{ recipients: 1, repliedAt: NOW, reported: false }];
    const at = async (sendAt: number) =>
      (await queue({ draft: draft(people(1)), sendAt }, { messagesPerMinute: 1 }, { counted })).outcome;
    expect(await at(NOW + 1)).toMatchObject({ value: { expectedAt: NOW + MINUTE } });
    expect(await at(NOW + HOUR)).toMatchObject({ value: { expectedAt: NOW + HOUR } });
  });
});
