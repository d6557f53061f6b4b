import type { KeptBy, MendedBy, NoticedBy } from '../../../domain/health.ts';
import type { Formats } from '../formats.ts';

/** What has kept mail back so far. Moments come as `format.when` says them, spans as `format.wait` does. */
export const historyWords = (format: Formats) => ({
  title: 'History',
  none: 'Nothing has kept your mail back so far.',
  keptBy: {
    rep: (secret: string) => `You paused to change your ${secret}`,
    admin: () => 'Your IT paused this channel',
  } satisfies Record<KeptBy, (secret: string) => string>,
  over: (when: string, span: string) => `${when}, for ${span}`,
  lasts: (when: string) => `since ${when}`,
  noticedBy: {
    mail: 'Noticed by a mail on its way.',
    check: 'Noticed by Postlane’s own check.',
  } satisfies Record<NoticedBy, string>,
  waits: (count: number) =>
    count === 0 ? 'No mail waits.' : format.plural(count, { one: '# message waits.', other: '# messages wait.' }),
  waited: (count: number) =>
    count === 0 ? 'No mail waited.' : format.plural(count, { one: '# message waited.', other: '# messages waited.' }),
  mendedBy: {
    rep: 'Mended by you.',
    admin: 'Your IT let the mail go again.',
    check: 'Postlane’s own check found it working again.',
    'other-cause': 'Then something else stood in the way.',
  } satisfies Record<MendedBy, string>,
  changeEnded: 'Ended by you.',
});
