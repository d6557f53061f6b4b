import type { Owner } from '../../domain/channel.ts';
import type { SignInService } from '../../domain/credential.ts';
import type { PasswordChannel, PlaceInList } from '../../domain/organisation.ts';
import type { Allowances, Policies } from '../../domain/policies.ts';
import type { ProviderId } from '../../domain/provider.ts';
import { passwordsToLeave } from '../../domain/sign-in-service.ts';

export interface SeeOrganisationNeeds {
  /** Where reps may sign in to send. */
  offered: readonly SignInService[];
  passwordChannels(
    tenantId: string,
    providerIds: readonly ProviderId[],
    page: { after: PlaceInList | null; limit: number },
  ): Promise<PasswordChannel[]>;
  countChannels(tenantId: string, providerIds: readonly ProviderId[]): Promise<{ passwords: number; signIns: number }>;
  policiesOf(tenantId: string): Promise<Policies>;
  /** Where an administrator lets Postlane send for the whole tenant; null where there is no such page. */
  consentUrl(tenantId: string): string | null;
}

/** What concerns the whole organisation of who asks, and no other. */
export function seeOrganisation(needs: SeeOrganisationNeeds) {
  const providers = passwordsToLeave(needs.offered);
  return {
    /** Who still logs in with a password where that ends, or need not be; `next` is where the page ends, null for the last. */
    async passwordChannels({ tenantId }: Owner, { after, limit }: { after: PlaceInList | null; limit: number }) {
      const [found, counts] = await Promise.all([
        // One more than is shown tells whether there are more.
        needs.passwordChannels(tenantId, providers, { after, limit: limit + 1 }),
        needs.countChannels(tenantId, providers),
      ]);
      const channels = found.slice(0, limit);
      const last = found.length > limit ? channels.at(-1) : undefined;
      return { channels, next: last === undefined ? null : { address: last.sender.address, id: last.id }, counts };
    },

    allows: ({ tenantId }: Owner): Promise<Allowances> => needs.policiesOf(tenantId),

    consentUrl: ({ tenantId }: Owner): string | null => needs.consentUrl(tenantId),
  };
}

export type SeeOrganisation = ReturnType<typeof seeOrganisation>;
