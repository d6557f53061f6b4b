import type { Owner } from '../../domain/channel.ts';
import type { MessageRecord } from '../../domain/message-record.ts';
import { LISTED } from './manage-messages.ts';

export interface FollowNeeds {
  /** The owner's changes, of all processes, until the signal aborts or some may have been missed. */
  follow(owner: Owner, signal: AbortSignal): AsyncIterable<{ about: 'message' | 'channel'; id: string }>;
  findMessage(owner: Owner, id: string): Promise<MessageRecord | null>;
  listMessages(owner: Owner, limit: number): Promise<MessageRecord[]>;
}

type Told = { changed: 'message'; message: MessageRecord } | { changed: 'channel'; id: string };

/**
 * What of a rep's changes, as it is then: a message with its whole record, a channel by its id, and with it the messages
 * that the rep sees of it. They go and stop with their channel, however many they are, by one change of its own.
 */
export const followChanges = ({ follow, findMessage, listMessages }: FollowNeeds) =>
  async function* (owner: Owner, signal: AbortSignal): AsyncGenerator<Told> {
    for await (const { about, id } of follow(owner, signal)) {
      if (about === 'channel') {
        yield { changed: 'channel', id };
        for (const message of await listMessages(owner, LISTED))
          if (message.channelId === id) yield { changed: 'message', message };
        continue;
      }
      const message = await findMessage(owner, id);
      if (message !== null) yield { changed: 'message', message };
    }
  };
