import { readStandings, type Standing } from '../launch-event/standing.ts';
import type { FromHost } from './host.ts';
import type { Outlook } from './mail-client.ts';

/**
 * What the mailbox itself keeps for us, wherever it is opened: read without asking anybody, and by the launch event too.
 * Each window has the copy that Outlook gave it when it opened, and saves all of it. Neither secrets nor mail.
 */
const STANDINGS = 'postlane.standings';
const ASKED = 'postlane.asked';
/** As many causes as will ever matter at once. */
const REMEMBERED = 20;

/** How the channels stood when a pane last looked; null when none ever did, or when it cannot be read. */
export const keptStandings = (outlook: Outlook): Standing[] | null => readStandings(read(outlook, STANDINGS));

export const keepStandings = (outlook: Outlook, standings: readonly Standing[]): FromHost<void> =>
  save(outlook, STANDINGS, standings);

/** Whether the rep was asked about this cause before, as far as this copy knows. */
export const isAskedAbout = (outlook: Outlook, cause: string): boolean => causesIn(outlook).includes(cause);

export const keepAskedAbout = (outlook: Outlook, cause: string): FromHost<void> =>
  save(outlook, ASKED, [cause, ...causesIn(outlook)].slice(0, REMEMBERED));

function causesIn(outlook: Outlook): string[] {
  const kept = read(outlook, ASKED);
  return Array.isArray(kept) ? kept.filter((cause): cause is string => typeof cause === 'string') : [];
}

function read({ office }: Outlook, key: string): unknown {
  try {
    return office.context.roamingSettings.get(key);
  } catch {
    return null;
  }
}

const save = ({ office, ask }: Outlook, key: string, value: unknown): FromHost<void> =>
  ask<void>('roamingSettings.saveAsync', (answered) => {
    office.context.roamingSettings.set(key, value);
    office.context.roamingSettings.saveAsync(answered);
  });
