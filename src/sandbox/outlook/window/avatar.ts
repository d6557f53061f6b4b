import { h } from '../element.ts';

const hues = [212, 286, 152, 24, 340, 190, 258];

/** A round picture of a name: its initials on a colour that is always the same for that name. */
export function avatar(name: string): HTMLElement {
  const words = (name.split('@')[0] ?? name).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const initials = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => word?.charAt(0) ?? '').join('');
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  const hue = hues[sum % hues.length] ?? 212;
  return h('span', { class: 'avatar', style: `--hue:${String(hue)}`, 'aria-hidden': 'true' }, initials.toUpperCase());
}
