import { h } from '../element.ts';
import { reset, switches, turn, type Switch } from '../sandbox-api.ts';
import { forgetAll } from '../mailbox/saved.ts';

const groups: Readonly<Record<Switch['group'], string>> = {
  mailbox: 'This mailbox',
  tenant: 'The company’s tenant',
  server: 'Submission server',
  backend: 'Postlane’s server',
  identity: 'Identity provider',
};

function control(one: Switch): HTMLElement {
  const id = `switch-${one.id}`;
  const common = { id, 'data-testid': id, 'aria-describedby': `${id}-about` };
  switch (one.kind) {
    case 'toggle': {
      const input = h('input', {
        ...common,
        type: 'checkbox',
        role: 'switch',
        checked: one.value === true,
        onchange: () => void turn(one.id, input.checked),
      });
      return input;
    }
    case 'choice': {
      const select = h(
        'select',
        { ...common, onchange: () => void turn(one.id, select.value) },
        ...(one.options ?? []).map((option) => {
          const { value, label } = typeof option === 'string' ? { value: option, label: option } : option;
          return h('option', { value, selected: value === one.value }, label);
        }),
      );
      return select;
    }
    case 'text': {
      const input = h('input', {
        ...common,
        type: 'text',
        value: String(one.value),
        onchange: () => void turn(one.id, input.value),
      });
      return input;
    }
  }
}

const line = (one: Switch) =>
  h(
    'div',
    { class: `switch switch-${one.kind}` },
    h('label', { for: `switch-${one.id}` }, one.label),
    control(one),
    h('small', { id: `switch-${one.id}-about` }, one.description),
  );

/** The switches of the world outside Outlook, as the sandbox's server lists them. */
export function switchboard(): HTMLElement {
  const lines = h('div', { class: 'switches' });
  const draw = async () => {
    const all = await switches();
    lines.replaceChildren(
      ...(Object.keys(groups) as Switch['group'][]).flatMap((group) => {
        const inGroup = all.filter((one) => one.group === group);
        return inGroup.length === 0 ? [] : [h('fieldset', {}, h('legend', {}, groups[group]), ...inGroup.map(line))];
      }),
    );
  };
  const start = async () => {
    await reset();
    await forgetAll();
    location.reload();
  };
  void draw().catch(() => lines.replaceChildren(h('p', { class: 'empty' }, 'The sandbox’s server does not answer.')));
  return h(
    'div',
    { class: 'switchboard-inside' },
    h('h2', {}, 'Switchboard'),
    h('p', { class: 'about' }, 'Break things while you watch. Every switch works at once.'),
    lines,
    h('button', { type: 'button', class: 'secondary', onclick: () => void start() }, 'Reset everything'),
  );
}
