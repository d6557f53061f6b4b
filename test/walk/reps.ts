import type { Break, Channel, ConnectLine } from '../../src/contract/shapes.ts';
import { connectBySignIn } from './journeys.ts';
import { queueQuietly } from './queueing.ts';
import { asPerson, connectQuietly } from './sending.ts';
import { person, type Scene, type Stage } from './stage.ts';
import type { ThreeServers } from './three-servers.ts';

/** Those who can send by a password. */
export const REPS = ['nora', 'otto', 'grace', 'mara'] as const;
export type Rep = (typeof REPS)[number] | 'liam';

interface Opened {
  channel: string;
  scene: Scene;
}
type Connect = (stage: Stage, rep: Rep) => Promise<Opened>;

const byPassword: Connect = async (stage, rep) => {
  const channel = await connectQuietly(stage, rep);
  return { channel, scene: await stage.open({ person: rep, mode: 'read' }) };
};

/** In the pane, by a window of the service's: for those who have no other way. */
export const bySignIn: Connect = async (stage, rep) => {
  const scene = await stage.open({ person: rep, mode: 'read' });
  await connectBySignIn(scene, rep === 'grace' ? 'Google' : 'Microsoft', person(rep).name);
  await scene.pane.getByRole('button', { name: 'Done', exact: true }).click();
  const { channels } = JSON.parse(await asPerson(stage, rep, 'GET', '/api/channels')) as { channels: Channel[] };
  const [channel] = channels;
  if (!channel) throw new Error('There is no channel.');
  return { channel: channel.id, scene };
};

/** Reps with a channel each, and its page open in each one's pane; what they ask for otherwise, they ask each server in turn. */
export interface Reps {
  scene(rep: Rep): Scene;
  channelId(rep: Rep): string;
  /** Closes the window, and removes the channel. */
  leave(rep: Rep): Promise<void>;
  channel(rep: Rep): Promise<Channel>;
  breaks(rep: Rep): Promise<Break[]>;
  /** Queues a mail of each subject, one after the other. */
  queue(rep: Rep, subjects: readonly string[]): Promise<void>;
  /** The last line of a repair, at one of the servers; without a password: check again. */
  repaired(rep: Rep, password?: string, origin?: string): Promise<ConnectLine>;
  /** Outcomes of every login of the rep's, the oldest first. */
  logins(rep: Rep): string[];
}

export async function openReps(
  three: ThreeServers,
  who: readonly Rep[] = REPS,
  connect: Connect = byPassword,
): Promise<Reps> {
  const { stage } = three;
  const all = new Map<Rep, Opened>();
  for (const rep of who) all.set(rep, await connect(stage, rep));
  const opened = (rep: Rep): Opened => {
    const one = all.get(rep);
    if (!one) throw new Error(`Nobody has opened a window for ${rep}.`);
    return one;
  };
  let turn = 0;
  const nextOrigin = (): string => {
    turn += 1;
    return three.origins[turn % three.origins.length] ?? stage.sandbox.paneUrl;
  };
  const ask = async (rep: Rep, what = '', origin = nextOrigin(), data?: object): Promise<string> =>
    asPerson(
      stage,
      rep,
      data === undefined ? 'GET' : 'POST',
      `${origin}/api/channels/${opened(rep).channel}${what}`,
      data,
    );
  return {
    scene: (rep) => opened(rep).scene,
    channelId: (rep) => opened(rep).channel,
    async leave(rep) {
      await opened(rep).scene.context.close();
      await asPerson(stage, rep, 'DELETE', `/api/channels/${opened(rep).channel}`);
    },
    channel: async (rep) => (JSON.parse(await ask(rep)) as { channel: Channel }).channel,
    breaks: async (rep) => (JSON.parse(await ask(rep, '/history')) as { breaks: Break[] }).breaks,
    queue: (rep, subjects) =>
      queueQuietly(
        stage,
        rep,
        opened(rep).channel,
        subjects.map((subject) => ({ subject, to: ['buyer@lighthouse.example'] })),
        nextOrigin(),
      ),
    async repaired(rep, password, origin) {
      const data = password === undefined ? {} : { credential: { kind: 'password', password } };
      const lines = (await ask(rep, '/repair', origin, data)).trim().split('\n');
      return JSON.parse(lines.at(-1) ?? '') as ConnectLine;
    },
    logins: (rep) =>
      stage.sandbox.logins().flatMap(({ username, outcome }) => (username === person(rep).address ? [outcome] : [])),
  };
}
