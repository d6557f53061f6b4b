import { h } from '../element.ts';
import { icon } from '../icon.ts';
import { AddInFrame } from '../wire/add-in-frame.ts';
import type { ShowDialog } from '../wire/dialogs.ts';
import type { Outlook } from '../wire/outlook.ts';

/** Shows an add-in's inline dialog over the window. */
export const showDialog =
  (outlook: Outlook): ShowDialog =>
  ({ url, width, height }, closedByUser) => {
    const frame = new AddInFrame(url, outlook.setting, {
      title: 'Postlane dialog',
      isDialog: true,
      itemId: outlook.currentItem,
    });
    const dialog = h(
      'dialog',
      {
        class: 'add-in-dialog',
        style: `width:${String(width)}vw;height:${String(height)}vh`,
        'aria-label': 'Postlane',
      },
      h(
        'header',
        { class: 'pane-header' },
        h('h2', {}, 'Postlane'),
        h(
          'button',
          { type: 'button', class: 'pane-button', 'aria-label': 'Close dialog', onclick: () => closedByUser() },
          icon('close'),
        ),
      ),
      frame.element,
    );
    dialog.addEventListener('cancel', () => closedByUser());
    document.body.append(dialog);
    dialog.showModal();
    return { frame, remove: () => dialog.remove() };
  };
