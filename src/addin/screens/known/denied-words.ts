import type { Channel } from '../../../contract/shapes.ts';
import { sameAddress } from '../../../domain/address.ts';
import { wordsAt } from '../../words/login-words.ts';
import { brokenWords } from '../../words/trouble-words.ts';
import type { Trouble, TroubleWords } from '../../words/trouble.ts';
import type { Words } from '../../words/words.ts';

/** What is told of a channel that broke: who may not send as whom is said by name, where there are two: a team's login is not the rep's to know. */
export function brokenWordsFor(words: Words, channel: Channel, met: Trouble): TroubleWords {
  const {
    username,
    sender: { address },
  } = channel;
  const { denied } = words.senders;
  const said = brokenWords(wordsAt(words, channel), met);
  if (met.kind !== 'send-as-denied' || username === '' || sameAddress(username, address)) return said;
  return { ...said, explanation: denied.explanation(username, address), next: denied.next(username, address) };
}
