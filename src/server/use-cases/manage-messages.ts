import type { Owner } from '../../domain/channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import type { MessageRecord } from '../../domain/message-record.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { objectionToTime, stillToCome } from './send-at.ts';

type Changed = 'done' | 'not-now' | 'not-found';

export interface ManageMessagesNeeds {
  list(owner: Owner, limit: number): Promise<MessageRecord[]>;
  find(owner: Owner, id: string): Promise<MessageRecord | null>;
  /** Unproven: another wrote it, and nobody vouches for as whom it would go. */
  release(owner: Owner, id: string, ownAddress: string | null, now: Instant): Promise<Changed | 'unproven'>;
  reschedule(owner: Owner, id: string, sendAt: Instant | null, now: Instant): Promise<Changed>;
  drop(owner: Owner, id: string, now: Instant): Promise<Changed>;
  clock(): Instant;
}

/** How many of a rep's messages are shown unless asked otherwise: the newest. */
export const LISTED = 50;

/** What a rep sees of the messages, and decides about those that wait. */
export function manageMessages({ list, find, release, reschedule, drop, clock }: ManageMessagesNeeds) {
  const show = async (owner: Owner, id: string): Promise<Result<MessageRecord, RequestFailure>> => {
    const found = await find(owner, id);
    return found === null ? failed({ kind: 'not-found' }) : success(found);
  };
  const after = async (
    changed: Changed,
    reason: string,
    owner: Owner,
    id: string,
  ): Promise<Result<MessageRecord, RequestFailure>> =>
    changed === 'not-now' ? failed({ kind: 'conflict', reason }) : show(owner, id);
  return {
    list: (owner: Owner, limit: number = LISTED) => list(owner, limit),
    show,
    /** `ownAddress` is the rep's own by the token at hand; null when it says none. Fails with not-found, conflict, sender-unproven. */
    release: async (
      owner: Owner,
      id: string,
      ownAddress: string | null,
    ): Promise<Result<MessageRecord, RequestFailure>> => {
      const released = await release(owner, id, ownAddress, clock());
      if (released !== 'unproven')
        return after(released, 'only held or uncertain mail of a working channel is sent again', owner, id);
      const found = await show(owner, id);
      return found.ok ? failed({ kind: 'sender-unproven', address: found.value.from }) : found;
    },
    /** Null: at once. */
    reschedule: async (
      owner: Owner,
      id: string,
      sendAt: Instant | null,
    ): Promise<Result<MessageRecord, RequestFailure>> => {
      const now = clock();
      const objection = sendAt === null ? null : objectionToTime(sendAt, now);
      if (objection !== null) return failed(objection);
      const changed = await reschedule(owner, id, stillToCome(sendAt, now), now);
      return after(changed, 'only mail that waits can leave at another time', owner, id);
    },
    drop: async (owner: Owner, id: string) =>
      after(await drop(owner, id, clock()), 'only mail that waits can be dropped', owner, id),
  };
}
export type ManageMessages = ReturnType<typeof manageMessages>;
