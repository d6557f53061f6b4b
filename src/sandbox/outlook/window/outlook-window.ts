import { h } from '../element.ts';
import { isDraft, type Draft } from '../mailbox/item.ts';
import type { Change, Mailbox } from '../mailbox/mailbox.ts';
import { received, type AddIn, type Person, type ReceivedMessage } from '../sandbox-api.ts';
import { writeSetting, type Setting } from '../setting.ts';
import { Endpoint } from '../wire/endpoint.ts';
import { wireAttachment } from '../wire/initial-data.ts';
import type { Outlook } from '../wire/outlook.ts';
import { ComposeView } from './compose-view.ts';
import { askConsent } from './consent.ts';
import { showDialog } from './dialog-layer.ts';
import { floating } from './floating.ts';
import { folderList } from './folder-list.ts';
import { LaunchEvents } from './launch-events.ts';
import { mailList } from './mail-list.ts';
import { nothingChosen, readingView } from './reading-view.ts';
import { receivedView } from './received-view.ts';
import { verdictOn } from './smart-alert.ts';
import { switchboard } from './switchboard.ts';
import { TaskPane } from './task-pane.ts';
import { topBar } from './top-bar.ts';

interface Given {
  readonly paneUrl: string;
  readonly addIn: AddIn;
  readonly people: readonly Person[];
  readonly person: Person;
  readonly mailbox: Mailbox;
  /** Id of the draft that has just been begun, if one was. */
  readonly draft: string | undefined;
  readonly setting: Setting;
}

const milliSecondsBetweenLooks = 2000;
const restartsPane: readonly (keyof Setting)[] = ['set', 'auth', 'storage'];

/** The whole window: holds what is shown, draws it, and does what the wire asks of Outlook. */
export class OutlookWindow implements Outlook {
  readonly people: readonly Person[];
  readonly person: Person;
  readonly mailbox: Mailbox;
  setting: Setting;
  searched = '';
  received: readonly ReceivedMessage[] = [];
  readonly #folders = h('nav', { class: 'folders', 'aria-label': 'Folders' });
  readonly #list = h('section', { class: 'list', 'aria-label': 'Mail list' });
  readonly #main = h('main', { class: 'main' });
  readonly #switchboard = h('aside', { class: 'switchboard', 'aria-label': 'Switchboard' });
  readonly #addIn: AddIn;
  readonly #pane: TaskPane;
  readonly #launchEvents: LaunchEvents;
  /** Drafts that are being sent. */
  readonly #sending = new Set<string>();
  #compose: ComposeView | undefined;
  #floating: { view: ComposeView; remove: () => void } | undefined;

  constructor({ paneUrl, addIn, people, person, mailbox, draft, setting }: Given) {
    this.people = people;
    this.person = person;
    this.mailbox = mailbox;
    const firstMail = mailbox.mails.find(({ folder }) => folder === 'inbox')?.id ?? '';
    this.setting = { ...setting, item: setting.item || (setting.folder === 'inbox' ? firstMail : '') };
    this.#addIn = addIn;
    const endpoint = new Endpoint(this, showDialog(this));
    this.#pane = new TaskPane(this, endpoint, paneUrl);
    this.#launchEvents = new LaunchEvents(this, endpoint, addIn, paneUrl);
    document.body.append(
      topBar(this),
      h('div', { class: 'columns' }, this.#switchboard, this.#folders, this.#list, this.#main, this.#pane.element),
    );
    mailbox.onChange((change) => this.#mailboxChanged(change));
    this.change({});
    this.#drawMain();
    if (draft !== undefined) this.#begun(draft);
    void this.#look();
    setInterval(() => void this.#look(), milliSecondsBetweenLooks);
  }

  get currentItem(): string | undefined {
    return this.setting.folder === 'received' ? undefined : this.mailbox.item(this.setting.item)?.id;
  }

  /** Changes what is shown or how this Outlook behaves, and draws what that concerns. */
  change(patch: Partial<Setting>): void {
    const before = this.setting;
    const after = { ...before, ...patch };
    const differs = (key: keyof Setting) => before[key] !== after[key];
    this.setting = after;
    history.replaceState(null, '', writeSetting(after));
    document.documentElement.dataset['theme'] = after.theme;
    document.body.classList.toggle('with-switchboard', after.switchboard);
    if (after.switchboard !== this.#switchboard.hasChildNodes()) {
      this.#switchboard.replaceChildren(...(after.switchboard ? [switchboard()] : []));
    }
    this.#drawLists();
    const moved = differs('item') || differs('folder');
    if (moved) this.mailbox.dropPassingBars(before.item);
    if (moved) this.#drawMain();
    this.#pane.follow({ moved, restarts: restartsPane.some(differs), theme: differs('theme') });
    if (differs('pane') && !moved) this.#markRibbon();
  }

  search(words: string): void {
    this.searched = words;
    this.#drawLists();
  }

  write(given: Partial<Draft> = {}): void {
    const { id } = this.mailbox.startDraft(given);
    this.change({ folder: 'drafts', item: id });
    this.#begun(id);
  }

  /** Outlook's own Send: goes through the mailbox and not through Postlane, which is only asked what it has to say. */
  async send(draftId: string): Promise<void> {
    if (this.#sending.has(draftId)) return;
    this.#sending.add(draftId);
    const launched = this.#launchEvents.start('OnMessageSend', draftId);
    const verdict = launched ? await verdictOn(launched, this.#launchEvents.sendMode) : 'send';
    this.#sending.delete(draftId);
    if (verdict === 'send') this.sendDraft(draftId);
    else if (verdict !== 'keep') this.openPane(verdict.commandId, verdict.contextData);
  }

  /** Opens the pane as the manifest's button would, with something for it to read; an unknown button opens nothing. */
  openPane(commandId: string, contextData: string): void {
    if (this.#addIn.paneButtons.includes(commandId)) this.#pane.openWith(contextData);
  }

  openForm(given: Partial<Draft>): void {
    const draft = this.mailbox.startDraft(given);
    this.#begun(draft.id);
    this.#floating?.remove();
    const view = new ComposeView(this, draft.id, 'floating');
    this.#floating = {
      view,
      remove: floating(view.element, () => {
        this.#closeFloating();
        this.change({ folder: 'drafts', item: draft.id });
      }),
    };
  }

  closeDraft(draftId: string, discard: boolean): void {
    if (discard) this.mailbox.dropDraft(draftId);
    else this.#leave(draftId);
  }

  sendDraft(draftId: string): void {
    this.mailbox.sendDraft(draftId);
  }

  insert(draftId: string, html: string): void {
    const view = [this.#compose, this.#floating?.view].find((one) => one?.draftId === draftId);
    if (view) view.insert(html);
    else this.mailbox.changeDraft(draftId, { body: (this.mailbox.draft(draftId)?.body ?? '') + html }, 'add-in');
  }

  closePane(): void {
    this.change({ pane: false });
  }

  leavePane(to: 'next' | 'previous' | 'mail'): void {
    if (to === 'previous') this.#pane.focusHeader();
    else {
      const after = to === 'next' ? '.top-bar input' : '[data-testid="open-postlane"]';
      document.querySelector<HTMLElement>(after)?.focus();
    }
  }

  askConsent(): Promise<boolean> {
    return askConsent(this.person);
  }

  #begun(draftId: string): void {
    this.#launchEvents.start('OnNewMessageCompose', draftId);
  }

  #leave(draftId: string): void {
    if (this.#floating?.view.draftId === draftId) this.#closeFloating();
    if (this.setting.item === draftId) this.change({ item: '' });
  }

  #closeFloating(): void {
    this.#floating?.remove();
    this.#floating = undefined;
  }

  #drawLists(): void {
    this.#folders.replaceChildren(...folderList(this));
    this.#list.replaceChildren(...mailList(this));
  }

  #drawMain(): void {
    this.#compose = undefined;
    const { folder, item } = this.setting;
    const message = folder === 'received' ? this.received.find(({ id }) => id === item) : undefined;
    if (message) {
      this.#main.replaceChildren(receivedView(message));
      return;
    }
    const shown = this.currentItem === undefined ? undefined : this.mailbox.item(this.currentItem);
    if (!shown) this.#main.replaceChildren(nothingChosen(this));
    else if (isDraft(shown)) {
      this.#compose = new ComposeView(this, shown.id);
      this.#main.replaceChildren(this.#compose.element);
    } else {
      this.#main.replaceChildren(readingView(this, shown));
      if (!shown.isRead) this.mailbox.markRead(shown.id);
    }
  }

  #markRibbon(): void {
    this.#main.querySelector('[data-testid="open-postlane"]')?.setAttribute('aria-pressed', String(this.setting.pane));
  }

  #mailboxChanged(change: Change): void {
    const { itemId, fields, attachment } = change;
    const isGone = fields.includes('drafts') && !this.mailbox.draft(itemId);
    if (isGone) this.#leave(itemId);
    this.#drawLists();
    this.#compose?.changed(change);
    this.#floating?.view.changed(change);
    if (!this.#compose && fields.includes('notifications') && itemId === this.setting.item) this.#drawMain();
    const recipients = { to: fields.includes('to'), cc: fields.includes('cc'), bcc: fields.includes('bcc') };
    if (Object.values(recipients).some(Boolean)) {
      this.#pane.tell(itemId, 'olkRecipientsChanged', [JSON.stringify(recipients)]);
    }
    if (attachment) {
      const { status: attachmentStatus, details } = attachment;
      const told = { attachmentStatus, attachmentDetails: wireAttachment(details) };
      this.#pane.tell(itemId, 'olkAttachmentsChanged', [JSON.stringify(told)]);
    }
  }

  /** Looks into the recipients' mailboxes. */
  async #look(): Promise<void> {
    const now = await received().catch(() => this.received);
    if (now.length === this.received.length && now[0]?.id === this.received[0]?.id) return;
    this.received = [...now].sort((a, b) => b.receivedAt.localeCompare(a.receivedAt));
    this.#drawLists();
    if (this.setting.folder === 'received' && this.setting.item) this.#drawMain();
  }
}
