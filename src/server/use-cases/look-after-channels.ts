import { countOf, forbiddenAmong, type Alike } from '../../domain/alike.ts';
import type { Author, WhoseWord } from '../../domain/audit.ts';
import type { BoardChannel, BoardCounts, BoardPage } from '../../domain/board.ts';
import type { Owner } from '../../domain/channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import type { PlaceInList } from '../../domain/organisation.ts';
import type { Policies } from '../../domain/policies.ts';
import { ENDING_PROVIDERS, PASSWORDS_END_ON, type ProviderId } from '../../domain/provider.ts';
import { failed, success, type Result } from '../../domain/result.ts';

export interface LookAfterChannelsNeeds {
  page(
    tenantId: string,
    of: { ending: readonly ProviderId[]; forbidden: readonly Alike[] },
    page: BoardPage,
  ): Promise<{ channels: BoardChannel[]; next: PlaceInList | null }>;
  counts(tenantId: string, ending: readonly ProviderId[]): Promise<BoardCounts>;
  policiesOf(tenantId: string): Promise<Policies>;
  alike(tenantId: string): Promise<Alike[]>;
  /** The object id of whose it is; null when the organisation has no such channel. */
  personOf(tenantId: string, channelId: string): Promise<string | null>;
  /** Lets nothing leave until `endStop`, and notes it; its rep cannot. False when there is no such channel. */
  stop(owner: Owner, id: string, by: Author, now: Instant): Promise<boolean>;
  endStop(owner: Owner, id: string, by: Author, now: Instant): Promise<boolean>;
  remove(owner: Owner, id: string, now: Instant, word: WhoseWord): Promise<'removed' | 'stopped' | 'not-found'>;
  clock(): Instant;
}

/** What an administrator sees of the organisation's channels, and does to them: stop, let go, remove. Never send, repair or read. */
export function lookAfterChannels(needs: LookAfterChannelsNeeds) {
  /** Fails with not-found where the admin's own organisation has no such channel. */
  const decide = async (
    admin: Owner,
    channelId: string,
    decision: (rep: Owner, now: Instant) => Promise<boolean>,
  ): Promise<Result<undefined, RequestFailure>> => {
    const personId = await needs.personOf(admin.tenantId, channelId);
    const rep = personId === null ? null : { tenantId: admin.tenantId, objectId: personId };
    const done = rep !== null && (await decision(rep, needs.clock()));
    return done ? success(undefined) : failed({ kind: 'not-found' });
  };
  return {
    async board({ tenantId }: Owner, page: BoardPage) {
      const [policies, alike] = await Promise.all([needs.policiesOf(tenantId), needs.alike(tenantId)]);
      const forbidden = forbiddenAmong(policies, alike);
      const [shown, counts] = await Promise.all([
        needs.page(tenantId, { ending: ENDING_PROVIDERS, forbidden }, page),
        needs.counts(tenantId, ENDING_PROVIDERS),
      ]);
      return success({
        ...shown,
        counts: { ...counts, forbidden: countOf(forbidden), endsOn: counts.ending === 0 ? null : PASSWORDS_END_ON },
      });
    },
    stop: (admin: Owner, by: Author, id: string) => decide(admin, id, (rep, now) => needs.stop(rep, id, by, now)),
    endStop: (admin: Owner, by: Author, id: string) => decide(admin, id, (rep, now) => needs.endStop(rep, id, by, now)),
    remove: (admin: Owner, by: Author, id: string) =>
      decide(admin, id, async (rep, now) => (await needs.remove(rep, id, now, { of: 'admin', by })) === 'removed'),
  };
}
export type LookAfterChannels = ReturnType<typeof lookAfterChannels>;
