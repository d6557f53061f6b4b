import type { Keep } from '../../parts/surroundings.ts';

/** A draft that was being handed over as several messages, as this device remembers it: nothing of what it says, or to whom. */
export interface Half {
  /** The first message's, from which those of the others follow. */
  id: string;
  parts: number;
  /** How many all of them are for. */
  recipients: number;
}

/** Older ones have been seen often enough. */
const REMEMBERED = 10;

const keyFor = (mailbox: string): string => `postlane.halves.${mailbox}`;

/** The drafts of a mailbox that were not handed over to the end, the last one first. */
export function halvesOf(device: Keep, mailbox: string): Half[] {
  const kept = device.read(keyFor(mailbox));
  return Array.isArray(kept) ? kept.filter(isHalf) : [];
}

export function rememberHalf(device: Keep, mailbox: string, half: Half): void {
  const others = halvesOf(device, mailbox).filter(({ id }) => id !== half.id);
  device.write(keyFor(mailbox), [half, ...others].slice(0, REMEMBERED));
}

export function forgetHalf(device: Keep, mailbox: string, handed: Pick<Half, 'id'>): void {
  const others = halvesOf(device, mailbox).filter(({ id }) => id !== handed.id);
  device.write(keyFor(mailbox), others.length === 0 ? null : others);
}

/** Whether it is one: an older pane, or somebody else, may have written it. */
const isHalf = (kept: unknown): kept is Half =>
  typeof kept === 'object' &&
  kept !== null &&
  'id' in kept &&
  typeof kept.id === 'string' &&
  'parts' in kept &&
  typeof kept.parts === 'number' &&
  'recipients' in kept &&
  typeof kept.recipients === 'number';
