import { h } from '../element.ts';
import { icon } from '../icon.ts';
import type { Attachment, Mail, Recipient } from '../mailbox/item.ts';
import { forward, replyTo } from '../mailbox/reply.ts';
import { attachmentList, download } from './attachment-list.ts';
import { avatar } from './avatar.ts';
import { mailBody, picturesOf } from './mail-body.ts';
import { notifications } from './notifications.ts';
import type { OutlookWindow } from './outlook-window.ts';
import { addInButton, gap, ribbon, ribbonButton } from './ribbon.ts';

const names = (recipients: readonly Recipient[]) => recipients.map(({ name }) => name).join('; ');

const newMail = (owner: OutlookWindow) => ribbonButton('New mail', 'new', () => owner.write(), { isPrimary: true });

/** The reading pane when no mail is chosen. */
export const nothingChosen = (owner: OutlookWindow): HTMLElement =>
  h(
    'div',
    { class: 'nothing' },
    ribbon(newMail(owner)),
    h('div', { class: 'nothing-words' }, icon('mail'), h('p', {}, 'Choose a message to read it.')),
  );

/** A mail as one reads it, with its ribbon. */
export function readingView(owner: OutlookWindow, mail: Mail): HTMLElement {
  const { mailbox, person } = owner;
  const open = async ({ id, name, contentType }: Attachment) => {
    const content = await mailbox.content(id);
    if (content !== undefined) download(name, `data:${contentType};base64,${content}`);
  };
  const body = h('div', {});
  void picturesOf(mailbox, mail.attachments).then((pictures) => body.replaceChildren(mailBody(mail.html, pictures)));
  return h(
    'article',
    { class: 'reading', 'aria-label': mail.subject },
    ribbon(
      newMail(owner),
      gap(),
      ribbonButton('Reply', 'reply', () => owner.write(replyTo(mail, person, false))),
      ribbonButton('Reply all', 'replyAll', () => owner.write(replyTo(mail, person, true))),
      ribbonButton('Forward', 'forward', () => owner.write(forward(mail))),
      gap(),
      addInButton(owner),
    ),
    h(
      'div',
      { class: 'reading-scroll' },
      notifications(owner, mail),
      h('h2', { class: 'subject' }, mail.subject),
      h(
        'header',
        { class: 'mail-head' },
        avatar(mail.from.name),
        h(
          'div',
          { class: 'mail-people' },
          h('b', {}, mail.from.name),
          h('span', { class: 'address' }, `<${mail.from.address}>`),
          h('small', {}, `To: ${names(mail.to)}${mail.cc.length > 0 ? ` · Cc: ${names(mail.cc)}` : ''}`),
        ),
        h(
          'time',
          { datetime: mail.receivedAt },
          new Date(mail.receivedAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }),
        ),
      ),
      attachmentList(mail.attachments, (attachment) => void open(attachment)),
      body,
    ),
  );
}
