import type { Owner } from '../../domain/channel.ts';
import type { Named } from '../../domain/directory.ts';
import { MINUTE, type Instant } from '../../domain/instant.ts';

export interface MeetPeopleNeeds {
  /** Keeps how somebody is called. */
  note(person: Owner, named: Named): Promise<void>;
  clock(): Instant;
}

/** So many people are remembered as just met. */
const REMEMBERED = 10_000;

/**
 * Keeps how those who ask are called, so that an administrator knows whom a channel is of. The store is asked once a minute for
 * each at the most, and soon enough that who begins anew after being removed has a name again.
 */
export function meetPeople({ note, clock }: MeetPeopleNeeds) {
  const met = new Map<string, Instant>();
  return async ({ owner, name, address }: Named & { owner: Owner }): Promise<void> => {
    const key = JSON.stringify([owner.tenantId, owner.objectId, name, address]);
    const now = clock();
    if (now - (met.get(key) ?? -Infinity) < MINUTE) return;
    await note(owner, { name, address });
    if (met.size >= REMEMBERED) met.clear();
    met.set(key, now);
  };
}
