import { NOTE } from '../launch-event/handed.ts';
import type { Standing } from '../launch-event/standing.ts';
import { createAsk } from './calls.ts';
import type { FromHost, Notice } from './host.ts';
import type { Outlook } from './mail-client.ts';
import { readNote } from './note.ts';
import { showNotice } from './notices.ts';
import { isAskedAbout, keepAskedAbout, keptStandings } from './roaming.ts';
import { readSender } from './sender.ts';

/** What the launch event asks of the mail client: of the draft it runs for, and of what the mailbox keeps. */
export interface LaunchHost {
  has(set: string): boolean;
  /** What the draft was handed over as, by its own note; null when it never was, and when it does not tell. */
  handed(): Promise<string | null>;
  standings(): Standing[] | null;
  /** The address in the draft's From; null when the client does not tell. */
  sender(): Promise<string | null>;
  wasAskedAbout(cause: string): Promise<boolean>;
  /** Notes that the rep was asked; false when that will be forgotten. */
  noteAskedAbout(cause: string): Promise<boolean>;
  showNotice(notice: Notice): FromHost<void>;
}

/** Someone waits for their mail to be sent: each call has this long, in milliseconds. */
const PATIENCE = 500;
const KEY = 'postlane.asked';

/** The client as the launch event has it: no page, no sign that it is ready, and perhaps an engine of 2016. */
export function createLaunchHost(office: typeof Office): LaunchHost {
  const draft = office.context.mailbox.item as Office.MessageCompose;
  const outlook: Outlook = {
    office,
    ask: createAsk(PATIENCE),
    has: (set) => hasSet(office, set),
    composed: () => draft,
  };
  const { ask } = outlook;
  return {
    has: outlook.has,
    async handed() {
      const note = await readNote(outlook, NOTE);
      return note.ok ? note.value : null;
    },
    standings: () => keptStandings(outlook),
    async sender() {
      const from = await readSender(outlook, draft);
      return from.ok ? from.value.address : null;
    },
    // Both places, since each window has its own copy of what the mailbox keeps: the draft knows at least of itself.
    async wasAskedAbout(cause) {
      if (isAskedAbout(outlook, cause)) return true;
      const kept = await ask<string>('sessionData.getAsync', (answered) => draft.sessionData.getAsync(KEY, answered));
      return kept.ok && kept.value === cause;
    },
    async noteAskedAbout(cause) {
      const [inMailbox, inDraft] = await Promise.all([
        keepAskedAbout(outlook, cause),
        ask<void>('sessionData.setAsync', (answered) => draft.sessionData.setAsync(KEY, cause, answered)),
      ]);
      return inMailbox.ok || inDraft.ok;
    },
    showNotice: (notice) => showNotice(outlook, notice),
  };
}

/** What cannot be asked is not there. */
function hasSet({ context }: typeof Office, set: string): boolean {
  try {
    return context.requirements.isSetSupported('Mailbox', set);
  } catch {
    return false;
  }
}
