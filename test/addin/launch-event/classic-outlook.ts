import type { Standing } from '../../../src/addin/launch-event/standing.ts';
import { startEngine } from './engine.ts';

export const NORA = 'nora.lindqvist@fjordlight.example';
export const CHANNEL = '5b0a1f6e-0000-4f7e-8a33-1d8f7c2a0001';
export const BROKEN_AT = Date.UTC(2026, 10, 20, 9, 30);

export const aStanding = (change: Partial<Standing> = {}): Standing => ({
  channelId: CHANNEL,
  address: NORA,
  state: 'password-refused',
  since: BROKEN_AT,
  secret: 'password',
  waiting: 12,
  ...change,
});

type Answer = (result: object) => void;
type Options = Office.SmartAlertsEventCompletedOptions;

export interface ClassicOutlook {
  /** The newest Mailbox set there is. */
  set?: string;
  /** What the mailbox keeps for the add-in: JSON values by key. */
  kept?: Readonly<Record<string, unknown>>;
  from?: string;
  /** The note that a pane left when it handed the draft over: with the draft, unless it is with the window. */
  note?: string;
  noteIn?: 'session';
  /** Calls that never answer, and calls that fail. */
  silent?: readonly string[];
  refuses?: readonly string[];
  /** What there is beside the language: fetch, the bridge. Nothing unless given. */
  globals?: Readonly<Record<string, unknown>>;
  /** Takes away what office.js usually has. */
  without?: 'mailbox' | 'requirements' | 'roamingSettings';
}

/**
 * Classic Outlook for Windows around the launch event as it is shipped: an engine without a page, and as much of Office as
 * the handlers need. Each event runs in an engine of its own, as there.
 */
export function classicOutlook(script: string, given: ClassicOutlook = {}) {
  const minor = Number((given.set ?? '1.15').split('.')[1]);
  const mailbox = new Map(Object.entries(given.kept ?? {}));
  const session = new Map<string, string>();
  const properties = new Map<string, string>();
  if (given.note !== undefined) (given.noteIn === 'session' ? session : properties).set('postlane.message', given.note);
  const bars = new Map<string, Office.NotificationMessageDetails>();

  const method =
    <Args extends unknown[]>(name: string, act: (...args: Args) => unknown) =>
    (...args: [...Args, Answer]) => {
      const answer = args.at(-1) as Answer;
      if (given.silent?.includes(name)) return;
      queueMicrotask(() => {
        if (given.refuses?.includes(name)) answer({ status: 'failed', error: { code: 9019, message: 'Refused.' } });
        else answer({ status: 'succeeded', value: act(...(args as unknown as Args)) });
      });
    };

  const item = {
    itemType: 'message',
    subject: { getAsync: method('subject', () => '') },
    from: { getAsync: method('from', () => ({ displayName: '', emailAddress: given.from ?? NORA })) },
    sessionData: {
      getAsync: method('sessionGet', (key: string) => session.get(key) ?? ''),
      setAsync: method('sessionSet', (key: string, value: string) => session.set(key, value)),
    },
    loadCustomPropertiesAsync: method('properties', () => properties),
    notificationMessages: {
      replaceAsync: method('replace', (key: string, details: Office.NotificationMessageDetails) =>
        bars.set(key, details),
      ),
    },
  };

  function start() {
    const handlers = new Map<string, (event: object) => void>();
    // Each engine gets a copy, and what it saves is what the next one gets.
    const copy = new Map(mailbox);
    const context: Record<string, unknown> = {
      platform: 'PC',
      requirements: {
        isSetSupported: (name: string, set: string) => name === 'Mailbox' && Number(set.split('.')[1]) <= minor,
      },
      mailbox: { userProfile: { displayName: '', emailAddress: NORA }, item },
      roamingSettings: {
        get: (key: string) => copy.get(key),
        set: (key: string, value: unknown) => copy.set(key, value),
        saveAsync: method('roamingSave', () => {
          for (const [key, value] of copy) mailbox.set(key, JSON.parse(JSON.stringify(value)));
        }),
      },
    };
    if (given.without) delete context[given.without];
    const office = {
      context,
      actions: { associate: (name: string, handler: (event: object) => void) => handlers.set(name, handler) },
      AsyncResultStatus: { Succeeded: 'succeeded', Failed: 'failed' },
      onReady: () => {
        throw new Error('There is no page to be ready.');
      },
    };
    return { engine: startEngine(script, { ...given.globals, Office: office }), handlers };
  }

  /** Runs one event; how it was completed, once for each time it was. */
  function run(name: string) {
    const { engine, handlers } = start();
    const completions: (Options | undefined)[] = [];
    const handler = handlers.get(name);
    if (!handler) throw new Error(`Nobody handles ${name}.`);
    handler({ completed: (options?: Options) => completions.push(options) });
    return { ...engine, completions };
  }

  return {
    bars,
    mailbox,
    session,
    /** Presses Send and lets a moment pass, unless the decision is there at once: what Outlook was told. */
    async send(): Promise<Options | undefined> {
      const { completions, pass } = run('onMessageSend');
      await pass(0);
      if (completions.length === 0) await pass(2_000);
      if (completions.length !== 1) throw new Error(`Completed ${completions.length} times.`);
      return completions[0];
    },
    run,
    /** Another draft: what was kept with the one before is not with it. */
    anotherDraft() {
      session.clear();
      properties.clear();
      bars.clear();
    },
  };
}
