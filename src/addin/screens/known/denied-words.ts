import type { Channel } from '../../../contract/shapes.ts';
import { sameAddress } from '../../../domain/address.ts';
import { brokenWords } from '../../words/trouble-words.ts';
import type { Words } from '../../words/words.ts';

/** What is told of a channel that broke: who may not send as whom is said by name, where there are two: a team's login is not the rep's to know. */
export const brokenWordsFor =
  ({ senders: { denied } }: Words, { username, sender: { address } }: Channel): typeof brokenWords =>
  (all, met) => {
    const told = brokenWords(all, met);
    if (met.kind !== 'send-as-denied' || username === '' || sameAddress(username, address)) return told;
    return { ...told, explanation: denied.explanation(username, address), next: denied.next(username, address) };
  };
