import { MINUTE } from '../../src/domain/instant.ts';
import type { Figure } from '../figure.ts';
import { fateOf, untilOver } from '../stage/records.ts';
import { withClient } from '../stage/rows.ts';
import { median } from '../stage/statistics.ts';
import type { Crowd } from './crowd.ts';
import { COMING, countsOf, figureIn, lastTakenOf, TEN_MINUTES, WAITING } from './wrong-password.ts';

/** By the number in a mailbox's name: a third each, the last of which is cut off. */
const REFUSALS = [
  '454 4.7.0 Temporary authentication failure: Connection lost to authentication server',
  '451 4.7.0 Temporary server error. Please try again later. PRX4',
  null,
];
/** Of those cut off every second one finds nobody who listens. */
export const findsNobody = (index: number): boolean => index % (2 * REFUSALS.length) === 2 * REFUSALS.length - 1;

/** No login passes for ten minutes, because the provider is in trouble; nothing is anybody's fault. */
export async function outage(crowd: Crowd, password: string): Promise<Figure[]> {
  const { stage, senders } = crowd;
  const { farEnd } = stage;
  farEnd.forget();
  const breaksBefore = await breaksOf(crowd);
  stage.moveAway(true);
  const over = crowd.at(await farEnd.admit({ password, refusals: REFUSALS })) + TEN_MINUTES;
  const [waiting, coming] = await Promise.all([crowd.queue(WAITING), crowd.write(COMING, over)]);
  await crowd.until(over);
  const logins = await farEnd.logins();
  stage.moveAway(false);
  const takenAgain = crowd.at(await farEnd.admit({ password, refusals: [] }));
  const allowedAt = await lastPauseOf(crowd);
  const states = await untilOver(crowd.url);

  const fate = await fateOf(stage, [...waiting, ...coming], states);
  const recoveredAt = crowd.at(Math.max(...(await lastTakenOf(crowd)).values()));
  const each = countsOf(senders, logins);
  const figure = figureIn(`${senders.length} channels, trouble at the provider`);
  return [
    figure('broken channels', (await breaksOf(crowd)) - breaksBefore, 'channels'),
    figure('logins of a credential, median', median(each), 'logins'),
    figure('logins of a credential, most', Math.max(...each), 'logins'),
    figure('lost', fate.lost, 'messages'),
    figure('sent twice', fate.duplicated, 'messages'),
    figure('uncertain', fate.uncertain, 'messages'),
    figure('from the end until the last message', (recoveredAt - takenAgain) / MINUTE, 'min', {
      name: 'until the last pause',
      value: (allowedAt - takenAgain) / MINUTE,
    }),
  ];
}

const breaksOf = ({ url }: Crowd): Promise<number> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ count: number }>('select count(*)::int4 as count from breaks');
    return rows[0]?.count ?? NaN;
  });

/** When the last message that waits may go, as things are now. */
const lastPauseOf = ({ url }: Crowd): Promise<number> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ last: string }>(
      `select max(greatest(messages.due_at, paused_until)) as last
       from messages join mailboxes on mailboxes.id = mailbox_id where state = 'queued'`,
    );
    return Number(rows[0]?.last);
  });
