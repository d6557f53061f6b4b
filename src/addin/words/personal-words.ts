import { PROVIDERS, type ProviderId } from '../../domain/provider.ts';
import type { TroubleKind } from './trouble.ts';
import type { Words } from './words.ts';

/** What is told otherwise of the provider's mailboxes, since no IT department looks after them; nothing at most providers. */
export const personalAt = ({ personal }: Words, providerId: ProviderId): Words['personal'] =>
  PROVIDERS[providerId].refusesSome ? personal : {};

export const isPersonal = (words: Words, providerId: ProviderId, kind: TroubleKind): boolean =>
  personalAt(words, providerId)[kind] !== undefined;
