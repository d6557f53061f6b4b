import type { LaterPreset, LaterSlip } from '../../parts/later.ts';

/** Choosing when a message leaves. Moments come as `format.when` says them. */
export const laterWords = {
  choose: 'Send later …',
  title: 'Send later',
  preset: {
    'in-an-hour': 'In one hour',
    'this-afternoon': 'This afternoon',
    'tomorrow-morning': 'Tomorrow morning',
    'monday-morning': 'Monday morning',
  } satisfies Record<LaterPreset, string>,
  own: 'Another time',
  date: 'Day',
  time: 'Time',
  slip: {
    empty: 'Enter a day and a time.',
    past: 'This moment has passed.',
    'too-far': 'Choose a day within the next 30.',
  } satisfies Record<LaterSlip, string>,
  submit: (when: string) => `Schedule for ${when}`,
  zone: (zone: string, offset: string) => `Times are in ${zone}, ${offset}.`,
  goesOut: (when: string, zone: string) => `Goes out ${when} (${zone}).`,
};
