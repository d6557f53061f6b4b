import type { AddInFrame } from './add-in-frame.ts';

/** How a function of the add-in ended: 0 when it ran, and what it gave to `completed`. */
export interface Completion {
  readonly status: number;
  readonly options: Readonly<Record<string, unknown>>;
}

interface Running {
  readonly name: string;
  readonly event: object;
  readonly settle: (completion: Completion) => void;
}

const invoked = 'appCommandInvoked';

/** Functions of the add-in that the host calls, one in a frame: as soon as office.js asks for commands, it is told of this one. */
export class Commands {
  readonly #running = new Map<AddInFrame, Running>();

  run(frame: AddInFrame, name: string, event: object): Promise<Completion> {
    return new Promise((settle) => this.#running.set(frame, { name, event, settle }));
  }

  /** A frame has registered for an event, and has its answer. */
  registered(frame: AddInFrame, eventName: string): void {
    const running = this.#running.get(frame);
    if (!running || eventName !== invoked) return;
    frame.tell(invoked, { 0: frame.controlId, 1: running.name, 2: JSON.stringify(running.event) });
  }

  completed(frame: AddInFrame, status: unknown, json: unknown): void {
    const { completedContext } = (typeof json === 'string' && json !== '' ? JSON.parse(json) : {}) as {
      completedContext?: Completion['options'];
    };
    this.#running.get(frame)?.settle({ status: Number(status), options: completedContext ?? {} });
    this.forget(frame);
  }

  forget(frame: AddInFrame): void {
    this.#running.delete(frame);
  }
}
