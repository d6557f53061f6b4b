import type { PasswordChannel, PlaceInList } from '../../domain/organisation.ts';
import { PROVIDERS } from '../../domain/provider.ts';
import { success } from '../../domain/result.ts';
import type { Colleague } from '../use-cases/join-team.ts';
import type { SeeOrganisation } from '../use-cases/see-organisation.ts';
import { serve, type Door } from './endpoint.ts';

/** What concerns an organisation as a whole: the list is for its administrators, the link for everybody who may have to ask one. */
export function organisationRoutes(
  door: Door,
  use: SeeOrganisation,
  isExpected: (colleague: Colleague) => Promise<boolean>,
): void {
  serve(door, 'showAsker', async ({ owner, request: { isAdmin, ownerAddress: address } }) =>
    success({ isAdmin, isExpected: await isExpected({ owner, address }) }),
  );
  serve(door, 'listPasswordChannels', async ({ owner, query: { after, limit } }) => {
    const { channels, next, counts } = await use.passwordChannels(owner, { after: placeIn(after), limit });
    return success({ channels: channels.map(shown), next: next && `${next.id}/${next.address}`, counts });
  });
  serve(door, 'showConsentLink', ({ owner }) => Promise.resolve(success({ url: use.consentUrl(owner) })));
}

function placeIn(after: string | undefined): PlaceInList | null {
  const [id = '', address = ''] = after?.split(/\/(.*)/s) ?? [];
  return after === undefined ? null : { id, address };
}

function shown({ providerId, ...channel }: PasswordChannel) {
  const { passwords } = PROVIDERS[providerId];
  return { ...channel, providerId, passwordEndsOn: passwords.policy === 'ending' ? passwords.endsOn : null };
}
