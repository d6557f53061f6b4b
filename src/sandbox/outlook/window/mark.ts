import { h } from '../element.ts';
import address from '../../../../assets/icon-64.png';

/** The add-in's own icon, as its manifest names it. */
export const mark = (): HTMLElement => h('img', { class: 'mark', src: address, alt: '' });
