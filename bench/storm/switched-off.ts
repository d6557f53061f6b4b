import { setTimeout as pause } from 'node:timers/promises';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import type { Figure } from '../figure.ts';
import { letterFrom } from '../stage/letters.ts';
import { fateOf, untilOver } from '../stage/records.ts';
import { withClient } from '../stage/rows.ts';
import type { Stage } from '../stage/stage.ts';
import { busiestWindow, median } from '../stage/statistics.ts';
import { gather, type Crowd } from './crowd.ts';
import { countsOf, figureIn } from './wrong-password.ts';

const REFUSAL =
  '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.';
/** The others at the same server are of another company, and nobody's business. */
const STRANGERS = 20;
const BACK_AFTER = 30 * MINUTE;

/**
 * A company's IT switches logins off while nobody sends; one rep sends a mail, and by that the company's other channels
 * are looked at. Half an hour later it is switched on again, and they come back by themselves.
 */
export async function switchedOff(stage: Stage, count: number, times: number): Promise<Figure[]> {
  const { farEnd, submission } = stage;
  await farEnd.admit({ password: submission.password, refusals: [] });
  const all = await gather(stage, { count: count + STRANGERS, times }, (index) => ({
    tenant: index < count ? 'company' : 'strangers',
  }));
  const crowd = { ...all, senders: all.senders.slice(0, count) };
  farEnd.forget();
  const [sender] = crowd.senders;
  if (sender === undefined) throw new Error('There is nobody to send.');
  await farEnd.admit({ password: submission.password, refusals: [REFUSAL] });
  const { messageId } = await sender.rep.post(sender.channelId, letterFrom(sender.address));
  await crowd.until(crowd.now() + BACK_AFTER);
  const noticed = await breaksOf(crowd);
  const off = await farEnd.logins();
  const backAt = crowd.at(await farEnd.admit({ password: submission.password, refusals: [] }));
  await untilAllWork(crowd);
  const mended = await breaksOf(crowd);
  const logins = await farEnd.logins();
  const fate = await fateOf(stage, [messageId], await untilOver(crowd.url));
  await crowd.stop();

  const momentsOf = (address: string): number[] =>
    logins.filter(({ login }) => login === address).map(({ repliedAt }) => repliedAt);
  const inAnHour = crowd.senders
    // Who sends logs in for that, when the channel works again.
    .filter((one) => one !== sender)
    .map(({ address }) => busiestWindow(momentsOf(address), HOUR / times));
  const busiest = busiestWindow(
    logins.map(({ repliedAt }) => repliedAt),
    MINUTE / times,
  );
  const first = Math.min(...noticed.map(({ began_at }) => began_at));
  const last = Math.max(...noticed.map(({ began_at }) => began_at));
  const figure = figureIn(`${count} channels, switched off by IT`);
  return [
    figure('not noticed', count - noticed.length, 'channels'),
    figure('from the first until the last was noticed', (last - first) / MINUTE, 'min', {
      name: 'asked for',
      value: 15,
    }),
    figure('most logins in a minute at the server', busiest, 'logins', { name: 'asked for', value: 60 }),
    figure('logins of a channel while off, most', Math.max(...countsOf(crowd.senders, off)), 'logins'),
    figure('logins of strangers', logins.filter(({ login }) => isStranger(all, count, login)).length, 'logins'),
    figure('logins of a channel in an hour, median', median(inAnHour), 'logins'),
    figure('logins of a channel in an hour, most', Math.max(...inAnHour), 'logins', { name: 'asked for', value: 1 }),
    figure(
      'from switched on until the last works',
      (Math.max(...mended.map(({ ended_at }) => ended_at)) - backAt) / MINUTE,
      'min',
    ),
    figure('lost', fate.lost, 'messages'),
    figure('sent twice', fate.duplicated, 'messages'),
  ];
}

const isStranger = ({ senders }: Crowd, count: number, login: string): boolean =>
  senders.slice(count).some(({ address }) => address === login);

const breaksOf = ({ url }: Crowd): Promise<{ began_at: number; ended_at: number }[]> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ began_at: number; ended_at: number }>(
      'select began_at::float8, ended_at::float8 from breaks',
    );
    return rows;
  });

const untilAllWork = ({ url }: Crowd): Promise<void> =>
  withClient(url, async (client) => {
    for (;;) {
      const broken = await client.query('select from channels where not sends limit 1');
      if (broken.rowCount === 0) return;
      await pause(200);
    }
  });
