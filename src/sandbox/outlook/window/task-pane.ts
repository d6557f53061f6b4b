import { h } from '../element.ts';
import { icon } from '../icon.ts';
import { isDraft } from '../mailbox/item.ts';
import { narrowestPane, widestPane } from '../setting.ts';
import { AddInFrame } from '../wire/add-in-frame.ts';
import type { Endpoint } from '../wire/endpoint.ts';
import { initialData } from '../wire/initial-data.ts';
import { themeEvent } from '../wire/theme.ts';
import type { OutlookWindow } from './outlook-window.ts';
import { mark } from './mark.ts';

interface Changed {
  /** Another mail or draft is shown. */
  readonly moved: boolean;
  /** This Outlook became another one, as far as an add-in can tell. */
  readonly restarts: boolean;
  readonly theme: boolean;
}

const keyStep = 20;

/** The add-in's task pane beside the mail: its frame, its header, its edge that can be dragged. */
export class TaskPane {
  readonly element = h('aside', { class: 'pane', 'aria-label': 'Postlane task pane', hidden: true });
  readonly #owner: OutlookWindow;
  readonly #paneUrl: string;
  readonly #endpoint: Endpoint;
  #frame: AddInFrame | undefined;
  #handedOver = '';

  constructor(owner: OutlookWindow, endpoint: Endpoint, paneUrl: string) {
    this.#owner = owner;
    this.#endpoint = endpoint;
    this.#paneUrl = paneUrl;
  }

  /** Opens the pane, or opens it anew, with something handed over by the button that does. */
  openWith(context: string): void {
    this.#handedOver = context;
    if (this.#frame) this.#open();
    else this.#owner.change({ pane: true });
  }

  /** Brings the pane in line with the window, as Outlook on the web does. */
  follow({ moved, restarts, theme }: Changed): void {
    const { setting, currentItem } = this.#owner;
    this.element.style.setProperty('--width', `${String(setting.width)}px`);
    if (theme) this.#endpoint.tell('officeThemeChanged', themeEvent(setting.theme));
    if (!setting.pane) return this.#close();
    if (!this.#frame) return currentItem === undefined ? this.#owner.closePane() : this.#open();
    if (restarts) return this.#open();
    if (moved && currentItem !== this.#frame.itemId) this.#move(this.#frame);
  }

  /** Puts the keyboard back on the pane's header. */
  focusHeader(): void {
    this.element.querySelector<HTMLElement>('.pane-header button:last-of-type')?.focus();
  }

  /** Sends an event about an item to the pane, when the pane stands beside that item. */
  tell(itemId: string, eventName: string, data: unknown): void {
    if (this.#frame?.itemId === itemId) this.#frame.tell(eventName, data);
  }

  #move(frame: AddInFrame): void {
    const { setting, currentItem, mailbox } = this.#owner;
    const item = currentItem === undefined ? undefined : mailbox.item(currentItem);
    const before = frame.itemId === undefined ? undefined : mailbox.item(frame.itemId);
    const isReading = !(item && isDraft(item)) && !(before && isDraft(before)) && setting.folder !== 'drafts';
    if (!setting.pinned) return this.#owner.closePane();
    if (!isReading) return item ? this.#open() : this.#owner.closePane();
    frame.itemId = currentItem;
    frame.tell('olkItemSelectedChanged', item ? initialData(this.#owner, item) : '');
  }

  #open(): void {
    const { setting, currentItem } = this.#owner;
    const context = this.#handedOver;
    this.#handedOver = '';
    this.#close();
    const frame = new AddInFrame(this.#paneUrl, setting, {
      ...{ title: 'Postlane', isDialog: false },
      ...{ itemId: currentItem, context },
    });
    this.#frame = frame;
    this.#endpoint.attach(frame);
    this.element.replaceChildren(this.#edge(), this.#header(), frame.element);
    this.element.hidden = false;
  }

  #close(): void {
    if (!this.#frame) return;
    this.#endpoint.detach(this.#frame);
    this.#frame = undefined;
    this.element.replaceChildren();
    this.element.hidden = true;
  }

  #header(): HTMLElement {
    const { person, setting } = this.#owner;
    // Outlook.com offers no pinning; before Mailbox 1.5 nobody did.
    const canPin = person.accountType !== 'outlookCom';
    const pin = h(
      'button',
      {
        type: 'button',
        class: 'pane-button',
        'aria-label': 'Pin',
        'aria-pressed': String(setting.pinned),
        title: 'Keep open while you read other mail',
        onclick: () => {
          this.#owner.change({ pinned: !this.#owner.setting.pinned });
          pin.setAttribute('aria-pressed', String(this.#owner.setting.pinned));
        },
      },
      icon('pin'),
    );
    const button = (label: string, picture: 'reload' | 'close', act: () => void) =>
      h(
        'button',
        { type: 'button', class: 'pane-button', 'aria-label': label, title: label, onclick: act },
        icon(picture),
      );
    return h(
      'header',
      { class: 'pane-header' },
      mark(),
      h('h2', {}, 'Postlane'),
      canPin && pin,
      button('Reload pane', 'reload', () => this.#open()),
      button('Close pane', 'close', () => this.#owner.closePane()),
    );
  }

  #edge(): HTMLElement {
    const resize = (width: number) => {
      const within = Math.round(Math.min(widestPane, Math.max(narrowestPane, width)));
      this.#owner.change({ width: within });
      edge.setAttribute('aria-valuenow', String(within));
    };
    const edge = h('div', {
      class: 'pane-edge',
      role: 'separator',
      tabindex: 0,
      'aria-orientation': 'vertical',
      'aria-label': 'Width of the pane',
      'aria-valuemin': narrowestPane,
      'aria-valuemax': widestPane,
      'aria-valuenow': this.#owner.setting.width,
      onpointerdown: ({ pointerId }: PointerEvent) => edge.setPointerCapture(pointerId),
      onpointermove: (event: PointerEvent) => {
        if (edge.hasPointerCapture(event.pointerId)) resize(this.element.getBoundingClientRect().right - event.clientX);
      },
      onkeydown: ({ key }: KeyboardEvent) => {
        if (key === 'ArrowLeft') resize(this.#owner.setting.width + keyStep);
        if (key === 'ArrowRight') resize(this.#owner.setting.width - keyStep);
      },
    });
    return edge;
  }
}
