import { PROVIDERS, type ProviderId } from '../../domain/provider.ts';
import type { TroubleKind } from './trouble.ts';
import type { troubleWords } from './trouble-words.ts';
import type { Words } from './words.ts';

/** Whether this is told otherwise of the provider's mailboxes: no IT department looks after them. */
export const isPersonal = ({ personal }: Words, providerId: ProviderId, kind: TroubleKind): boolean =>
  PROVIDERS[providerId].refusesSome && personal[kind] !== undefined;

/** What the rep is told of a trouble at a provider: as anywhere, but for what nobody could be asked about. */
export const toldOf =
  (words: Words, providerId: ProviderId, told: typeof troubleWords): typeof troubleWords =>
  (all, trouble) =>
    (isPersonal(words, providerId, trouble.kind) ? words.personal[trouble.kind] : undefined) ?? told(all, trouble);
