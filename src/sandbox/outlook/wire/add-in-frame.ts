import type { Setting } from '../setting.ts';
import { sealEvent } from './envelope.ts';
import { officeThemes } from './theme.ts';

/** office.js picks its host file by the first three parts: outlook-web-16.01.js. */
const hostInfo = (isDialog: boolean): string => `Outlook$Web$16.01$en-US$telemetry$${isDialog ? 'isDialog' : ''}$$0`;

/** An iframe in which an add-in's page runs with office.js: the task pane or an inline dialog. */
export class AddInFrame {
  readonly element: HTMLIFrameElement;
  readonly origin: string;
  readonly conversationId = crypto.randomUUID();
  readonly controlId = crypto.randomUUID();
  readonly isDialog: boolean;
  /** What the button that opened it handed over; empty for the ribbon's. */
  readonly context: string;
  /** Id of the mail or draft this frame acts on. */
  itemId: string | undefined;
  readonly #registered = new Set<string>();

  constructor(
    address: string,
    setting: Setting,
    given: { title: string; isDialog: boolean; itemId: string | undefined; context?: string },
  ) {
    const url = new URL(address);
    this.origin = url.origin;
    this.isDialog = given.isDialog;
    this.itemId = given.itemId;
    this.context = given.context ?? '';
    url.searchParams.set('_host_Info', hostInfo(given.isDialog));
    this.element = document.createElement('iframe');
    this.element.title = given.title;
    this.element.allow = 'clipboard-write';
    // office.js reads the name while it loads: a name given after the address is too late.
    this.element.name = JSON.stringify({
      baseFrameName: 'add-in',
      hostInfo: hostInfo(given.isDialog).replaceAll('$', '|'),
      xdmInfo: `${this.conversationId}|${this.controlId}|${location.origin}`,
      serializerVersion: 1,
      flights: '[]',
      sandbox: { hostOrigin: location.origin, nestedAuth: setting.auth !== 'none', storage: setting.storage },
      officeTheme: officeThemes[setting.theme],
    });
    this.element.src = url.href;
  }

  register(eventName: string): void {
    this.#registered.add(eventName);
  }

  unregister(eventName: string): void {
    this.#registered.delete(eventName);
  }

  /** Sends an event if the add-in has asked for it. */
  tell(eventName: string, data: unknown): void {
    if (this.#registered.has(eventName)) this.post(sealEvent(eventName, this.conversationId, data));
  }

  post(sealed: string): void {
    this.element.contentWindow?.postMessage(sealed, this.origin);
  }
}
