import { setTimeout as pause } from 'node:timers/promises';
import { MINUTE } from '../../domain/instant.ts';
import type { ProviderId } from '../../domain/provider.ts';
import type { Reputation } from '../../domain/reputation.ts';
import { remembering } from '../remembering.ts';
import { lookUpReputation } from '../use-cases/judge-reputation.ts';
import type { Ground } from './ground.ts';

/** IT adds a record, and the rep looks again. */
const LASTS = 10 * MINUTE;
/** Name servers that are away are not asked by everybody all the time. */
const UNANSWERED_LASTS = 1 * MINUTE;
const MOST = 1_000;

/** What a domain's DNS says of its mail by a provider, remembered for all its reps. */
export function wireReputation({
  egress,
  clock,
}: Pick<Ground, 'egress' | 'clock'>): (domain: string, providerId: ProviderId) => Promise<Reputation> {
  return remembering(
    lookUpReputation({ txt: egress.txt, sleep: (milliseconds) => pause(milliseconds, undefined, { ref: false }) }),
    {
      clock,
      lasts: ({ spf, dkim, dmarc }) => ([spf, dkim, dmarc].includes('not-looked-up') ? UNANSWERED_LASTS : LASTS),
      most: MOST,
    },
  );
}
