import { SECOND } from '../../domain/instant.ts';
import type { Config } from '../config.ts';
import type { Check } from './examine.ts';
import { mend, ok } from './finding.ts';
import { shakeHands } from './handshake.ts';
import { wordsOf } from './words.ts';

const ABOUT = 'ALERT_WEBHOOK';

/** Whether alerts would get through: as far as TLS, for a post would alarm somebody. */
export function webhookChecks({ alertWebhook, extraCa }: Config): Check[] {
  if (alertWebhook === null)
    return [
      {
        about: ABOUT,
        lasts: SECOND,
        run: () => [ok(ABOUT, 'None: nobody is told of channels that break but the reps.')],
      },
    ];
  // What stands behind the host may be a key.
  const { host } = new URL(alertWebhook);
  return [
    {
      about: ABOUT,
      lasts: 15 * SECOND,
      async run(signal) {
        const shaken = await shakeHands(alertWebhook, extraCa, signal);
        return shaken.ok
          ? [ok(ABOUT, `${host} is there, with a good certificate; nothing was posted.`)]
          : [
              mend(
                ABOUT,
                `${host} is not reached: ${wordsOf(shaken.failure)}.`,
                'Open the way there, or set another address.',
              ),
            ];
      },
    },
  ];
}
