import type { Theme } from './host.ts';

/** The colours Office tells of its theme, as `#rrggbb`. */
export type OfficeColours = Pick<Office.OfficeTheme, 'bodyBackgroundColor'>;

const DARK = '(prefers-color-scheme: dark)';
const FORCED = '(forced-colors: active)';

/**
 * The theme to draw in: forced colours of the system, then Office's own theme, then what the browser prefers.
 *
 * Office names no high contrast theme; a body of pure black is how one shows, its dark themes being grey.
 */
export function themeOf(office: OfficeColours | undefined): Theme {
  if (matchMedia(FORCED).matches) return 'contrast';
  const background = office?.bodyBackgroundColor;
  if (background && /^#[0-9a-f]{6}$/i.test(background)) {
    const brightness = brightnessOf(background);
    if (brightness === 0) return 'contrast';
    return brightness < 0.5 ? 'dark' : 'light';
  }
  return matchMedia(DARK).matches ? 'dark' : 'light';
}

/** Tells when the browser's own preferences change. Returns how to stop. */
export function onPreferenceChanged(listener: () => void): () => void {
  const queries = [matchMedia(DARK), matchMedia(FORCED)];
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
  };
}

/** From 0, black, to 1, white: Rec. 601 luma, enough to tell a dark theme from a light one. */
function brightnessOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}
