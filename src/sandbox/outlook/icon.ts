/** The window's icons: strokes on a 20 by 20 grid. */
const strokes = {
  archive: 'M3 4.5h14v3H3zM4.5 7.5v8h11v-8M8 10.5h4',
  attach: 'm15.5 9-5.8 5.8a3.4 3.4 0 0 1-4.8-4.8l6-6a2.3 2.3 0 0 1 3.2 3.2l-5.9 6a1.1 1.1 0 0 1-1.6-1.6l5.2-5.2',
  close: 'm5 5 10 10M15 5 5 15',
  cloud: 'M6 15a3.2 3.2 0 0 1-.3-6.4 4.5 4.5 0 0 1 8.7 0A3.2 3.2 0 0 1 14 15z',
  discard: 'M4 5.5h12M8 5.5V4h4v1.5M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5',
  down: 'm5.5 8 4.5 4.5L14.5 8',
  draft: 'M4 16l.8-3.4 8.4-8.4 2.6 2.6-8.4 8.4zM11.5 5.9l2.6 2.6',
  expand: 'M11.5 4H16v4.5M8.5 16H4v-4.5M16 4l-5 5M4 16l5-5',
  forward: 'm11.5 5 5 4.5-5 4.5V11C7 11 4.8 12.5 3.5 15c.2-4.3 2.7-7 8-7z',
  gear: 'M10 7.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.200zM10 2.700l.8 2.1 1.8.8 2-.9 1.3 1.3-.9 2 .8 1.8 2.1.7v1.900l-2.1.8-.8 1.8.9 2-1.3 1.3-2-.9-1.8.8-.8 2.100H9.100l-.8-2.1-1.8-.8-2 .9-1.3-1.3.9-2-.8-1.8-2.1-.8v-1.900l2.1-.7.8-1.8-.9-2 1.3-1.3 2 .9 1.8-.8.8-2.100z',
  high: 'M10 3.500v9M10 16v.2',
  inbox: 'M3.5 11.5 5.5 4h9l2 7.500v4.500h-13zM3.5 11.500H7.500a2.5 2.5 0 0 0 5 0h4',
  low: 'M10 4v11.500M5.5 11l4.5 4.5 4.5-4.5',
  mail: 'M3 5h14v10.500H3zM3 5.500l7 5.5 7-5.5',
  pin: 'M12 3.5 16.5 8l-3 .8-2.8 2.8-.4 3.100L5.3 9.700l3.1-.4 2.8-2.800zM7.6 12.4 4 16',
  picture: 'M3.5 4.500h13v11h-13zM3.5 13l3.8-3.8 3.2 3.2 2.3-2.3 3.7 3.700M12.8 7.300v.2',
  person: 'M10 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM4 16.500c.4-3 2.8-4.3 6-4.300s5.6 1.3 6 4.3',
  reload: 'M15.8 8.200A6.2 6.2 0 1 0 16 11.500M16.2 4v4.400h-4.4',
  reply: 'm8.5 5-5 4.5 5 4.500V11c4.5 0 6.7 1.5 8 4-.2-4.3-2.7-7-8-7z',
  replyAll: 'm6.5 5.5-4 4 4 4M11 5.500l-4 4 4 4V11c3.5 0 5.3 1 6.5 3.5-.2-4-2.3-6.5-6.5-6.500z',
  search: 'M8.7 3.500a5.2 5.2 0 1 1 0 10.4 5.2 5.2 0 0 1 0-10.400zM12.6 12.600l4 4',
  send: 'M3 3.5 17 10 3 16.500l2-6.500zM5 10h6',
  switchboard: 'M3 6h6M13 6h4M11 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM3 14h2M9 14h8M7 12a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  text: 'M4.5 5.500V4.500h11v1M10 4.500v11M8 15.500h4',
  waffle:
    'M4.5 4.500h.01M10 4.500h.01M15.5 4.500h.01M4.5 10h.01M10 10h.01M15.5 10h.01M4.5 15.500h.01M10 15.500h.01M15.5 15.500h.01',
  new: 'M3 5h8M3 5v10.500h14V10M3 5.500l6.5 5M14.5 2.500v5M12 5h5',
} as const;

export type IconName = keyof typeof strokes;

/** An icon; decoration only, so hidden from assistive technology. */
export function icon(name: IconName): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', strokes[name]);
  svg.append(path);
  return svg;
}
