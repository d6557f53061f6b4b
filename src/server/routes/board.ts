import type { BoardChannel } from '../../domain/board.ts';
import { isOfGrant } from '../../domain/credential.ts';
import { passwordEnd, PROVIDERS } from '../../domain/provider.ts';
import { transportOf } from '../../domain/transport.ts';
import type { LookAfterChannels } from '../use-cases/look-after-channels.ts';
import { onEach, serve, type Door } from './endpoint.ts';
import { nameOf, placeIn } from './place-in-list.ts';

/** An organisation's channels, for its administrators. */
export function boardRoutes(door: Door, use: LookAfterChannels): void {
  serve(door, 'listOrganisationChannels', async ({ owner, query: { after, ...page } }) =>
    onEach(await use.board(owner, { ...page, after: placeIn(after) }), ({ channels, next, counts }) => ({
      channels: channels.map(shown),
      next: nameOf(next),
      counts,
    })),
  );
  serve(door, 'stopChannel', ({ owner, author, params: { id } }) => use.stop(owner, author, id));
  serve(door, 'endChannelStop', ({ owner, author, params: { id } }) => use.endStop(owner, author, id));
  serve(door, 'removeOrganisationChannel', ({ owner, author, params: { id } }) => use.remove(owner, author, id));
}

const shown = ({ mechanism, username, ...channel }: BoardChannel) => ({
  ...channel,
  account: isOfGrant(mechanism) ? username : null,
  transport: transportOf(mechanism),
  credential: isOfGrant(mechanism) ? ('sign-in' as const) : ('password' as const),
  passwordEndsOn: isOfGrant(mechanism) ? null : passwordEnd(PROVIDERS[channel.providerId]),
});
