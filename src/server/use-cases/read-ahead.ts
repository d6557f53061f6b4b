import type { Claimed } from '../../domain/claimed.ts';

export interface ReadingNeeds {
  /** Those of the contents that are small, opened, by message: in one query. */
  readSmall(messages: readonly Claimed[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** A content of any size, piece by piece; throws when it is gone. */
  openContent(messageId: string, contentId: string | null): AsyncIterable<Uint8Array>;
}

/** What is worth reading ahead, and how much of it one conversation may have in memory. */
const SMALL_BYTES = 64 * 1024;
const AHEAD_BYTES = 1024 * 1024;

/** The contents of messages that go one after another: small ones are there before their turn. */
export function readAhead(needs: ReadingNeeds) {
  const unread: Claimed[] = [];
  const reading = new Map<string, Promise<ReadonlyMap<string, Uint8Array>>>();
  let held = 0;

  /** Reads the next ones, as many as there is room for, unless more than half of the room is full. */
  const read = (): void => {
    if (held > AHEAD_BYTES / 2) return;
    const next: Claimed[] = [];
    for (let one = unread[0]; one !== undefined && held + one.bytes <= AHEAD_BYTES; one = unread[0]) {
      next.push(one);
      held += one.bytes;
      unread.shift();
    }
    if (next.length === 0) return;
    // What cannot be read now is read again in its turn, and fails then.
    const read = needs.readSmall(next).catch(() => new Map<string, Uint8Array>());
    for (const { id } of next) reading.set(id, read);
  };

  return {
    /** Says which messages come, in their order. */
    expect(messages: readonly Claimed[]): void {
      unread.push(...messages.filter(({ bytes }) => bytes <= SMALL_BYTES));
      read();
    },

    /** The content of a message whose turn has come, if it has been read ahead. */
    async find({ id }: Claimed): Promise<Uint8Array | null> {
      return (await reading.get(id))?.get(id) ?? null;
    },

    /** Makes room: the message's turn is over. */
    done({ id, bytes }: Claimed): void {
      if (reading.delete(id)) held -= bytes;
      const index = unread.findIndex((one) => one.id === id);
      if (index >= 0) unread.splice(index, 1);
      read();
    },
  };
}
