import type { BoardChannel } from '../../../contract/shapes.ts';
import type { Words } from '../../words/words.ts';

/** As whom an administrator is told of somebody; '' for what nobody knows. */
export interface ToldPerson {
  name: string;
  address: string;
  /** Nobody but they themselves says so: it is a sender of theirs, as they typed it. */
  isTyped: boolean;
}

/** By the word of the company's directory; where that has not been heard, by what stands in a channel of theirs. */
export function toldPerson({ person, sender }: Pick<BoardChannel, 'person' | 'sender'>): ToldPerson {
  const { name, address } = person ?? { name: null, address: null };
  if (name === null && address === null) return { ...sender, isTyped: true };
  return { name: name ?? '', address: address ?? '', isTyped: false };
}

/** In a line, where one of several is meant. */
export const personLine = ({ board }: Words, { name, address, isTyped }: ToldPerson): string =>
  isTyped ? board.asTyped(board.person(name, address)) : board.person(name, address);

/** In a sentence: by the name, where there is one. */
export const whoIs = ({ name, address }: ToldPerson): string => name || address;

/** Everybody's channels together, in the order in which their first is listed. */
export function byPerson(channels: readonly BoardChannel[]): (readonly [BoardChannel, ...BoardChannel[]])[] {
  const people = new Map<string, [BoardChannel, ...BoardChannel[]]>();
  for (const channel of channels) {
    const theirs = people.get(channel.personId);
    if (theirs) theirs.push(channel);
    else people.set(channel.personId, [channel]);
  }
  return [...people.values()];
}
