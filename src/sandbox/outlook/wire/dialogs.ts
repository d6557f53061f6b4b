import type { AddInFrame } from './add-in-frame.ts';

/** Inline dialogs (displayInIframe): a frame of the host, owned by the frame that opened it. */

interface Wanted {
  readonly url: string;
  /** Per cent of the window. */
  readonly width: number;
  readonly height: number;
}

/** How a dialog comes to the screen; returns what takes it away again. */
export type ShowDialog = (wanted: Wanted, closedByUser: () => void) => { frame: AddInFrame; remove: () => void };

const received = 'dialogMessageReceived';
const closedByUser = { messageType: 12006 };

export class Dialogs {
  readonly #show: ShowDialog;
  readonly #gone: (dialog: AddInFrame) => void;
  readonly #open = new Map<AddInFrame, { owner: AddInFrame; remove: () => void }>();

  constructor(show: ShowDialog, gone: (dialog: AddInFrame) => void) {
    this.#show = show;
    this.#gone = gone;
  }

  /** Registering for the dialog's messages is the call that opens it. */
  open(owner: AddInFrame, target: string): AddInFrame {
    const { frame, remove } = this.#show(JSON.parse(target) as Wanted, () => {
      owner.tell(received, closedByUser);
      this.#forget(frame);
    });
    this.#open.set(frame, { owner, remove });
    return frame;
  }

  closeOf(owner: AddInFrame): void {
    for (const [frame, dialog] of this.#open) if (dialog.owner === owner) this.#forget(frame);
  }

  messageParent(from: AddInFrame, message: unknown): void {
    this.#open.get(from)?.owner.tell(received, {
      messageType: 0,
      messageContent: message,
      messageOrigin: from.origin,
    });
  }

  messageChild(owner: AddInFrame, message: unknown): void {
    for (const [frame, dialog] of this.#open) {
      if (dialog.owner !== owner) continue;
      frame.tell('dialogParentMessageReceived', {
        messageType: 1,
        messageContent: message,
        messageOrigin: owner.origin,
      });
    }
  }

  #forget(frame: AddInFrame): void {
    this.#open.get(frame)?.remove();
    this.#open.delete(frame);
    this.#gone(frame);
  }
}
