import { h } from '../element.ts';
import { icon } from '../icon.ts';
import { textOf } from '../mailbox/body.ts';
import type { Importance, Recipient } from '../mailbox/item.ts';
import { avatar } from './avatar.ts';
import type { OutlookWindow } from './outlook-window.ts';

/** One line of the list, whatever folder it comes from. */
interface Row {
  readonly id: string;
  readonly who: string;
  readonly subject: string;
  readonly preview: string;
  readonly time: string;
  readonly isUnread: boolean;
  readonly hasAttachment: boolean;
  readonly importance: Importance;
}

const names = (recipients: readonly Recipient[]) => recipients.map(({ name }) => name).join('; ');

function when(iso: string): string {
  const time = new Date(iso);
  const isToday = time.toDateString() === new Date().toDateString();
  return isToday
    ? time.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
    : time.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
}

function rows({ mailbox, received, setting }: OutlookWindow): readonly Row[] {
  switch (setting.folder) {
    case 'drafts':
      return mailbox.drafts.map((draft) => ({
        ...{
          id: draft.id,
          subject: draft.subject || '(No subject)',
          time: draft.changedAt,
          importance: draft.importance,
        },
        who: names([...draft.to, ...draft.cc, ...draft.bcc]) || '(No recipients)',
        preview: draft.bodyType === 'html' ? textOf(draft.body) : draft.body,
        isUnread: false,
        hasAttachment: draft.attachments.some(({ isInline }) => !isInline),
      }));
    case 'received':
      return received.map((message) => ({
        ...{ id: message.id, subject: message.subject || '(No subject)', time: message.receivedAt },
        who: message.to.join('; '),
        preview: message.text || textOf(message.html ?? ''),
        isUnread: false,
        hasAttachment: message.attachments.some(({ cid }) => !cid),
        importance: 'normal',
      }));
    default:
      return mailbox.mails
        .filter(({ folder }) => folder === setting.folder)
        .map((mail) => ({
          ...{ id: mail.id, subject: mail.subject, time: mail.receivedAt, importance: mail.importance },
          who: mail.folder === 'sent' ? names(mail.to) : mail.from.name,
          preview: textOf(mail.html),
          isUnread: !mail.isRead,
          hasAttachment: mail.attachments.some(({ isInline }) => !isInline),
        }));
  }
}

const titles = { inbox: 'Inbox', drafts: 'Drafts', sent: 'Sent', received: 'As received' } as const;
const empty = {
  inbox: 'No mail here.',
  drafts: 'Nothing is being written.',
  sent: 'Nothing was sent with Outlook’s own Send.',
  received: 'No recipient has received anything yet. Send a message through Postlane and watch it arrive.',
} as const;

/** The mails of the folder that match the search. */
export function mailList(owner: OutlookWindow): readonly HTMLElement[] {
  const { folder, item } = owner.setting;
  const wanted = owner.searched.toLowerCase();
  const found = rows(owner).filter(({ who, subject, preview }) =>
    `${who} ${subject} ${preview}`.toLowerCase().includes(wanted),
  );
  const list = found.map((row) =>
    h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: row.isUnread ? 'row unread' : 'row',
          'aria-current': row.id === item && 'true',
          onclick: () => owner.change({ item: row.id }),
        },
        avatar(row.who),
        h(
          'span',
          { class: 'row-words' },
          h(
            'span',
            { class: 'row-who' },
            h('span', {}, row.who),
            row.importance === 'high' && icon('high'),
            row.hasAttachment && icon('attach'),
          ),
          h(
            'span',
            { class: 'row-subject' },
            h('span', {}, row.subject),
            h('time', { datetime: row.time }, when(row.time)),
          ),
          h('span', { class: 'row-preview' }, row.preview.slice(0, 120)),
        ),
      ),
    ),
  );
  return [
    h('h2', {}, titles[folder]),
    found.length > 0 ? h('ul', {}, ...list) : h('p', { class: 'empty' }, wanted ? 'Nothing matches.' : empty[folder]),
  ];
}
