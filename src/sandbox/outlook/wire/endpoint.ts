import type { AddInFrame } from './add-in-frame.ts';
import { code, refused } from './answer.ts';
import { appContext } from './app-context.ts';
import { Commands, type Completion } from './commands.ts';
import { Dialogs, type ShowDialog } from './dialogs.ts';
import { openRequest, sealAnswer, type WireRequest } from './envelope.ts';
import { initialData } from './initial-data.ts';
import { execute } from './methods.ts';
import { answerQuestion, openQuestion } from './nested-auth.ts';
import type { Outlook } from './outlook.ts';

const invoke = 0;
const register = 1;
const dialogMessages = 'dialogMessageReceived';
const commonMethod = { commandCompleted: 94, closeContainer: 97, messageParent: 144, messageChild: 145 };
const unsupportedByHost = 5000;

/** What office.js tells of the keyboard at the pane's edge, by its numbers. */
const leaving: Readonly<Record<number, Parameters<Outlook['leavePane']>[0]>> = {
  5: 'next',
  6: 'previous',
  13: 'next',
  14: 'previous',
  15: 'mail',
  17: 'next',
  18: 'previous',
};

interface EventParameters {
  readonly targetId: string;
}

interface MethodParameters {
  readonly ApiParams?: unknown;
  readonly MethodData: { readonly DispatchId: number };
}

interface CommonParameters {
  readonly DdaMethod: { readonly DispatchId: number };
  /** Of a completed command: its status, and what it said as JSON. */
  readonly 1?: unknown;
  readonly 2?: unknown;
  readonly messageToParent?: unknown;
  readonly messageContent?: unknown;
}

const isCompletion = (data: unknown): boolean =>
  (data as CommonParameters).DdaMethod.DispatchId === commonMethod.commandCompleted;

/** The host's end of the wire: hears every add-in frame of this window and answers as Outlook on the web does. */
export class Endpoint {
  readonly #outlook: Outlook;
  readonly #dialogs: Dialogs;
  readonly #commands = new Commands();
  readonly #frames = new Set<AddInFrame>();

  constructor(outlook: Outlook, showDialog: ShowDialog) {
    this.#outlook = outlook;
    this.#dialogs = new Dialogs(showDialog, (dialog) => this.#frames.delete(dialog));
    window.addEventListener('message', (event: MessageEvent<unknown>) => void this.#hear(event));
  }

  attach(frame: AddInFrame): void {
    this.#frames.add(frame);
  }

  detach(frame: AddInFrame): void {
    this.#dialogs.closeOf(frame);
    this.#commands.forget(frame);
    this.#frames.delete(frame);
  }

  /** Calls a function of the add-in's in a frame that is attached; without end when it never completes. */
  run(frame: AddInFrame, name: string, event: object): Promise<Completion> {
    return this.#commands.run(frame, name, event);
  }

  /** Sends an event to every frame that has asked for it. */
  tell(eventName: string, data: unknown): void {
    this.#frames.forEach((frame) => frame.tell(eventName, data));
  }

  async #hear({ source, origin, data }: MessageEvent<unknown>): Promise<void> {
    const frame = [...this.#frames].find(({ element }) => element.contentWindow === source && source !== null);
    if (!frame || origin !== frame.origin || this.#outlook.setting.host === 'silent') return;
    const question = openQuestion(data);
    if (question) {
      const answer = await answerQuestion(question, this.#outlook);
      if (answer) frame.post(answer);
      return;
    }
    const request = openRequest(data);
    if (request?._conversationId !== frame.conversationId) return;
    const answer = await this.#answer(frame, request);
    if (answer === undefined) return;
    frame.post(sealAnswer(request, answer));
    if (request._actionType === register) this.#commands.registered(frame, request._actionName);
  }

  /** The answer's data; undefined: this host stays silent. */
  async #answer(frame: AddInFrame, request: WireRequest): Promise<unknown> {
    const { _actionName: name, _actionType: type, _data: data } = request;
    const isMute = this.#outlook.setting.host === 'mute';
    if (type !== invoke) {
      if (isMute && name !== 'appCommandInvoked') return undefined;
      return this.#subscribe(frame, name, type === register, data as EventParameters);
    }
    switch (name) {
      case 'ContextActivationManager_getAppContextAsync':
        return appContext(this.#outlook, frame.controlId);
      case 'GetInitialData':
        return initialData(
          this.#outlook,
          frame.itemId === undefined ? undefined : this.#outlook.mailbox.item(frame.itemId),
        );
      case 'ContextActivationManager_openWindowInHost':
        window.open((data as { strUrl: string }).strUrl);
        return null;
      case 'ContextActivationManager_notifyHost': {
        const [, action] = data as readonly [string, number];
        const to = leaving[action];
        if (to) this.#outlook.leavePane(to);
        return null;
      }
      case 'ExecuteMethod': {
        if (isMute) return undefined;
        const { ApiParams, MethodData } = data as MethodParameters;
        return execute(this.#outlook, frame, MethodData.DispatchId, ApiParams).catch(() => refused(code.internal));
      }
      case 'executeMethod':
        return isMute && !isCompletion(data) ? undefined : this.#common(frame, data as CommonParameters);
      default:
        return null;
    }
  }

  #subscribe(frame: AddInFrame, name: string, begins: boolean, { targetId }: EventParameters): object {
    if (!begins) {
      if (name === dialogMessages) this.#dialogs.closeOf(frame);
      frame.unregister(name);
      return { Error: 0 };
    }
    frame.register(name);
    if (name === dialogMessages && targetId) this.attach(this.#dialogs.open(frame, targetId));
    return { Error: 0 };
  }

  #common(frame: AddInFrame, data: CommonParameters): object {
    const { DdaMethod, messageToParent, messageContent } = data;
    const { DispatchId } = DdaMethod;
    if (DispatchId === commonMethod.commandCompleted) this.#commands.completed(frame, data[1], data[2]);
    else if (DispatchId === commonMethod.messageParent) this.#dialogs.messageParent(frame, messageToParent);
    else if (DispatchId === commonMethod.messageChild) this.#dialogs.messageChild(frame, messageContent);
    else if (DispatchId === commonMethod.closeContainer) this.#outlook.closePane();
    else return { Version: 1, Error: unsupportedByHost };
    return { Version: 1, Error: 0 };
  }
}
