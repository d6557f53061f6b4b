import { h } from '../element.ts';

let menus = 0;

/** A button and the panel it opens; the browser closes the panel on Esc and on a click elsewhere. */
export function menu(button: HTMLButtonElement, panel: HTMLElement): HTMLElement {
  menus += 1;
  panel.id = `menu-${String(menus)}`;
  panel.setAttribute('popover', 'auto');
  button.setAttribute('popovertarget', panel.id);
  return h('div', { class: 'menu' }, button, panel);
}
