import type { Person } from '../sandbox-api.ts';
import { exampleMail } from './example-mail.ts';
import { isDraft, type AddInState, type Attachment, type Draft, type Item, type Mail } from './item.ts';
import { read, write } from './saved.ts';

interface Kept {
  readonly mails: readonly Mail[];
  readonly drafts: readonly Draft[];
  /** Roaming settings: JSON strings by key, as office.js sends them. */
  readonly roamingSettings: Readonly<Record<string, string>>;
}

/** What changed, and by whose hand: the person at the window, or the add-in over the wire. */
export interface Change {
  readonly itemId: string;
  readonly fields: readonly string[];
  readonly by: 'person' | 'add-in';
  readonly attachment?: { readonly status: 'added' | 'removed'; readonly details: Attachment };
}

export type Content = string;

const newId = (kind: string) => `AAMkAG${kind}${crypto.randomUUID().replaceAll('-', '')}=`;

/** One person's mailbox. Every change is written to the browser's database; `settled` waits until it is. */
export class Mailbox {
  readonly owner: Person;
  #kept: Kept;
  #contents = new Map<string, Content>();
  #listeners = new Set<(change: Change) => void>();
  #writing: Promise<unknown> = Promise.resolve();
  #written = true;

  private constructor(owner: Person, kept: Kept) {
    this.owner = owner;
    this.#kept = kept;
  }

  static async open(owner: Person, people: readonly Person[]): Promise<Mailbox> {
    const kept = await read<Kept>('mailboxes', owner.id);
    if (kept) return new Mailbox(owner, kept);
    const { mails, contents } = exampleMail(owner, people);
    const mailbox = new Mailbox(owner, { mails, drafts: [], roamingSettings: {} });
    for (const [id, content] of contents) await mailbox.#keepContent(id, content);
    return mailbox;
  }

  get mails(): readonly Mail[] {
    return this.#kept.mails;
  }

  get drafts(): readonly Draft[] {
    return this.#kept.drafts;
  }

  get roamingSettings(): Readonly<Record<string, string>> {
    return this.#kept.roamingSettings;
  }

  item(id: string): Item | undefined {
    return this.#kept.drafts.find((draft) => draft.id === id) ?? this.#kept.mails.find((mail) => mail.id === id);
  }

  draft(id: string): Draft | undefined {
    return this.#kept.drafts.find((draft) => draft.id === id);
  }

  /** Resolves when everything changed so far is in the database. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  startDraft(given: Partial<Draft> = {}): Draft {
    const draft: Draft = {
      id: newId('D'),
      itemId: '',
      composeType: 'newMail',
      bodyType: 'html',
      to: [],
      cc: [],
      bcc: [],
      subject: '',
      body: '',
      attachments: [],
      importance: 'normal',
      inReplyTo: '',
      conversationId: newId('C'),
      sessionData: {},
      customProperties: '{}',
      notifications: [],
      internetHeaders: {},
      changedAt: new Date().toISOString(),
      ...given,
    };
    this.#keep({ drafts: [draft, ...this.drafts] }, { itemId: draft.id, fields: ['drafts'], by: 'person' });
    return draft;
  }

  changeDraft(id: string, patch: Partial<Draft>, by: Change['by']): void {
    const drafts = this.drafts.map((draft) =>
      draft.id === id ? { ...draft, ...patch, changedAt: new Date().toISOString() } : draft,
    );
    this.#keep({ drafts }, { itemId: id, fields: Object.keys(patch), by });
  }

  /** Saves as Outlook does: the first save gives the draft its item id. */
  async saveDraft(id: string): Promise<string> {
    const itemId = this.draft(id)?.itemId || newId('S');
    this.changeDraft(id, { itemId }, 'add-in');
    await this.settled();
    return itemId;
  }

  dropDraft(id: string): void {
    this.#keep(
      { drafts: this.drafts.filter((draft) => draft.id !== id) },
      { itemId: id, fields: ['drafts'], by: 'person' },
    );
  }

  /** Moves a draft to Sent as Outlook's own Send does; nothing leaves this page. */
  sendDraft(id: string): void {
    const draft = this.draft(id);
    if (!draft) return;
    const { to, cc, subject, body, bodyType, attachments, importance, conversationId } = draft;
    const html = bodyType === 'html' ? body : `<pre style="font:inherit;white-space:pre-wrap"></pre>`;
    const element = new DOMParser().parseFromString(html, 'text/html');
    if (bodyType === 'text') element.querySelector('pre')?.append(body);
    const sent: Mail = {
      ...{ to, cc, subject, attachments, importance, conversationId },
      ...{ customProperties: draft.customProperties, notifications: [], internetHeaders: draft.internetHeaders },
      id: newId('M'),
      folder: 'sent',
      from: this.owner,
      html: element.body.innerHTML,
      receivedAt: new Date().toISOString(),
      isRead: true,
      internetMessageId: `<${crypto.randomUUID()}@${this.owner.address.split('@')[1] ?? 'localhost'}>`,
    };
    this.#keep({ mails: [sent, ...this.mails] }, { itemId: sent.id, fields: ['mails'], by: 'person' });
    this.dropDraft(id);
  }

  markRead(id: string): void {
    const mails = this.mails.map((mail) => (mail.id === id ? { ...mail, isRead: true } : mail));
    this.#keep({ mails }, { itemId: id, fields: ['isRead'], by: 'person' });
  }

  /** Changes what an add-in keeps with an item, mail or draft. */
  keepForAddIn(id: string, patch: Partial<AddInState>): void {
    const item = this.item(id);
    if (!item) return;
    if (isDraft(item)) return this.changeDraft(id, patch, 'add-in');
    const mails = this.mails.map((mail) => (mail.id === id ? { ...mail, ...patch } : mail));
    this.#keep({ mails }, { itemId: id, fields: Object.keys(patch), by: 'add-in' });
  }

  /** Takes away what is only shown until the person turns to another item: every bar that is not persistent. */
  dropPassingBars(id: string): void {
    const before = this.item(id)?.notifications ?? [];
    const notifications = before.filter(({ persistent }) => persistent);
    if (notifications.length < before.length) this.keepForAddIn(id, { notifications });
  }

  keepRoamingSettings(roamingSettings: Readonly<Record<string, string>>): void {
    this.#keep({ roamingSettings }, { itemId: '', fields: ['roamingSettings'], by: 'add-in' });
  }

  async attach(
    draftId: string,
    given: Omit<Attachment, 'id'>,
    content: Content,
    by: Change['by'],
  ): Promise<Attachment> {
    const details: Attachment = { ...given, id: newId('A') };
    await this.#keepContent(details.id, content);
    const attachments = [...(this.draft(draftId)?.attachments ?? []), details];
    this.changeDraft(draftId, { attachments }, by);
    this.#tell({ itemId: draftId, fields: [], by, attachment: { status: 'added', details } });
    return details;
  }

  /** False when the draft has no such attachment. */
  detach(draftId: string, attachmentId: string, by: Change['by']): boolean {
    const before = this.draft(draftId)?.attachments ?? [];
    const details = before.find((attachment) => attachment.id === attachmentId);
    if (!details) return false;
    this.changeDraft(draftId, { attachments: before.filter((attachment) => attachment !== details) }, by);
    this.#tell({ itemId: draftId, fields: [], by, attachment: { status: 'removed', details } });
    return true;
  }

  async content(attachmentId: string): Promise<Content | undefined> {
    const content = this.#contents.get(attachmentId) ?? (await read<Content>('contents', attachmentId));
    if (content !== undefined) this.#contents.set(attachmentId, content);
    return content;
  }

  async #keepContent(id: string, content: Content): Promise<void> {
    this.#contents.set(id, content);
    await write('contents', id, content);
  }

  #keep(part: Partial<Kept>, change: Change): void {
    this.#kept = { ...this.#kept, ...part };
    if (this.#written) {
      this.#written = false;
      // What changes while an earlier write is still running goes into one later write.
      this.#writing = this.#writing.then(() => {
        this.#written = true;
        return write('mailboxes', this.owner.id, this.#kept);
      });
    }
    this.#tell(change);
  }

  #tell(change: Change): void {
    this.#listeners.forEach((listener) => listener(change));
  }
}
