import { h } from '../element.ts';
import { harmless, withContentIds, withPictures } from '../mailbox/body.ts';
import type { Draft } from '../mailbox/item.ts';

/** Where a message's body is written: rich text, or plain text in a text area. */
export class BodyEditor {
  readonly element = h('div', { class: 'editor' });
  readonly #changed: (body: string) => void;
  #place: HTMLElement | HTMLTextAreaElement = this.element;

  constructor(changed: (body: string) => void) {
    this.#changed = changed;
  }

  /** Shows the draft's body; pictures are the addresses of its inline images by content id. */
  show({ bodyType, body }: Draft, pictures: ReadonlyMap<string, string>): void {
    if (bodyType === 'text') {
      const area = h('textarea', {
        class: 'body',
        'aria-label': 'Message body',
        oninput: () => this.#changed(area.value),
      });
      area.value = body;
      this.#place = area;
    } else {
      const rich = h('div', {
        class: 'body',
        contenteditable: 'true',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': 'Message body',
        oninput: () => this.#changed(withContentIds(rich.innerHTML)),
      });
      rich.innerHTML = withPictures(harmless(body), pictures);
      this.#place = rich;
    }
    this.element.replaceChildren(this.#place);
  }

  /** Puts content where the cursor is, or at the end when it is elsewhere. */
  insert(content: string): void {
    if (this.#place instanceof HTMLTextAreaElement) {
      this.#place.setRangeText(content, this.#place.selectionStart, this.#place.selectionEnd, 'end');
      this.#changed(this.#place.value);
      return;
    }
    const selection = getSelection();
    const isInside = selection?.rangeCount ? this.#place.contains(selection.getRangeAt(0).startContainer) : false;
    const range = isInside && selection ? selection.getRangeAt(0) : document.createRange();
    if (!isInside) {
      range.selectNodeContents(this.#place);
      range.collapse(false);
    }
    range.deleteContents();
    range.insertNode(range.createContextualFragment(harmless(content)));
    range.collapse(false);
    this.#changed(withContentIds(this.#place.innerHTML));
  }
}
