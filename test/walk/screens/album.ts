import { THEMES, WIDTHS } from './camera.ts';
import type { Chapter, ScreenState } from './state.ts';

/** Pictures of the whole Outlook page. */
export const WHOLE = {
  overview: 'A draft about to be sent',
  switchboard: 'The switchboard, on which things are broken while one watches',
  received: 'The mail as its recipient got it',
  'smart-alert': 'Outlook’s own Send while the channel is broken',
  'smart-alert-dark': 'The same in the dark',
  'smart-alert-again': 'Outlook’s own Send of a draft that Postlane has sent already',
  'bar-compose': 'A broken channel, told on a new draft',
  'bar-compose-dark': 'The same in the dark, beside the pane that its button opens',
  'bar-read': 'A broken channel, told on a message that is read',
  'bar-read-dark': 'The same in the dark',
} as const;

/** Longer words stay in the pane once they are there, so they come last. */
const EXTRA = ['contrast', 'zoom', 'long'] as const;

export const fileOf = (name: string, look: string, width: number): string => `${name}.${look}.${String(width)}.png`;

/** In which looks and widths a state is pictured. */
export const shotsOf = ({ isMain }: ScreenState) =>
  [...THEMES, ...(isMain ? EXTRA : [])].flatMap((look) => WIDTHS.map((width) => ({ look, width })));

/** The index of all pictures, Markdown. */
export function album(chapters: readonly Chapter[]): string {
  const picture = (name: string, look: string, width: number) =>
    `<img src="${fileOf(name, look, width)}" alt="${look}, ${String(width)} px" width="${String(width / 2)}">`;
  const row = (looks: readonly string[]) => (state: ScreenState) =>
    `| \`${state.name}\`<br>${state.shows} | ${looks
      .flatMap((look) => WIDTHS.map((width) => picture(state.name, look, width)))
      .join(' | ')} |`;
  const table = (looks: readonly string[], states: readonly ScreenState[]) => [
    `| Screen | ${looks.flatMap((look) => WIDTHS.map((width) => `${look}, ${String(width)} px`)).join(' | ')} |`,
    `|---|${'---|'.repeat(looks.length * WIDTHS.length)}`,
    ...states.map(row(looks)),
    '',
  ];
  const main = chapters.flatMap(({ states }) => states).filter(({ isMain }) => isMain);
  return [
    '# Every screen',
    '',
    'Taken by `npm run screens` from the product as it runs in the sandbox; this page too. `npm run screens -- send home` takes those alone whose names begin so.',
    '',
    '## In Outlook',
    '',
    ...Object.entries(WHOLE).flatMap(([name, shows]) => [`${shows}:`, '', `![${shows}](${name}.png)`, '']),
    ...chapters.flatMap(({ title, states }) => [`## ${title}`, '', ...table(THEMES, states)]),
    '## High contrast, 200 % zoom, words half as long again',
    '',
    ...table(EXTRA, main),
  ].join('\n');
}
