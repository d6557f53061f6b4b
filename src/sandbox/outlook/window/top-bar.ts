import { h } from '../element.ts';
import { icon } from '../icon.ts';
import type { Person } from '../sandbox-api.ts';
import { avatar } from './avatar.ts';
import { menu } from './menu.ts';
import { outlookMenu } from './outlook-menu.ts';
import type { OutlookWindow } from './outlook-window.ts';

const accounts: Readonly<Record<Person['accountType'], string>> = {
  office365: 'Microsoft 365',
  enterprise: 'Exchange Server',
  gmail: 'Gmail',
  outlookCom: 'Outlook.com',
};

const personChoice = (person: Person, isOwner: boolean) =>
  h(
    'a',
    { class: 'person-choice', href: `?person=${encodeURIComponent(person.id)}`, 'aria-current': isOwner && 'true' },
    avatar(person.name),
    h(
      'span',
      { class: 'person-words' },
      h('b', {}, person.name),
      h('span', {}, person.address),
      h('small', {}, `${accounts[person.accountType]} · ${person.blurb}`),
    ),
  );

/** The bar across the window: search, switchboard, this Outlook's settings, and whose Outlook it is. */
export function topBar(owner: OutlookWindow): HTMLElement {
  const { person, people } = owner;
  const search = h('input', {
    type: 'search',
    placeholder: 'Search',
    'aria-label': 'Search mail',
    oninput: () => owner.search(search.value),
  });
  const switchboard = h(
    'button',
    {
      type: 'button',
      class: 'bar-button',
      'aria-expanded': String(owner.setting.switchboard),
      onclick: () => {
        owner.change({ switchboard: !owner.setting.switchboard });
        switchboard.setAttribute('aria-expanded', String(owner.setting.switchboard));
      },
    },
    icon('switchboard'),
    h('span', {}, 'Switchboard'),
  );
  const self = h(
    'button',
    { type: 'button', class: 'bar-button', title: 'Be somebody else' },
    avatar(person.name),
    h('span', {}, person.name),
    icon('down'),
  );
  return h(
    'header',
    { class: 'top-bar' },
    icon('waffle'),
    h('h1', {}, 'Outlook', h('span', { class: 'played' }, 'Postlane sandbox')),
    h('label', { class: 'search' }, icon('search'), search),
    switchboard,
    outlookMenu(owner),
    menu(
      self,
      h(
        'div',
        { class: 'panel people', 'aria-label': 'People' },
        h('h2', {}, 'Be somebody'),
        ...people.map((one) => personChoice(one, one.id === person.id)),
      ),
    ),
  );
}
