import { h } from '../element.ts';
import type { AddIn } from '../sandbox-api.ts';
import { minorOf } from '../setting.ts';
import { AddInFrame } from '../wire/add-in-frame.ts';
import type { Completion } from '../wire/commands.ts';
import type { Endpoint } from '../wire/endpoint.ts';
import type { Outlook } from '../wire/outlook.ts';

/** The events that Postlane handles, by the Mailbox requirement set each came with. */
const since = { OnNewMessageCompose: 10, OnMessageSend: 12 } as const;
type EventName = keyof typeof since;

/** One event under way. */
export interface Launched {
  /** Null when the add-in cannot be loaded. It may never come. */
  readonly completed: Promise<Completion | null>;
  stop(): void;
}

/** What an add-in does by itself: each event runs in a page of the add-in's that nobody sees. */
export class LaunchEvents {
  readonly #outlook: Outlook;
  readonly #endpoint: Endpoint;
  readonly #launch: AddIn['launch'];
  readonly #paneUrl: string;
  readonly #place = h('div', { class: 'launch-events', hidden: true });

  constructor(outlook: Outlook, endpoint: Endpoint, { launch }: AddIn, paneUrl: string) {
    this.#outlook = outlook;
    this.#endpoint = endpoint;
    this.#launch = launch;
    this.#paneUrl = paneUrl;
    document.body.append(this.#place);
  }

  /** What the manifest says may be done about an add-in's no: PromptUser, SoftBlock or Block. */
  get sendMode(): string {
    return this.#launch?.sendMode ?? 'PromptUser';
  }

  /** Starts the add-in for an event on a draft; null when this Outlook runs none, or the add-in handles none. */
  start(event: EventName, itemId: string): Launched | null {
    const { setting } = this.#outlook;
    const name = this.#launch?.functions[event];
    if (!this.#launch || name === undefined || setting.events === 'off' || minorOf(setting) < since[event]) return null;
    // Built with one address, served at another, beside the pane.
    const { href } = new URL(new URL(this.#launch.page).pathname, this.#paneUrl);
    const frame = new AddInFrame(href, setting, { title: `Postlane ${event}`, isDialog: false, itemId });
    this.#endpoint.attach(frame);
    this.#place.append(frame.element);
    const stop = () => {
      this.#endpoint.detach(frame);
      frame.element.remove();
    };
    const completed = this.#endpoint.run(frame, name, { type: event, source: { id: event } });
    void completed.then(stop);
    return { completed: Promise.race([completed, isAway(href)]), stop };
  }
}

/** Null as soon as it is known that the page cannot be had; else it never settles. */
async function isAway(href: string): Promise<null> {
  const away = await fetch(href, { mode: 'no-cors' }).then(
    () => false,
    () => true,
  );
  return away ? null : new Promise(() => undefined);
}
