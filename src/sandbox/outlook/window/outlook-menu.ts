import { h } from '../element.ts';
import { icon } from '../icon.ts';
import type { Setting } from '../setting.ts';
import { menu } from './menu.ts';
import type { OutlookWindow } from './outlook-window.ts';

type Choice = 'theme' | 'set' | 'host' | 'events' | 'auth' | 'storage' | 'unresolved';

const choices: {
  readonly [Key in Choice]: { readonly label: string; readonly values: Readonly<Record<Setting[Key], string>> };
} = {
  theme: { label: 'Theme', values: { light: 'Light', dark: 'Dark', contrast: 'High contrast' } },
  set: {
    label: 'Version',
    values: {
      '1.15': 'Current (Mailbox 1.15)',
      '1.13': 'From 2023 (Mailbox 1.13)',
      '1.11': 'From 2022 (Mailbox 1.11)',
      '1.5': 'Old (Mailbox 1.5)',
    },
  },
  host: {
    label: 'Answers add-ins',
    values: { answers: 'Yes', mute: 'Starts them, then never', silent: 'Never, not even at start' },
  },
  events: { label: 'Runs add-ins by itself', values: { run: 'Yes: deployed for everyone', off: 'No' } },
  auth: {
    label: 'Signs add-ins in',
    values: {
      bridge: 'Yes, silently',
      asks: 'Asks the user first',
      hangs: 'Has a bridge that never answers',
      none: 'No bridge',
    },
  },
  storage: { label: 'Storage for add-ins', values: { allowed: 'Allowed', denied: 'Denied by the browser' } },
  unresolved: {
    label: 'Unresolved names',
    values: { 'left-out': 'Are left out', 'without-address': 'Come without an address' },
  },
};

function chooser(owner: OutlookWindow, key: Choice): HTMLElement {
  const { label, values } = choices[key];
  const select = h(
    'select',
    { onchange: () => owner.change({ [key]: select.value } as Partial<Setting>) },
    ...Object.entries(values).map(([value, words]) =>
      h('option', { value, selected: owner.setting[key] === value }, words),
    ),
  );
  return h('label', { class: 'choice' }, h('span', {}, label), select);
}

/** What this Outlook is and how it treats add-ins; the task pane starts anew when it changes. */
export const outlookMenu = (owner: OutlookWindow): HTMLElement =>
  menu(
    h('button', { type: 'button', class: 'bar-button' }, icon('gear'), h('span', {}, 'This Outlook')),
    h(
      'div',
      { class: 'panel', 'aria-label': 'This Outlook' },
      h('h2', {}, 'This Outlook'),
      ...(Object.keys(choices) as Choice[]).map((key) => chooser(owner, key)),
    ),
  );
