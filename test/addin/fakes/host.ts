import { failed, success } from '../../../src/domain/result.ts';
import type {
  Closing,
  DraftHandle,
  FromHost,
  Host,
  ItemKind,
  NewMessage,
  Notice,
  OpenDraft,
  Theme,
  UserProfile,
  Wish,
} from '../../../src/addin/host/host.ts';
import type { Standing } from '../../../src/addin/launch-event/standing.ts';

type Answers = DraftHandle & Pick<Host, 'openNewMessage'>;

/** A mail client in memory, with what the tests want to see and to change. */
export interface FakeHost extends Host {
  draft: OpenDraft;
  notes: Map<string, string>;
  opened: NewMessage[];
  /** The bar on the open item; undefined while nobody has said anything of it. */
  notice: Notice | null | undefined;
  /** What the mailbox keeps, and each thing that was kept. */
  standing: Standing[] | null;
  keeps: (readonly Standing[])[];
  closings: number;
  /** Windows of ours that are open, each with how it ends. */
  windows: { url: string; signal: AbortSignal; end(told: Awaited<ReturnType<Host['openWindow']>>): void }[];
  /** What the client answers when the draft is to be closed. */
  closing: Closing;
  /** Puts another answer in place of a call's own. */
  answer<Call extends keyof Answers>(call: Call, answer: Awaited<ReturnType<Answers[Call]>> | null): void;
  select(item: ItemKind): void;
  changeDraft(change: Partial<OpenDraft>): void;
  turn(theme: Theme): void;
}

export const NORA: UserProfile = {
  emailAddress: 'nora.lindqvist@fjordlight.example',
  displayName: 'Nora Lindqvist',
  accountType: 'office365',
};

export const aDraft = (change: Partial<OpenDraft> = {}): OpenDraft => ({
  from: { name: NORA.displayName, address: NORA.emailAddress },
  to: [{ name: 'Ada Okafor', address: 'ada@harbour.example' }],
  cc: [],
  bcc: [],
  subject: 'Lamps for your new office',
  body: { type: 'html', content: '<p>Hello Ada</p>' },
  attachments: [],
  importance: 'normal',
  inReplyTo: null,
  references: [],
  unread: [],
  ...change,
});

interface FakeHostSettings {
  profile?: UserProfile;
  item?: ItemKind;
  theme?: Theme;
  draft?: OpenDraft;
  language?: string;
  wish?: Wish | null;
  standing?: Standing[] | null;
}

export function fakeHost({
  profile = NORA,
  item = 'message-read',
  theme = 'light',
  draft = aDraft(),
  language = 'en-GB',
  wish = null,
  standing = null,
}: FakeHostSettings = {}): FakeHost {
  const answers = new Map<string, unknown>();
  const heard = { item: new Set<() => void>(), draft: new Set<() => void>(), theme: new Set<(theme: Theme) => void>() };
  const listen = <Listener>(listeners: Set<Listener>, listener: Listener) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  const given = <T>(call: string, own: () => T): FromHost<T> =>
    Promise.resolve((answers.get(call) as Awaited<FromHost<T>> | undefined) ?? success(own()));

  let selected = item;
  let shade = theme;
  const host: FakeHost = {
    draft,
    notes: new Map(),
    opened: [],
    notice: undefined,
    standing,
    keeps: [],
    closings: 0,
    windows: [],
    closing: 'discarded',
    profile: () => profile,
    item: () => selected,
    theme: () => shade,
    language: () => language,
    onItemChanged: (listener) => listen(heard.item, listener),
    onDraftChanged: (listener) => listen(heard.draft, listener),
    onThemeChanged: (listener) => listen(heard.theme, listener),
    openDraft: () => inHand,
    openNewMessage: (message) =>
      given('openNewMessage', () => {
        host.opened.push(message);
      }),
    showNotice: (notice) => {
      host.notice = notice;
      return Promise.resolve(success(undefined));
    },
    renewNotice: (notice) => {
      if (host.notice) host.notice = notice;
      return Promise.resolve(success(undefined));
    },
    sender: () => Promise.resolve(selected === 'message-compose' ? host.draft.from.address : null),
    initialWish: () => Promise.resolve(wish),
    standings: () => host.standing,
    keepStandings: (standings) => {
      host.standing = [...standings];
      host.keeps.push(standings);
      return Promise.resolve(success(undefined));
    },
    openWindow: (url, signal) =>
      new Promise((end) => {
        host.windows.push({ url, signal, end });
        signal.addEventListener('abort', () => {
          end(failed({ kind: 'window-closed' }));
        });
      }),
    answer(call, answer) {
      if (answer === null) answers.delete(call);
      else answers.set(call, answer);
    },
    select(next) {
      selected = next;
      host.notice = undefined;
      for (const listener of heard.item) listener();
    },
    changeDraft(change) {
      host.draft = { ...host.draft, ...change };
      for (const listener of heard.draft) listener();
    },
    turn(next) {
      shade = next;
      for (const listener of heard.theme) listener(next);
    },
  };
  const inHand: DraftHandle = {
    read: () => given('read', () => host.draft),
    attachmentBytes: ({ size }) => given('attachmentBytes', () => new Uint8Array(size)),
    readNote: (key) => given('readNote', () => host.notes.get(key) ?? null),
    writeNote: (key, value) =>
      given('writeNote', () => {
        if (value === null) host.notes.delete(key);
        else host.notes.set(key, value);
      }),
    discard: () =>
      given('discard', () => {
        host.closings += 1;
        return host.closing;
      }),
  };
  return host;
}
