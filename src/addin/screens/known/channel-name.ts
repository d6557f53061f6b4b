import type { Channel } from '../../../contract/shapes.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { inLetters } from '../../parts/domain-names.ts';
import type { Words } from '../../words/words.ts';

/** By what a channel's mail goes, as its rep knows it. */
export function channelName({ shared, home }: Words, { team, credential, providerId, server }: Channel): string {
  if (team !== null) return home.team;
  if (credential === 'operator') return shared.name;
  return providerId === 'custom' ? inLetters(server.host) : PROVIDERS[providerId].name;
}
