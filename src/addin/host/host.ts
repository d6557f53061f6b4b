import type { Mailbox } from '../../domain/address.ts';
import type { Importance } from '../../domain/message.ts';
import type { AccountType } from '../../domain/recommendation.ts';
import type { Result } from '../../domain/result.ts';
import type { Standing } from '../launch-event/standing.ts';

/** Why a call to the mail client gave nothing. Every call has our own time-out: a silent client is `timed-out`, never a wait without end. */
export type HostFailure =
  | { kind: 'host-timed-out'; call: string }
  /** The client is too old for this, or the mailbox does not offer it. */
  | { kind: 'host-unsupported'; call: string }
  /** Another item is open now than the one that was asked about. */
  | { kind: 'host-moved-on'; call: string }
  | { kind: 'host-refused'; call: string; code: number; message: string };

/** Why a window said nothing: closed or not let open by the rep, not let open by the browser, or another one is open. */
export type WindowFailure = HostFailure | { kind: 'window-closed' | 'window-blocked' | 'window-busy' };

/** Why there is no mail client at all: a plain browser tab, or a client that does not answer. */
export type NoHost = 'outside-outlook' | 'host-silent';

export type FromHost<T> = Promise<Result<T, HostFailure>>;

export interface UserProfile {
  emailAddress: string;
  displayName: string;
  /** `unknown` below Mailbox 1.6. */
  accountType: AccountType;
}

/** `none`: a pinned pane with nothing, several things or an appointment selected. */
export type ItemKind = 'message-read' | 'message-compose' | 'none';

export type Theme = 'light' | 'dark' | 'contrast';

/** A recipient as the client knows it; `address` is null while a typed name is not resolved. */
export interface DraftRecipient {
  name: string;
  address: string | null;
}

export interface DraftAttachment {
  id: string;
  name: string;
  type: string;
  /** In bytes as the client reports it: exact or a little more. */
  size: number;
  /** `cloud` is a link, `item` a whole message: their bytes come as `eml`, or not at all for `cloud`. */
  kind: 'file' | 'item' | 'cloud';
  inline: boolean;
  /** Set for an inline image, when the client tells it. */
  contentId: string | null;
}

/** What a draft may hold that a client does not let an add-in read. */
export type Unreadable = 'attachments' | 'importance' | 'threading';

/** What may be in a draft without anybody noticing: clients leave unresolved names and links to the cloud out of what they tell. */
export type LeftOut = Exclude<Unreadable, 'attachments'> | 'names' | 'links';

/** What the open draft holds, without the bytes of its attachments. */
export interface OpenDraft {
  from: Mailbox;
  to: DraftRecipient[];
  cc: DraftRecipient[];
  bcc: DraftRecipient[];
  subject: string;
  body: { type: 'html' | 'text'; content: string };
  attachments: DraftAttachment[];
  importance: Importance;
  inReplyTo: string | null;
  references: string[];
  /** Say so before sending: what is named here may be in the draft and is not in this reading of it. */
  unread: Unreadable[];
}

/** How the draft was closed: `discarded`, or `left` where the client cannot close it and the rep must. */
export type Closing = 'discarded' | 'left';

export interface NewMessage {
  to: string[];
  subject: string;
  /** HTML, at most 32 KB. */
  htmlBody: string;
}

/** A bar that Outlook shows on a message, with a button that opens the pane where the client has such buttons. */
export interface Notice {
  /** At most 150 characters. */
  text: string;
  /** The same where the client has no such buttons, which says where to go. At most 150 characters. */
  textAlone: string;
  /** At most 30 characters. */
  button: string;
  /** Whose repair the pane then shows. */
  channelId: string;
}

/** What a button outside the pane wants of it: to mend this channel. */
export interface Wish {
  channelId: string;
}

/**
 * The draft that was open when this was handed out, and no other: a pinned pane goes on while the rep opens another
 * item, and from then on every call here is `host-moved-on`, so that nothing is written to or taken from that one.
 */
export interface DraftHandle {
  read(): FromHost<OpenDraft>;
  attachmentBytes(attachment: DraftAttachment): FromHost<Uint8Array<ArrayBuffer>>;
  /** A note kept with the draft itself (custom properties and session data): survives a reload of the pane. Holds no secret. */
  readNote(key: string): FromHost<string | null>;
  writeNote(key: string, value: string | null): FromHost<void>;
  /** Closes the draft without sending it. */
  discard(): FromHost<Closing>;
}

/** Everything the pane asks of the mail client. `outlook.ts` is the real one; nothing else in the add-in says Office. */
export interface Host {
  profile(): UserProfile;
  item(): ItemKind;
  theme(): Theme;
  /** BCP 47, the client's display language. */
  language(): string;
  /** Called when another item is opened or selected in a pinned pane. Returns how to stop. */
  onItemChanged(listener: () => void): () => void;
  onThemeChanged(listener: (theme: Theme) => void): () => void;
  /** Called when recipients, attachments or (where the client tells) the sender of the open draft change. */
  onDraftChanged(listener: () => void): () => void;
  /** The draft that is open now; with none open its calls are `host-unsupported`. */
  openDraft(): DraftHandle;
  /** Opens a new message with this content in the client's own window. */
  openNewMessage(message: NewMessage): FromHost<void>;
  /** The one bar of ours on the open item: this one from now on, or none. */
  showNotice(notice: Notice | null): FromHost<void>;
  /** The same bar in newer words; one that the rep has closed stays closed. */
  renewNotice(notice: Notice): FromHost<void>;
  /** Whom the open draft is from; null with none open, or when the client does not tell. */
  sender(): Promise<string | null>;
  /** Asked once, when the pane opens; null when nobody wants anything. */
  initialWish(): Promise<Wish | null>;
  /** What was kept with `keepStandings` when this pane opened; null when nothing was. */
  standings(): Standing[] | null;
  /** Keeps how the channels stand, in the mailbox itself, for the launch event. */
  keepStandings(standings: readonly Standing[]): FromHost<void>;
  /** Opens a page of our own server in a window and resolves with what that, or the page it leads to, says at its end. Aborting closes it. */
  openWindow(url: string, signal: AbortSignal): Promise<Result<string, WindowFailure>>;
}
