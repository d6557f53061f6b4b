import { h } from '../element.ts';
import { icon, type IconName } from '../icon.ts';
import type { Person } from '../sandbox-api.ts';
import type { Setting } from '../setting.ts';
import type { OutlookWindow } from './outlook-window.ts';

const folders: readonly { id: Setting['folder']; name: string; icon: IconName }[] = [
  { id: 'inbox', name: 'Inbox', icon: 'inbox' },
  { id: 'drafts', name: 'Drafts', icon: 'draft' },
  { id: 'sent', name: 'Sent', icon: 'send' },
  { id: 'received', name: 'As received', icon: 'mail' },
];

function count(owner: OutlookWindow, id: Setting['folder']): number {
  const { drafts, mails } = owner.mailbox;
  if (id === 'drafts') return drafts.length;
  if (id === 'inbox') return mails.filter(({ folder, isRead }) => folder === 'inbox' && !isRead).length;
  return id === 'received' ? owner.received.length : 0;
}

/** The card a newcomer reads the password off. */
function passwords({ password, newPassword, accountPassword, keys = [] }: Person): HTMLElement {
  const lines: readonly (readonly [string, string | null | undefined])[] = [
    [accountPassword ? 'App password' : 'Password', password],
    ['The account’s own', accountPassword],
    ['Once it is changed', newPassword],
  ];
  return h(
    'section',
    { class: 'passwords', 'aria-label': 'Passwords' },
    h('h3', {}, 'To type into Postlane'),
    h('dl', {}, ...lines.flatMap(([term, word]) => (!word ? [] : [h('dt', {}, term), h('dd', {}, word)]))),
    keys.length > 0 &&
      h(
        'details',
        {},
        h('summary', {}, 'At other services'),
        h(
          'dl',
          {},
          ...keys.flatMap(({ at, username, password: key }) => [
            h('dt', {}, at),
            ...(username === key ? [] : [h('dd', {}, username)]),
            h('dd', {}, key),
          ]),
        ),
      ),
  );
}

/** The folders, each with the number that matters in it. */
export const folderList = (owner: OutlookWindow): readonly HTMLElement[] => [
  h('h2', { class: 'mailbox-name' }, owner.person.address),
  ...folders.map(({ id, name, icon: picture }) => {
    const number = count(owner, id);
    return h(
      'button',
      {
        type: 'button',
        class: 'folder',
        'aria-current': owner.setting.folder === id && 'true',
        onclick: () => owner.change({ folder: id, item: '' }),
      },
      icon(picture),
      h('span', {}, name),
      number > 0 && h('span', { class: 'count' }, String(number)),
    );
  }),
  passwords(owner.person),
];
