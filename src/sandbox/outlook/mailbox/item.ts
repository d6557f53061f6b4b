/** What a mailbox holds, as the sandbox keeps it. Times are ISO strings in UTC. */

/** A person or a typed name; an empty address means the name could not be resolved. */
export interface Recipient {
  readonly name: string;
  readonly address: string;
}

/** `content` is kept apart by the attachment's id: base64 of the bytes, or the link of a cloud file. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  readonly kind: 'file' | 'item' | 'cloud';
  readonly isInline: boolean;
  readonly contentId: string;
}

export type NotificationKind = 'informationalMessage' | 'progressIndicator' | 'errorMessage' | 'insightMessage';

/** A bar that the add-in shows above an item. */
export interface Notification {
  readonly key: string;
  readonly type: NotificationKind;
  readonly message: string;
  readonly icon?: string;
  readonly persistent?: boolean;
  /** The one button of an insight: which of the manifest's it stands for, and what it hands to the pane. */
  readonly action?: { readonly words: string; readonly commandId: string; readonly contextData: string };
}

/** What an add-in keeps with an item, whichever kind it is. */
export interface AddInState {
  /** JSON, as office.js sends it. */
  readonly customProperties: string;
  readonly notifications: readonly Notification[];
  readonly internetHeaders: Readonly<Record<string, string>>;
}

/** A received or sent message: its content no longer changes. */
export interface Mail extends AddInState {
  readonly id: string;
  readonly folder: 'inbox' | 'sent';
  readonly from: Recipient;
  readonly to: readonly Recipient[];
  readonly cc: readonly Recipient[];
  readonly subject: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
  readonly importance: Importance;
  readonly receivedAt: string;
  readonly isRead: boolean;
  readonly internetMessageId: string;
  readonly conversationId: string;
}

export type Importance = 'low' | 'normal' | 'high';
export type ComposeType = 'newMail' | 'reply' | 'forward';
export type RecipientField = 'to' | 'cc' | 'bcc';

/** A message being written. */
export interface Draft extends AddInState, Readonly<Record<RecipientField, readonly Recipient[]>> {
  readonly id: string;
  /** The id that Outlook gives after the first save; empty before. */
  readonly itemId: string;
  /** As whom it is written; absent: as the mailbox itself. */
  readonly from?: Recipient;
  readonly composeType: ComposeType;
  readonly bodyType: 'html' | 'text';
  readonly subject: string;
  /** HTML with `cid:` sources for inline images, or plain text. */
  readonly body: string;
  readonly attachments: readonly Attachment[];
  readonly importance: Importance;
  /** Message-ID of the message answered, or empty. */
  readonly inReplyTo: string;
  readonly conversationId: string;
  readonly sessionData: Readonly<Record<string, string>>;
  readonly changedAt: string;
}

export type Item = Mail | Draft;

export const isDraft = (item: Item): item is Draft => 'composeType' in item;
