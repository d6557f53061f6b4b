import type { Owner } from '../../domain/channel.ts';
import type { Named } from '../../domain/directory.ts';
import { MINUTE, type Instant } from '../../domain/instant.ts';

export interface MeetPeopleNeeds {
  /** Keeps how somebody is called. */
  note(person: Owner, named: Named): Promise<void>;
  clock(): Instant;
}

/** So many people are remembered as just met, by what their tokens said. */
const REMEMBERED = 10_000;

/**
 * Keeps how those who ask are called, so that an administrator knows whom a channel is of. While a person's tokens say the same,
 * the store is asked once a minute at the most: by then who was removed by another process, and begins anew, has a name again.
 */
export function meetPeople({ note, clock }: MeetPeopleNeeds) {
  const met = new Map<string, { said: string; at: Instant }>();
  const keyOf = ({ tenantId, objectId }: Owner): string => JSON.stringify([tenantId, objectId]);
  return {
    async meet({ owner, name, address }: Named & { owner: Owner }): Promise<void> {
      const said = JSON.stringify([name, address]);
      const now = clock();
      const before = met.get(keyOf(owner));
      if (before?.said === said && now - before.at < MINUTE) return;
      await note(owner, { name, address });
      if (met.size >= REMEMBERED) met.clear();
      met.set(keyOf(owner), { said, at: now });
    },

    /** The person was removed: whoever comes back is met anew. */
    forget(person: Owner): void {
      met.delete(keyOf(person));
    },
  };
}
