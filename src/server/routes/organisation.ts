import type { PasswordChannel } from '../../domain/organisation.ts';
import { passwordEnd, PROVIDERS } from '../../domain/provider.ts';
import { success } from '../../domain/result.ts';
import type { Colleague } from '../use-cases/join-team.ts';
import type { SeeOrganisation } from '../use-cases/see-organisation.ts';
import { serve, type Door } from './endpoint.ts';
import { nameOf, placeIn } from './place-in-list.ts';

/** What concerns an organisation as a whole: the list is for its administrators, the link for everybody who may have to ask one. */
export function organisationRoutes(
  door: Door,
  use: SeeOrganisation,
  isExpected: (colleague: Colleague) => Promise<boolean>,
): void {
  serve(door, 'showAsker', async ({ owner, request: { isAdmin, ownerAddress: address } }) =>
    success({ isAdmin, isExpected: await isExpected({ owner, address }), allows: await use.allows(owner) }),
  );
  serve(door, 'listPasswordChannels', async ({ owner, query: { after, limit } }) => {
    const { channels, next, counts } = await use.passwordChannels(owner, { after: placeIn(after), limit });
    return success({ channels: channels.map(shown), next: nameOf(next), counts });
  });
  serve(door, 'showConsentLink', ({ owner }) => Promise.resolve(success({ url: use.consentUrl(owner) })));
}

const shown = (channel: PasswordChannel) => ({
  ...channel,
  passwordEndsOn: passwordEnd(PROVIDERS[channel.providerId]),
});
