import { harmless } from './body.ts';
import type { Draft, Mail, Recipient } from './item.ts';

const line = (label: string, value: string) => {
  const holder = document.createElement('div');
  const name = document.createElement('b');
  name.textContent = `${label}: `;
  holder.append(name, value);
  return holder.outerHTML;
};

const names = (recipients: readonly Recipient[]) => recipients.map(({ name }) => name).join('; ');

function quote(mail: Mail): string {
  const head = [
    line('From', `${mail.from.name} <${mail.from.address}>`),
    line('Sent', new Date(mail.receivedAt).toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'short' })),
    line('To', names(mail.to)),
    line('Subject', mail.subject),
  ];
  return `<p><br></p><hr>${head.join('')}<br>${harmless(mail.html)}`;
}

const prefixed = (prefix: string, subject: string) =>
  subject.toLowerCase().startsWith(prefix.toLowerCase()) ? subject : `${prefix} ${subject}`;

/** The draft of an answer, threaded to the mail, with the mail quoted below. */
export function replyTo(mail: Mail, owner: Recipient, everyone: boolean): Partial<Draft> {
  const notOwner = ({ address }: Recipient) => address.toLowerCase() !== owner.address.toLowerCase();
  return {
    composeType: 'reply',
    to: everyone ? [mail.from, ...mail.to.filter(notOwner)] : [mail.from],
    cc: everyone ? mail.cc.filter(notOwner) : [],
    subject: prefixed('Re:', mail.subject),
    body: quote(mail),
    attachments: mail.attachments.filter(({ isInline }) => isInline),
    inReplyTo: mail.internetMessageId,
    conversationId: mail.conversationId,
  };
}

/** The draft that passes the mail on, with its attachments. */
export const forward = (mail: Mail): Partial<Draft> => ({
  composeType: 'forward',
  subject: prefixed('Fw:', mail.subject),
  body: quote(mail),
  attachments: mail.attachments,
  conversationId: mail.conversationId,
});
