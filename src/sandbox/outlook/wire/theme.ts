import type { Setting } from '../setting.ts';

/** Outlook's colours for add-ins, as Office.context.officeTheme gives them. */
export const officeThemes: Readonly<Record<Setting['theme'], Readonly<Record<string, string>>>> = {
  light: {
    bodyBackgroundColor: '#FFFFFF',
    bodyForegroundColor: '#242424',
    controlBackgroundColor: '#FFFFFF',
    controlForegroundColor: '#242424',
  },
  dark: {
    bodyBackgroundColor: '#292929',
    bodyForegroundColor: '#FFFFFF',
    controlBackgroundColor: '#1F1F1F',
    controlForegroundColor: '#FFFFFF',
  },
  contrast: {
    bodyBackgroundColor: '#000000',
    bodyForegroundColor: '#FFFFFF',
    controlBackgroundColor: '#000000',
    controlForegroundColor: '#FFFF00',
  },
};

/** The same for the event on the wire, which carries each colour as a number. */
export const themeEvent = (theme: Setting['theme']): readonly string[] => [
  JSON.stringify(
    Object.fromEntries(
      Object.entries(officeThemes[theme]).map(([key, colour]) => [key, Number.parseInt(colour.slice(1), 16)]),
    ),
  ),
];
