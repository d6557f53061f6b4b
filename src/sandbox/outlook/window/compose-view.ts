import { h } from '../element.ts';
import { addressBook } from '../mailbox/address-book.ts';
import { contentTypeOf, toBase64 } from '../mailbox/attachment-content.ts';
import { htmlOf, pictureTag, textOf } from '../mailbox/body.ts';
import type { Attachment, Draft, Importance, RecipientField as FieldName } from '../mailbox/item.ts';
import type { Change } from '../mailbox/mailbox.ts';
import { attachmentList, download } from './attachment-list.ts';
import { BodyEditor } from './body-editor.ts';
import { picturesOf } from './mail-body.ts';
import { notifications } from './notifications.ts';
import type { OutlookWindow } from './outlook-window.ts';
import { RecipientField } from './recipient-field.ts';
import { addInButton, gap, ribbon, ribbonButton } from './ribbon.ts';

const fieldNames: readonly (readonly [FieldName, string])[] = [
  ['to', 'To'],
  ['cc', 'Cc'],
  ['bcc', 'Bcc'],
];

const redrawRibbon: readonly (keyof Draft)[] = ['importance', 'bodyType'];

/** The window in which a message is written. What is typed is in the mailbox at once. */
export class ComposeView {
  readonly draftId: string;
  readonly element = h('section', { class: 'compose', 'aria-label': 'Compose' });
  readonly #owner: OutlookWindow;
  readonly #fields: ReadonlyMap<FieldName, RecipientField>;
  readonly #from: HTMLInputElement;
  readonly #subject: HTMLInputElement;
  readonly #editor: BodyEditor;
  readonly #ribbon = h('div', { class: 'ribbon-place' });
  readonly #bars = h('div', {});
  readonly #attachments = h('div', {});
  readonly #word = h('p', { class: 'bar bar-errorMessage', role: 'alert', hidden: true });

  readonly #place: 'inline' | 'floating';

  constructor(owner: OutlookWindow, draftId: string, place: 'inline' | 'floating' = 'inline') {
    this.#owner = owner;
    this.#place = place;
    this.draftId = draftId;
    const book = addressBook(owner.people);
    this.#fields = new Map(
      fieldNames.map(([name, label]) => [
        name,
        new RecipientField({ label, book, changed: (recipients) => this.#change({ [name]: recipients }) }),
      ]),
    );
    // As "Other email address" in the real one: an alias, or a mailbox that is shared.
    this.#from = h('input', {
      type: 'email',
      class: 'from',
      'aria-label': 'From',
      value: owner.person.address,
      oninput: () => this.#change({ from: { name: owner.person.name, address: this.#from.value.trim() } }),
    });
    this.#subject = h('input', {
      type: 'text',
      class: 'compose-subject',
      placeholder: 'Add a subject',
      'aria-label': 'Subject',
      oninput: () => this.#change({ subject: this.#subject.value }),
    });
    this.#editor = new BodyEditor((body) => this.#change({ body }));
    this.element.append(
      this.#ribbon,
      this.#bars,
      this.#word,
      h(
        'div',
        { class: 'compose-card' },
        h('div', { class: 'field' }, h('span', { class: 'field-label' }, 'From'), this.#from),
        ...[...this.#fields.values()].map(({ element }) => element),
        this.#subject,
        this.#attachments,
        this.#editor.element,
      ),
    );
    this.#draw(Object.keys(this.#draft ?? {}));
  }

  /** Draws what changed by another hand: the add-in, or another view of the same draft. */
  changed({ itemId, fields, by }: Change): void {
    if (itemId !== this.draftId) return;
    const own = ['to', 'cc', 'bcc', 'subject', 'body'];
    this.#draw(by === 'add-in' ? fields : fields.filter((field) => !own.includes(field)));
  }

  insert(content: string): void {
    this.#editor.insert(content);
  }

  get #draft(): Draft | undefined {
    return this.#owner.mailbox.draft(this.draftId);
  }

  #change(patch: Partial<Draft>): void {
    this.#word.hidden = true;
    this.#owner.mailbox.changeDraft(this.draftId, patch, 'person');
  }

  #draw(fields: readonly string[]): void {
    const draft = this.#draft;
    if (!draft) return;
    for (const [name, field] of this.#fields) if (fields.includes(name)) field.show(draft[name]);
    if (fields.includes('from') && draft.from) this.#from.value = draft.from.address;
    if (fields.includes('subject')) this.#subject.value = draft.subject;
    if (fields.includes('notifications')) this.#bars.replaceChildren(notifications(this.#owner, draft));
    if (redrawRibbon.some((field) => fields.includes(field))) this.#ribbon.replaceChildren(this.#buttons(draft));
    if (fields.includes('attachments')) this.#drawAttachments(draft);
    const hasPictures = draft.attachments.some(({ isInline }) => isInline);
    const concernsBody = fields.includes('attachments') && hasPictures;
    if (fields.includes('body') || fields.includes('bodyType') || concernsBody) void this.#drawBody();
  }

  async #drawBody(): Promise<void> {
    const pictures = await picturesOf(this.#owner.mailbox, this.#draft?.attachments ?? []);
    if (this.#draft) this.#editor.show(this.#draft, pictures);
  }

  #drawAttachments({ attachments }: Draft): void {
    const { mailbox } = this.#owner;
    const open = async ({ id, kind, name, contentType }: Attachment) => {
      const content = (await mailbox.content(id)) ?? '';
      if (kind === 'cloud') window.open(content, '_blank', 'noopener');
      else download(name, `data:${contentType};base64,${content}`);
    };
    this.#attachments.replaceChildren(
      attachmentList(
        attachments,
        (attachment) => void open(attachment),
        ({ id }) => mailbox.detach(this.draftId, id, 'person'),
      ),
    );
  }

  #buttons({ importance, bodyType }: Draft): HTMLElement {
    const rank = (wanted: Importance) => () =>
      this.#change({ importance: this.#draft?.importance === wanted ? 'normal' : wanted });
    const isPlain = bodyType === 'text';
    return ribbon(
      ribbonButton('Send', 'send', () => this.#send(), { isPrimary: true }),
      ribbonButton('Discard', 'discard', () => this.#owner.mailbox.dropDraft(this.draftId)),
      gap(),
      this.#filePicker('Attach file', 'attach', (file) => this.#attach(file, false)),
      !isPlain && this.#filePicker('Insert picture', 'picture', (file) => this.#attach(file, true)),
      ribbonButton('Attach from the cloud', 'cloud', () => void this.#attachFromCloud(), { iconOnly: true }),
      gap(),
      ribbonButton('High importance', 'high', rank('high'), { pressed: importance === 'high', iconOnly: true }),
      ribbonButton('Low importance', 'low', rank('low'), { pressed: importance === 'low', iconOnly: true }),
      ribbonButton('Plain text', 'text', () => this.#changeFormat(), { pressed: isPlain, iconOnly: true }),
      gap(),
      this.#place === 'inline' && addInButton(this.#owner),
    );
  }

  #filePicker(words: string, picture: 'attach' | 'picture', take: (file: File) => Promise<void>): HTMLElement {
    const input = h('input', {
      type: 'file',
      hidden: true,
      multiple: true,
      accept: picture === 'picture' && 'image/*',
      'data-testid': picture === 'picture' ? 'insert-picture' : 'attach-file',
      onchange: async () => {
        for (const file of input.files ?? []) await take(file);
        input.value = '';
      },
    });
    return h(
      'span',
      {},
      ribbonButton(words, picture, () => input.click(), { iconOnly: true }),
      input,
    );
  }

  async #attach(file: File, isInline: boolean): Promise<void> {
    const { mailbox } = this.#owner;
    const contentId = isInline ? `${crypto.randomUUID()}@sandbox` : '';
    const contentType = file.type || contentTypeOf(file.name);
    const details = { name: file.name, sizeBytes: file.size, contentType, kind: 'file', isInline, contentId } as const;
    const content = toBase64(new Uint8Array(await file.arrayBuffer()));
    await mailbox.attach(this.draftId, details, content, 'person');
    if (!isInline) return;
    const body = (this.#draft?.body ?? '') + pictureTag(contentId, file.name);
    mailbox.changeDraft(this.draftId, { body }, 'add-in');
  }

  async #attachFromCloud(): Promise<void> {
    const { mailbox, person } = this.#owner;
    const name = 'Framework contract.docx';
    const details = {
      name,
      sizeBytes: 48_211,
      contentType: contentTypeOf(name),
      kind: 'cloud',
      isInline: false,
      contentId: '',
    } as const;
    const link = `https://files.${person.address.split('@')[1] ?? 'example'}/sales/${encodeURIComponent(name)}`;
    await mailbox.attach(this.draftId, details, link, 'person');
  }

  #changeFormat(): void {
    const { bodyType, body } = this.#draft ?? { bodyType: 'html', body: '' };
    if (bodyType === 'html') this.#change({ bodyType: 'text', body: textOf(body) });
    else this.#change({ bodyType: 'html', body: htmlOf(body) });
  }

  #send(): void {
    const draft = this.#draft;
    const recipients = draft ? [...draft.to, ...draft.cc, ...draft.bcc] : [];
    const unknown = recipients.find(({ address }) => address === '');
    this.#word.hidden = recipients.length > 0 && !unknown;
    this.#word.textContent = unknown
      ? `Outlook knows no address for “${unknown.name}”.`
      : 'Add at least one recipient first.';
    if (this.#word.hidden) void this.#owner.send(this.draftId);
  }
}
