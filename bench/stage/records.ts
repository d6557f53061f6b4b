import { setTimeout as pause } from 'node:timers/promises';
import { withClient } from './rows.ts';
import type { Stage } from './stage.ts';

/** Looks into the records until none waits any more; gives back each message's state by its Message-ID. */
export const untilOver = (url: string): Promise<Map<string, string>> =>
  withClient(url, async (client) => {
    for (;;) {
      const waiting = await client.query(`select from messages where state in ('queued', 'in-flight') limit 1`);
      if (waiting.rowCount === 0) break;
      await pause(200);
    }
    const { rows } = await client.query<{ message_id: string; state: string }>(
      'select message_id, state from messages',
    );
    return new Map(rows.map(({ message_id, state }) => [message_id, state]));
  });

/** What became of messages: by the sink, at which each is looked for, and by the records. */
export interface Fate {
  lost: number;
  duplicated: number;
  uncertain: number;
  /** Of the uncertain, how many are at the sink. */
  arrived: number;
}

export async function fateOf(
  { farEnd }: Stage,
  messageIds: readonly string[],
  states: ReadonlyMap<string, string>,
): Promise<Fate> {
  const arrivals = new Map<string, number>();
  for (const { messageId } of await farEnd.taken(0)) arrivals.set(messageId, (arrivals.get(messageId) ?? 0) + 1);
  const count = (isSo: (messageId: string) => boolean): number => messageIds.filter(isSo).length;
  const isUncertain = (id: string): boolean => states.get(id) === 'uncertain';
  return {
    lost: count((id) => !arrivals.has(id) && !isUncertain(id)),
    duplicated: count((id) => (arrivals.get(id) ?? 0) > 1),
    uncertain: count(isUncertain),
    arrived: count((id) => isUncertain(id) && arrivals.has(id)),
  };
}
