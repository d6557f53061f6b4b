import { h } from '../element.ts';
import { icon, type IconName } from '../icon.ts';
import type { OutlookWindow } from './outlook-window.ts';
import { mark } from './mark.ts';

interface Look {
  readonly isPrimary?: boolean;
  readonly pressed?: boolean;
  readonly iconOnly?: boolean;
}

export const ribbonButton = (words: string, picture: IconName, act: () => void, look: Look = {}): HTMLButtonElement =>
  h(
    'button',
    {
      type: 'button',
      class: look.isPrimary ? 'ribbon-button primary' : 'ribbon-button',
      'aria-pressed': look.pressed === undefined ? undefined : String(look.pressed),
      'aria-label': look.iconOnly && words,
      title: look.iconOnly && words,
      onclick: act,
    },
    icon(picture),
    !look.iconOnly && h('span', {}, words),
  );

/** The add-in's own button, in read and in compose. */
export const addInButton = (owner: OutlookWindow): HTMLButtonElement =>
  h(
    'button',
    {
      type: 'button',
      class: 'ribbon-button add-in',
      'data-testid': 'open-postlane',
      'aria-pressed': String(owner.setting.pane),
      onclick: () => owner.change({ pane: !owner.setting.pane }),
    },
    mark(),
    h('span', {}, 'Postlane'),
  );

export const ribbon = (...buttons: readonly (HTMLElement | false)[]): HTMLElement =>
  h('div', { class: 'ribbon', role: 'toolbar', 'aria-label': 'Ribbon' }, ...buttons);

export const gap = (): HTMLElement => h('span', { class: 'ribbon-gap' });
