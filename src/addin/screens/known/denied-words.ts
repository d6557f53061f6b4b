import type { Channel } from '../../../contract/shapes.ts';
import { sameAddress } from '../../../domain/address.ts';
import { brokenWords } from '../../words/trouble-words.ts';
import type { Words } from '../../words/words.ts';

/** What is told of a channel that broke: who may not send as whom is said by name, where there are two: a team's login is not the rep's to know. */
export const brokenWordsFor =
  (words: Words, { username, sender }: Channel): typeof brokenWords =>
  (all, met) =>
    met.kind === 'send-as-denied' && username !== '' && !sameAddress(username, sender.address)
      ? { ...brokenWords(all, met), ...words.senders.denied(username, sender.address) }
      : brokenWords(all, met);
