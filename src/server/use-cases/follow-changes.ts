import type { Owner } from '../../domain/channel.ts';
import type { MessageRecord } from '../../domain/message-record.ts';

export interface FollowNeeds {
  /** The owner's changes, of all processes, until the signal aborts or some may have been missed. */
  follow(owner: Owner, signal: AbortSignal): AsyncIterable<{ about: 'message' | 'channel'; id: string }>;
  findMessage(owner: Owner, id: string): Promise<MessageRecord | null>;
}

export type Change = { changed: 'message'; message: MessageRecord } | { changed: 'channel'; id: string };

/** What of a rep's changes, as it is then: a message with its whole record, a channel by its id. */
export const followChanges = ({ follow, findMessage }: FollowNeeds) =>
  async function* (owner: Owner, signal: AbortSignal): AsyncGenerator<Change> {
    for await (const { about, id } of follow(owner, signal)) {
      if (about === 'channel') {
        yield { changed: 'channel', id };
        continue;
      }
      const message = await findMessage(owner, id);
      if (message !== null) yield { changed: 'message', message };
    }
  };
