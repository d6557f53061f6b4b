import { MINUTE, SECOND } from '../../src/domain/instant.ts';
import { figureOf, type Figure } from '../figure.ts';
import type { Login } from '../stage/far-end.ts';
import { monotonic } from '../stage/monotonic.ts';
import { fateOf, untilOver } from '../stage/records.ts';
import { WRONG_PASSWORD } from '../stage/refusals.ts';
import { withClient } from '../stage/rows.ts';
import { several } from '../stage/several.ts';
import { median, quantile } from '../stage/statistics.ts';
import { AT_ONCE, type Crowd } from './crowd.ts';

export const TEN_MINUTES = 10 * MINUTE;
/** Letters of each mailbox that wait when it begins, and that come meanwhile. */
export const WAITING = 3;
export const COMING = 2;

/**
 * Every password is refused for ten minutes, with mail waiting in every mailbox and more coming. Each rep gives the old
 * one once more meanwhile, at a random moment; then the provider takes a new one, and each rep gives that.
 */
export async function wrongPassword(crowd: Crowd, newPassword: string): Promise<Figure[]> {
  const { stage, senders } = crowd;
  const { farEnd } = stage;
  farEnd.forget();
  const refusedAt = crowd.at(await farEnd.admit({ password: newPassword, refusals: [WRONG_PASSWORD] }));
  const over = refusedAt + TEN_MINUTES;
  const [waiting, coming, given] = await Promise.all([
    crowd.queue(WAITING),
    crowd.write(COMING, over),
    crowd.scatter(over, ({ rep, channelId }) => rep.repair(channelId, stage.submission.password)),
  ]);
  await crowd.until(over);
  const takenAgain = await farEnd.admit({ password: newPassword, refusals: [] });
  const refused = await farEnd.logins();
  const repaired = await several(senders, AT_ONCE, async ({ rep, channelId }) => {
    const failure = await rep.repair(channelId, newPassword);
    return { failure, at: monotonic() };
  });
  const states = await untilOver(crowd.url);

  const fate = await fateOf(stage, [...waiting, ...coming], states);
  const lastTaken = await lastTakenOf(crowd);
  const mending = senders.map(({ address }, index) => (lastTaken.get(address) ?? NaN) - (repaired[index]?.at ?? NaN));
  const noticing = await noticedAfter(crowd);
  const later = (await farEnd.logins()).slice(refused.length).filter(({ password }) => password !== newPassword);
  const each = countsOf(senders, refused);
  const figure = figureIn(`${senders.length} channels, password refused`);
  return [
    figure('noticed within a minute', (100 * noticing.filter((after) => after <= MINUTE).length) / senders.length, '%'),
    figure('noticed after, median', median(noticing) / SECOND, 'real s'),
    figure('noticed after, the last', Math.max(...noticing) / SECOND, 'real s'),
    figure('logins of a credential, median', median(each), 'logins'),
    figure('logins of a credential, most', Math.max(...each), 'logins', { name: 'asked for', value: 1 }),
    figure('old passwords given again, not tried', given.filter((kind) => kind === 'login-too-soon').length, 'reps'),
    figure('logins with the old password later', later.length, 'logins'),
    figure('not repaired', repaired.filter(({ failure }) => failure !== null).length, 'channels'),
    figure('lost', fate.lost, 'messages'),
    figure('sent twice', fate.duplicated, 'messages'),
    figure('uncertain', fate.uncertain, 'messages'),
    figure('from its repair until all its mail was taken, median', median(mending) / SECOND, 'real s'),
    figure('the same, 95 %', quantile(mending, 0.95) / SECOND, 'real s'),
    figure('from the end until the last message', (Math.max(...lastTaken.values()) - takenAgain) / SECOND, 'real s', {
      name: 'until the last repair',
      value: (Math.max(...repaired.map(({ at }) => at)) - takenAgain) / SECOND,
    }),
  ];
}

export const figureIn =
  (round: string) =>
  (name: string, ...rest: [number, string, ({ name: string; value: number } | null)?]): Figure =>
    figureOf('storm', `${round}: ${name}`, ...rest);

/** How many logins there were of each. */
export function countsOf(senders: Crowd['senders'], logins: readonly Login[]): number[] {
  const counts = new Map(senders.map(({ address }) => [address, 0]));
  for (const { login } of logins) counts.set(login, (counts.get(login) ?? 0) + 1);
  return [...counts.values()];
}

/** When the last message of each mailbox was accepted, by `monotonic`. */
export async function lastTakenOf({ stage }: Crowd): Promise<Map<string, number>> {
  const last = new Map<string, number>();
  for (const { login, repliedAt } of await stage.farEnd.taken(0))
    last.set(login, Math.max(last.get(login) ?? 0, repliedAt));
  return last;
}

/** From the moment there was mail until its channel was known to be broken; real time, for nothing but work lies between. */
const noticedAfter = ({ url, times }: Crowd): Promise<number[]> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ after: string }>(
      `select began_at - (select min(queued_at) from messages where channel_id = breaks.channel_id) as after
       from breaks where because is not null`,
    );
    return rows.map(({ after }) => Number(after) / times);
  });
