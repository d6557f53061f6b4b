import { h } from '../element.ts';
import { icon } from '../icon.ts';

/** Shows a compose window that an add-in opened, over the mail; returns what takes it away. */
export function floating(content: HTMLElement, dock: () => void): () => void {
  const frame = h(
    'section',
    { class: 'floating', 'aria-label': 'New message' },
    h(
      'header',
      { class: 'pane-header' },
      h('h2', {}, 'New message'),
      h(
        'button',
        { type: 'button', class: 'pane-button', 'aria-label': 'Open in full', onclick: dock },
        icon('expand'),
      ),
    ),
    content,
  );
  document.body.append(frame);
  return () => frame.remove();
}
