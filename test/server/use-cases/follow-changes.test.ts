import { describe, expect, it } from '@jest/globals';
import type { MessageRecord } from '../../../src/domain/message-record.ts';
import { followChanges } from '../../../src/server/use-cases/follow-changes.ts';

const ADA = { tenantId: 'firma', objectId: 'ada' };
const message = (id: string, channelId: string): MessageRecord => ({
  id,
  channelId,
  messageId: `<${id}@firma.example>`,
  state: 'held',
  subject: 'Angebot',
  from: 'ada@firma.example',
  recipients: [],
  handedOver: false,
  bytes: 1,
  attempts: 0,
  queuedAt: 1,
  sendAt: null,
  dueAt: null,
  givesUpAt: null,
  settledAt: null,
  reply: null,
  because: null,
});

describe('following changes', () => {
  const messages = [message('a', 'broken'), message('b', 'working'), message('c', 'broken')];
  const changes = (about: 'message' | 'channel', id: string) =>
    Array.fromAsync(
      followChanges({
        async *follow() {
          yield { about, id };
        },
        findMessage: async (_owner, wanted) => messages.find((one) => one.id === wanted) ?? null,
        listMessages: async () => messages,
      })(ADA, new AbortController().signal),
    );

  it('tells a channel with the messages that stop and go with it', async () => {
    expect(await changes('channel', 'broken')).toEqual([
      { changed: 'channel', id: 'broken' },
      { changed: 'message', message: messages[0] },
      { changed: 'message', message: messages[2] },
    ]);
  });

  it('tells a message alone, and none that is gone', async () => {
    expect(await changes('message', 'b')).toEqual([{ changed: 'message', message: messages[1] }]);
    expect(await changes('message', 'swept')).toEqual([]);
  });
});
