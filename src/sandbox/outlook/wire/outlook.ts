import type { Draft } from '../mailbox/item.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Person } from '../sandbox-api.ts';
import type { Setting } from '../setting.ts';

/** What the wire asks of the window: the verbs an add-in can make Outlook do. */
export interface Outlook {
  readonly setting: Setting;
  readonly person: Person;
  readonly mailbox: Mailbox;
  /** Id of the mail or draft the pane stands beside; undefined when none is selected. */
  readonly currentItem: string | undefined;
  openForm(draft: Partial<Draft>): void;
  /** Closes the compose window; with `discard` the draft is gone. */
  closeDraft(draftId: string, discard: boolean): void;
  sendDraft(draftId: string): void;
  /** Puts HTML where the cursor is in the draft's body, or at its end. */
  insert(draftId: string, html: string): void;
  closePane(): void;
  /** The keyboard leaves the pane: to what comes after it, before it, or back to the mail. */
  leavePane(to: 'next' | 'previous' | 'mail'): void;
  /** Asks the person whether the add-in may sign them in. */
  askConsent(): Promise<boolean>;
}
