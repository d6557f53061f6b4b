import { figureOf, type Figure } from './figure.ts';
import { pixelsAfter } from './notice/pane-pixels.ts';
import { letterFrom } from './stage/letters.ts';
import { monotonic } from './stage/monotonic.ts';
import type { Sender } from './stage/queueing.ts';
import { WRONG_PASSWORD } from './stage/refusals.ts';
import type { Rep } from './stage/rep.ts';
import type { ServerProcess } from './stage/server-process.ts';
import { several } from './stage/several.ts';
import { setStage, type Stage } from './stage/stage.ts';
import { quantile } from './stage/statistics.ts';

const BREAKS = 50;
const CONNECTING = 4;
/** A real browser takes its time to mend each again. */
const PAINTED = 10;

/**
 * From the provider's rejection of a login, on the wire, until the pane knows of it: a change comes by the rep's events,
 * and the channel that is then asked for is broken, as the pane does it. With one process, and with three where the pane is
 * at another one than the login was made by. And until a real pane has painted it, in the sandbox.
 */
export async function notice(): Promise<Figure[]> {
  const stage = await setStage();
  try {
    const alone = await measure(stage, 1);
    const elsewhere = await measure(stage, 3);
    return [
      ...figuresOf('until the pane knows, one process', alone),
      ...figuresOf('until a pane at another of three processes knows', elsewhere),
      ...figuresOf('until the pane has painted it, in the sandbox', await pixelsAfter(PAINTED)),
    ];
  } finally {
    await stage.stop();
  }
}

const figuresOf = (name: string, times: readonly number[]): Figure[] =>
  [
    { part: 0.5, word: 'median' },
    { part: 0.95, word: '95 %' },
  ].map(({ part, word }) => figureOf('notice', `${name}, ${word}`, quantile(times, part), 'ms'));

/** Each process says by another name who it is. */
const nameOf = (index: number): string => `server-${index}.bench.example`;

async function measure(stage: Stage, processes: number): Promise<number[]> {
  const { farEnd, submission } = stage;
  const place = await stage.newDatabase();
  await farEnd.admit({ password: submission.password, refusals: [] });
  const servers = await several(Array.from({ length: processes }), 1, (_, index) =>
    stage.server(place, { env: { PUBLIC_URL: `https://${nameOf(index)}` } }),
  );
  const senders = await several(Array.from({ length: BREAKS }), CONNECTING, (_, index) =>
    stage.sender(servers[index % processes] as ServerProcess, `rep${index}`, `mailbox${index}@company.example`),
  );
  farEnd.forget();
  await farEnd.admit({ password: submission.password, refusals: [WRONG_PASSWORD] });
  const known: { address: string; at: string; known: number }[] = [];
  for (const [index, sender] of senders.entries()) {
    const panes = await several(servers, processes, async (server, at) => ({
      at: nameOf(at),
      knows: await paneOf(await stage.rep(server, `rep${index}`), sender),
    }));
    await sender.rep.post(sender.channelId, letterFrom(sender.address));
    for (const { at, knows } of panes) known.push({ address: sender.address, at, known: await knows() });
  }
  const rejected = new Map((await farEnd.logins()).map((login) => [login.login, login]));
  await Promise.all(servers.map((server) => server.stop()));
  return known
    .filter(({ address, at }) => processes === 1 || rejected.get(address)?.client !== at)
    .map(({ address, known }) => known - (rejected.get(address)?.repliedAt ?? NaN));
}

/** Follows a rep's changes; what it gives back resolves with the moment at which the pane had the channel, broken. */
async function paneOf(rep: Rep, { channelId }: Sender): Promise<() => Promise<number>> {
  const leaving = new AbortController();
  const changes = await rep.follow(leaving.signal);
  const knows = (async () => {
    for await (const change of changes) {
      if (change.changed !== 'channel' || (await rep.channel(channelId)).health.state !== 'broken') continue;
      const now = monotonic();
      leaving.abort();
      return now;
    }
    throw new Error('The events ended.');
  })();
  return () => knows;
}
