import { h } from '../element.ts';
import { icon } from '../icon.ts';
import type { Item } from '../mailbox/item.ts';
import { mark } from './mark.ts';
import type { OutlookWindow } from './outlook-window.ts';

/** The bars an add-in shows above an item. */
export function notifications(owner: OutlookWindow, item: Item): HTMLElement {
  const { mailbox } = owner;
  const bars = item.notifications.map(({ key, type, message, action }) =>
    h(
      'div',
      {
        class: `bar bar-${type}`,
        role: type === 'errorMessage' ? 'alert' : 'status',
        'data-testid': `notification-${key}`,
      },
      mark(),
      h('span', { class: 'bar-words' }, h('b', {}, 'Postlane'), ` ${message}`),
      action &&
        h(
          'button',
          {
            type: 'button',
            class: 'bar-action',
            onclick: () => owner.openPane(action.commandId, action.contextData),
          },
          action.words,
        ),
      type === 'progressIndicator' && h('span', { class: 'working', 'aria-hidden': 'true' }),
      type !== 'progressIndicator' &&
        h(
          'button',
          {
            type: 'button',
            class: 'pane-button',
            'aria-label': 'Dismiss',
            onclick: () => {
              const left = mailbox.item(item.id)?.notifications.filter((shown) => shown.key !== key) ?? [];
              mailbox.keepForAddIn(item.id, { notifications: left });
            },
          },
          icon('close'),
        ),
    ),
  );
  return h('div', { class: 'bars' }, ...bars);
}
