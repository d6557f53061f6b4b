/**
 * Outlook as the host room sees it, so far as Office.js documents it: asynchronous answers, a web client that refuses a
 * fourth call at once, custom properties that are a copy until they are saved, and nothing beyond the requirement set.
 */
export interface FakeOutlook {
  /** The newest Mailbox set there is, such as 1.16. */
  set?: string;
  item?: 'read' | 'compose' | 'appointment' | 'none';
  accountType?: string;
  background?: string;
  draft?: Partial<FakeDraft>;
  /** As Office names it: OfficeOnline for the web and the new Outlook, PC for the classic one. */
  platform?: string;
  /** What the button that opened the pane carried. */
  context?: unknown;
  /** What the mailbox keeps for the add-in. */
  roaming?: Record<string, unknown>;
  /** Whether it opens windows at all; it does. */
  windows?: boolean;
  /** Calls that never answer. */
  silent?: string[];
  /** Calls that answer with an error of this code the first time. */
  refusesOnce?: Record<string, number>;
  /** Calls that answer with an error of this code. */
  refuses?: Record<string, number>;
}

export interface FakeDraft {
  from: { displayName: string; emailAddress: string };
  to: { displayName: string; emailAddress: string }[];
  cc: { displayName: string; emailAddress: string }[];
  bcc: { displayName: string; emailAddress: string }[];
  subject: string;
  body: { type: 'html' | 'text'; content: string };
  attachments: object[];
  contents: Record<string, { format: string; content: string }>;
  composeType: string;
  inReplyTo: string;
}

const EMPTY: FakeDraft = {
  from: { displayName: 'Rosa Rep', emailAddress: 'rosa@contoso.example' },
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  body: { type: 'html', content: '' },
  attachments: [],
  contents: {},
  composeType: 'newMail',
  inReplyTo: '',
};

/** A window of the pane's, and what Office tells of it. */
interface FakeWindow {
  url: string;
  options: object;
  isOpen: boolean;
  /** What comes of closing it besides. */
  onClose: () => void;
  tell(type: 'dialogMessageReceived' | 'dialogEventReceived', event: object): void;
}

type Callback = (result: object) => void;

export function fakeOutlook(given: FakeOutlook = {}) {
  const draft = { ...EMPTY, ...given.draft };
  const kept = {
    properties: {} as Record<string, string>,
    session: {} as Record<string, string>,
    roaming: {} as Record<string, unknown>,
  };
  const calls: { name: string; given: unknown }[] = [];
  const handlers: { type: string; handler: (event: object) => void }[] = [];
  let underWay = 0;
  let mostAtOnce = 0;
  const refusesOnce = new Map(Object.entries(given.refusesOnce ?? {}));

  const minor = Number((given.set ?? '1.16').split('.')[1]);
  const has = (set: string): boolean => Number(set.split('.')[1]) <= minor;

  /** A method that takes its callback last. */
  const method =
    (name: string, answer: (...args: never[]) => unknown) =>
    (...args: unknown[]): void => {
      const callback = args.at(-1) as Callback;
      calls.push({ name, given: args.length > 1 ? args[0] : undefined });
      underWay += 1;
      mostAtOnce = Math.max(mostAtOnce, underWay);
      if (given.silent?.includes(name)) return;
      queueMicrotask(() => {
        underWay -= 1;
        const code = given.refuses?.[name] ?? refusesOnce.get(name);
        refusesOnce.delete(name);
        if (code === undefined) callback({ status: 'succeeded', value: answer(...(args as never[])) });
        else callback({ status: 'failed', error: { code, message: 'Refused.' } });
      });
    };

  const addHandlerAsync = method('addHandlerAsync', (type: string, handler: (event: object) => void) => {
    handlers.push({ type, handler });
  });

  const properties = () => {
    const copy = new Map(Object.entries(kept.properties));
    return {
      get: (key: string) => copy.get(key),
      set: (key: string, value: string) => void copy.set(key, value),
      remove: (key: string) => void copy.delete(key),
      saveAsync: method('saveAsync', () => {
        kept.properties = Object.fromEntries(copy);
      }),
    };
  };
  const roaming = new Map(Object.entries(given.roaming ?? {}));
  const bars = new Map<string, Office.NotificationMessageDetails>();
  const notificationMessages = {
    replaceAsync: method('replaceAsync', (key: string, details: Office.NotificationMessageDetails) => {
      bars.set(key, details);
    }),
    getAllAsync: method('getAllAsync', () => [...bars].map(([key, details]) => ({ key, ...details }))),
    removeAsync: method('removeAsync', (key: string) => {
      bars.delete(key);
    }),
  };
  const shared = {
    itemType: given.item === 'appointment' ? 'appointment' : 'message',
    notificationMessages,
    ...(has('1.8') && { getInitializationContextAsync: method('context', () => given.context ?? '') }),
    loadCustomPropertiesAsync: method('loadCustomPropertiesAsync', properties),
  };

  const compose = {
    ...shared,
    addHandlerAsync,
    subject: { getAsync: method('subject', () => draft.subject) },
    to: { getAsync: method('to', () => draft.to) },
    cc: { getAsync: method('cc', () => draft.cc) },
    bcc: { getAsync: method('bcc', () => draft.bcc) },
    body: {
      getTypeAsync: method('bodyType', () => draft.body.type),
      getAsync: method('body', () => draft.body.content),
    },
    ...(has('1.7') && { from: { getAsync: method('from', () => draft.from) } }),
    ...(has('1.8') && {
      getAttachmentsAsync: method('attachments', () => draft.attachments),
      getAttachmentContentAsync: method('content', (id: string) => draft.contents[id]),
    }),
    ...(has('1.10') && { getComposeTypeAsync: method('composeType', () => ({ composeType: draft.composeType })) }),
    ...(has('1.11') && {
      sessionData: {
        getAsync: method('sessionGet', (key: string) => kept.session[key] ?? ''),
        setAsync: method('sessionSet', (key: string, value: string) => {
          kept.session[key] = value;
        }),
      },
    }),
    ...(has('1.14') && { inReplyTo: draft.inReplyTo, closeAsync: method('closeAsync', () => undefined) }),
  };
  const read = { ...shared, subject: 'An offer' };
  const items = { compose, another: { ...compose }, read, appointment: read, none: null };

  const displayed: object[] = [];
  const windows: FakeWindow[] = [];
  const displayDialogAsync = method('displayDialogAsync', (url: string, options: object) => {
    const heard: { type: string; handler: (event: object) => void }[] = [];
    const window: FakeWindow = {
      ...{ url, options, isOpen: true, onClose: () => undefined },
      tell: (type, event) => {
        for (const each of [...heard]) if (each.type === type) each.handler(event);
      },
    };
    windows.push(window);
    return {
      addEventHandler: (type: string, handler: (event: object) => void) => void heard.push({ type, handler }),
      close: () => {
        window.isOpen = false;
        window.onClose();
      },
    };
  });
  const mailbox = {
    item: items[given.item ?? 'compose'] as object | null,
    userProfile: {
      emailAddress: 'rosa@contoso.example',
      displayName: 'Rosa Rep',
      accountType: has('1.6') ? (given.accountType ?? 'office365') : undefined,
    },
    addHandlerAsync,
    ...(given.item === 'read' && has('1.6') && { displayNewMessageForm: (form: object) => displayed.push(form) }),
    ...(given.item === 'read' &&
      has('1.9') && {
        displayNewMessageFormAsync: method('displayNewMessageFormAsync', (form: object) => displayed.push(form)),
      }),
  };
  const office = {
    EventType: {
      ItemChanged: 'olkItemSelectedChanged',
      RecipientsChanged: 'olkRecipientsChanged',
      AttachmentsChanged: 'olkAttachmentsChanged',
      OfficeThemeChanged: 'officeThemeChanged',
      DialogMessageReceived: 'dialogMessageReceived',
      DialogEventReceived: 'dialogEventReceived',
    },
    CoercionType: { Html: 'html', Text: 'text' },
    AsyncResultStatus: { Succeeded: 'succeeded', Failed: 'failed' },
    HostType: { Outlook: 'Outlook' },
    onReady: () => Promise.resolve({ host: 'Outlook' }),
    context: {
      mailbox,
      displayLanguage: 'en-GB',
      ...(given.windows !== false && { ui: { displayDialogAsync } }),
      platform: given.platform ?? 'PC',
      roamingSettings: {
        get: (key: string) => roaming.get(key),
        set: (key: string, value: unknown) => void roaming.set(key, value),
        saveAsync: method('roamingSave', () => {
          kept.roaming = Object.fromEntries(roaming);
        }),
      },
      officeTheme: has('1.14') && given.background ? { bodyBackgroundColor: given.background } : undefined,
      requirements: { isSetSupported: (name: string, set: string) => name === 'Mailbox' && has(set) },
    },
  };

  return {
    office: office as unknown as typeof Office,
    kept,
    bars,
    calls,
    displayed,
    /** Windows of the pane's that were opened, the oldest first. */
    windows,
    mostAtOnce: () => mostAtOnce,
    /** Opens another item in the pinned pane. */
    open(item: 'read' | 'compose' | 'another' | 'none') {
      mailbox.item = items[item];
      this.tell('olkItemSelectedChanged', {});
    },
    tell(type: string, event: object) {
      for (const each of [...handlers]) if (each.type === type) each.handler(event);
    },
    listenersFor: (type: string) => handlers.filter((each) => each.type === type).length,
  };
}
