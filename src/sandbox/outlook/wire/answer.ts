import type { Item } from '../mailbox/item.ts';
import type { Outlook } from './outlook.ts';

/** What ExecuteMethod answers: always an object, for on null office.js never calls the add-in back. */
export interface Answer {
  readonly error: boolean;
  readonly errorCode: number;
  readonly data?: unknown;
  readonly wasSuccessful?: boolean;
  readonly customProperties?: string;
}

/** The error codes of office.js that this host gives. */
export const code = {
  unsupported: 5000,
  internal: 5001,
  attachmentTooLarge: 9000,
  attachmentUnknown: 9003,
  attachmentToDeleteUnknown: 9008,
  tooManyRecipients: 9012,
  noValidRecipients: 9013,
  notificationKeyTaken: 9023,
  notificationKeyUnknown: 9024,
  tooManyNotifications: 9025,
  itemNotSaved: 9046,
  itemNotFound: 9049,
  keyUnknown: 9050,
  downloadFailed: 9054,
} as const;

export const done = (data?: unknown): Answer => ({ error: false, errorCode: 0, data });
export const refused = (errorCode: number): Answer => ({ error: true, errorCode });

/** One call: on which item, with which parameters. */
export interface Call<Of extends Item = Item> {
  readonly outlook: Outlook;
  readonly item: Of;
  /** What the button that opened the calling frame handed over; empty for the ribbon's. */
  readonly context: string;
  /** ApiParams as the add-in's office.js sent them; empty when it sent none. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** One method: the Mailbox requirement set it came with (its minor version), and what it does. */
export interface Method<Of extends Item = Item> {
  readonly since: number;
  readonly run: (call: Call<Of>) => Answer | Promise<Answer>;
}

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
