import { h } from '../element.ts';
import { icon } from '../icon.ts';
import { resolve } from '../mailbox/address-book.ts';
import type { Recipient } from '../mailbox/item.ts';

interface Given {
  readonly label: string;
  readonly book: readonly Recipient[];
  readonly changed: (recipients: readonly Recipient[]) => void;
}

/** A To, Cc or Bcc line: a chip for each recipient, and room to type the next. */
export class RecipientField {
  readonly element: HTMLElement;
  readonly #given: Given;
  readonly #chips = h('span', { class: 'chips' });
  readonly #input: HTMLInputElement;
  #recipients: readonly Recipient[] = [];

  constructor(given: Given) {
    this.#given = given;
    const listId = `book-${given.label}`;
    this.#input = h('input', {
      type: 'text',
      'aria-label': given.label,
      autocomplete: 'off',
      list: listId,
      onkeydown: (event: KeyboardEvent) => this.#key(event),
      onblur: () => this.#take(),
    });
    this.element = h(
      'div',
      { class: 'field', 'data-testid': `field-${given.label.toLowerCase()}` },
      h('span', { class: 'field-label', 'aria-hidden': 'true' }, given.label),
      this.#chips,
      this.#input,
      h(
        'datalist',
        { id: listId },
        ...given.book.map(({ name, address }) => h('option', { value: `${name} <${address}>` })),
      ),
    );
  }

  show(recipients: readonly Recipient[]): void {
    this.#recipients = recipients;
    this.#chips.replaceChildren(...recipients.map((recipient) => this.#chip(recipient)));
  }

  #chip(recipient: Recipient): HTMLElement {
    const isResolved = recipient.address !== '';
    return h(
      'span',
      {
        class: isResolved ? 'chip' : 'chip unresolved',
        title: isResolved ? recipient.address : 'Outlook knows no address for this name',
      },
      recipient.name,
      h(
        'button',
        {
          type: 'button',
          'aria-label': `Remove ${recipient.name}`,
          onclick: () => this.#set(this.#recipients.filter((one) => one !== recipient)),
        },
        icon('close'),
      ),
    );
  }

  #key(event: KeyboardEvent): void {
    const isTyped = this.#input.value.trim() !== '';
    if (['Enter', ';', ','].includes(event.key)) {
      event.preventDefault();
      this.#take();
    } else if (event.key === 'Backspace' && !isTyped && this.#recipients.length > 0) {
      this.#set(this.#recipients.slice(0, -1));
    }
  }

  /** Makes recipients of what was typed or pasted. */
  #take(): void {
    const typed = this.#input.value.split(/[;\n]|,(?=\s|$)/).filter((part) => part.trim() !== '');
    this.#input.value = '';
    if (typed.length === 0) return;
    this.#set([...this.#recipients, ...typed.map((part) => resolve(part, this.#given.book))]);
  }

  #set(recipients: readonly Recipient[]): void {
    this.show(recipients);
    this.#given.changed(recipients);
  }
}
