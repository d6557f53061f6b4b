import type { Channel } from '../../../contract/shapes.ts';
import { sameAddress } from '../../../domain/address.ts';
import { toldAt } from '../../words/login-words.ts';
import { brokenWords } from '../../words/trouble-words.ts';
import type { Words } from '../../words/words.ts';

/** What is told of a channel that broke: who may not send as whom is said by name, where there are two: a team's login is not the rep's to know. */
export function brokenWordsFor(words: Words, channel: Channel): typeof brokenWords {
  const { username, sender } = channel;
  const told = toldAt(words, channel, brokenWords);
  return (all, met) =>
    met.kind === 'send-as-denied' && username !== '' && !sameAddress(username, sender.address)
      ? { ...told(all, met), ...words.senders.denied(username, sender.address) }
      : told(all, met);
}
