import { resolve } from '../mailbox/address-book.ts';
import { replyTo } from '../mailbox/reply.ts';
import type { Draft, Mail } from '../mailbox/item.ts';
import { done, text, type Call, type Method } from './answer.ts';

/** Methods by which an add-in opens a compose window with content in it. */

const recipients = (given: unknown) => {
  const list = Array.isArray(given) ? (given as readonly unknown[]) : text(given).split(';');
  return list
    .map(text)
    .filter(Boolean)
    .map((typed) => resolve(typed, []));
};

function newMessage({ outlook, given }: Pick<Call, 'outlook' | 'given'>) {
  outlook.openForm({
    to: recipients(given['toRecipients']),
    cc: recipients(given['ccRecipients']),
    bcc: recipients(given['bccRecipients']),
    subject: text(given['subject']),
    body: text(given['htmlBody']),
  });
  return done();
}

const reply =
  (everyone: boolean) =>
  ({ outlook, item, given }: Call<Mail>) => {
    const draft: Partial<Draft> = replyTo(item, outlook.person, everyone);
    outlook.openForm({ ...draft, body: text(given['htmlBody']) + (draft.body ?? '') });
    return done();
  };

/** Methods that need no item. */
export const formMethods: Readonly<Record<number, Method>> = {
  44: { since: 1, run: newMessage },
  178: { since: 9, run: newMessage },
};

export const replyMethods: Readonly<Record<number, Method<Mail>>> = {
  10: { since: 1, run: reply(false) },
  11: { since: 1, run: reply(true) },
  30: { since: 1, run: reply(false) },
  31: { since: 1, run: reply(true) },
  181: { since: 9, run: reply(false) },
  182: { since: 9, run: reply(true) },
  183: { since: 9, run: reply(false) },
  184: { since: 9, run: reply(true) },
};
