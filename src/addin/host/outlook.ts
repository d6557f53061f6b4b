import type { AccountType } from '../../domain/recommendation.ts';
import { createAsk } from './calls.ts';
import { openWindow } from './dialog.ts';
import { handleOf } from './draft-handle.ts';
import { heldTo } from './held-to.ts';
import type { FromHost, Host, NewMessage } from './host.ts';
import { kindOf } from './item-kind.ts';
import { onPreferenceChanged, themeOf } from './theme.ts';
import { unsupported, type Outlook } from './mail-client.ts';
import { draftEvents, mailboxEvents } from './events.ts';
import { renewNotice, showNotice } from './notices.ts';
import { keepStandings, keptStandings } from './roaming.ts';
import { readSender } from './sender.ts';
import { initialWish } from './wish.ts';

const ACCOUNT_TYPE: Record<string, AccountType> = {
  office365: 'office365',
  enterprise: 'enterprise',
  outlookCom: 'outlookCom',
  gmail: 'gmail',
};

/** The real host: Outlook, over Office.js. Call it once Office.onReady has said that this is Outlook. */
export function createOutlookHost(office: typeof Office, patience?: number): Host {
  const ask = createAsk(patience);
  const outlook: Outlook = {
    office,
    ask,
    has: (set) => office.context.requirements.isSetSupported('Mailbox', set),
    composed: () => composedIn(office),
  };
  const events = mailboxEvents(outlook);

  const heldToItem = (): Outlook => ({ ...outlook, ask: heldTo(outlook, () => office.context.mailbox.item) });

  return {
    profile() {
      const { emailAddress, displayName, accountType } = office.context.mailbox.userProfile;
      return { emailAddress, displayName, accountType: ACCOUNT_TYPE[accountType] ?? 'unknown' };
    },
    item: () => kindOf(office),
    theme: () => themeOf(office.context.officeTheme),
    language: () => office.context.displayLanguage,
    onItemChanged: events.onItemChanged,
    onThemeChanged(listener) {
      const tell = (): void => listener(themeOf(office.context.officeTheme));
      const stops = [onPreferenceChanged(tell), events.onThemeChanged((colours) => listener(themeOf(colours)))];
      return () => stops.forEach((stop) => stop());
    },
    onDraftChanged: draftEvents(outlook, events.onItemChanged),
    openDraft: () => handleOf(outlook),
    openNewMessage: (message) => openNewMessage(outlook, message),
    showNotice: (notice) => showNotice(heldToItem(), notice),
    renewNotice: (notice) => renewNotice(heldToItem(), notice),
    async sender() {
      const draft = composedIn(office);
      const from = draft && (await readSender(outlook, draft));
      return from?.ok ? from.value.address : null;
    },
    initialWish: () => initialWish(outlook),
    standings: () => keptStandings(outlook),
    keepStandings: (standings) => keepStandings(outlook, standings),
    openWindow: (url, signal) => openWindow(office, url, signal),
  };
}

const composedIn = (office: typeof Office): Office.MessageCompose | null =>
  kindOf(office) === 'message-compose' ? (office.context.mailbox.item as Office.MessageCompose) : null;

/** Clients offer the form beside a message that is read; beside a draft most have no such method at all. */
async function openNewMessage({ office, ask }: Outlook, message: NewMessage): FromHost<void> {
  const mailbox: Partial<Office.Mailbox> = office.context.mailbox;
  const form = { toRecipients: message.to, subject: message.subject, htmlBody: message.htmlBody };
  if (mailbox.displayNewMessageFormAsync) {
    return ask<void>('displayNewMessageFormAsync', (answered) => mailbox.displayNewMessageFormAsync?.(form, answered));
  }
  if (!mailbox.displayNewMessageForm) return unsupported('displayNewMessageForm');
  return ask<void>('displayNewMessageForm', (answered) => {
    mailbox.displayNewMessageForm?.(form);
    answered({ status: office.AsyncResultStatus.Succeeded } as Office.AsyncResult<void>);
  });
}
