import type { Person } from '../sandbox-api.ts';
import type { Recipient } from './item.ts';

const customers: readonly Recipient[] = [
  { name: 'Amelia Hart', address: 'amelia.hart@brightwater.example' },
  { name: 'Jonas Lindqvist', address: 'jonas.lindqvist@nordhavn.example' },
  { name: 'Priya Raman', address: 'priya.raman@larkspur.example' },
  { name: 'Łukasz Żółty', address: 'lukasz.zolty@wisla.example' },
];

/** The names Outlook knows: the sandbox's people and a few customers. */
export const addressBook = (people: readonly Person[]): readonly Recipient[] => [
  ...people.map(({ name, address }) => ({ name, address })),
  ...customers,
];

const addressInBrackets = /^(.*?)\s*<([^<>\s]+@[^<>\s]+)>$/;
const bareAddress = /^[^\s@<>]+@[^\s@<>]+$/;

/** Resolves what was typed as Outlook does: a known name, an address, or a name without an address. */
export function resolve(typed: string, book: readonly Recipient[]): Recipient {
  const text = typed.trim();
  const bracketed = addressInBrackets.exec(text);
  if (bracketed)
    return { name: bracketed[1]?.replaceAll('"', '').trim() || (bracketed[2] ?? ''), address: bracketed[2] ?? '' };
  const known = book.find(
    ({ name, address }) => name.toLowerCase() === text.toLowerCase() || address.toLowerCase() === text.toLowerCase(),
  );
  if (known) return known;
  return bareAddress.test(text) ? { name: text, address: text } : { name: text, address: '' };
}
