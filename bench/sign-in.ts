import { DAY } from '../src/domain/instant.ts';
import { startScriptedService, type ScriptedService } from '../test/server/oauth/scripted-service.ts';
import { figureOf, type Figure } from './figure.ts';
import { sendOurs, type Sent } from './single.ts';
import { queueLetters, type Sender } from './stage/queueing.ts';
import type { ServerProcess } from './stage/server-process.ts';
import { several } from './stage/several.ts';
import { moveToSignIn } from './stage/sign-ins.ts';
import { setStage, type Stage } from './stage/stage.ts';
import { median } from './stage/statistics.ts';

const TRIES = 100;
/** Of each kind, in turn, so that each has long hung up when its turn comes again. */
const MAILBOXES = 25;
const CONNECTING = 4;
const MESSAGES = 1_000;
const PROCESSES = 3;
/** Entra's are about as long. */
const ACCESS_TOKEN = 't'.repeat(2_000);

/**
 * One mail on an idle system through a channel that sends by a sign-in, its access token at hand, against one through a channel with a
 * password, in turn, over a new connection each; then with the access token run out. And how often the service is asked for a
 * new one while 1,000 letters of a mailbox go out over three processes.
 */
export async function signIn(): Promise<Figure[]> {
  const stage = await setStage();
  const service = await startScriptedService(await stage.certificate());
  try {
    service.answer = service.grants({ access_token: ACCESS_TOKEN });
    await stage.farEnd.admit({ password: stage.submission.password, token: ACCESS_TOKEN, refusals: [] });
    return [...(await latency(stage, service)), ...(await renewals(stage, service))];
  } finally {
    await service.stop();
    await stage.stop();
  }
}

async function latency(stage: Stage, service: ScriptedService): Promise<Figure[]> {
  const place = await stage.newDatabase();
  const server = await startedAt(stage, place, service);
  const byPassword = await connected(stage, server, 'password');
  const bySignIn = await connected(stage, server, 'sign-in');
  await moveToSignIn(place, stage.keys, bySignIn, { accessToken: ACCESS_TOKEN, endsAt: Date.now() + DAY });
  const times: Record<'password' | 'cached' | 'renewed', Sent[]> = { password: [], cached: [], renewed: [] };
  for (let index = 0; index < TRIES; index += 1) {
    times.password.push(await sendOurs(stage, nth(byPassword, index)));
    times.cached.push(await sendOurs(stage, nth(bySignIn, index)));
  }
  if (service.asked.length > 0) throw new Error('A token that was at hand was renewed.');
  await moveToSignIn(place, stage.keys, bySignIn, { accessToken: ACCESS_TOKEN, endsAt: 0 });
  for (const sender of bySignIn) times.renewed.push(await sendOurs(stage, sender));
  if (service.asked.length !== MAILBOXES) throw new Error('A token that was over was not renewed once.');
  await server.stop();

  const figure = (name: string, kind: keyof typeof times, of: keyof Sent): Figure =>
    figureOf('sign-in', name, median(times[kind].map((sent) => sent[of])), 'ms', {
      name: 'with a password',
      value: median(times.password.map((sent) => sent[of])),
    });
  return [
    figure('from POST until the sink has it, median', 'cached', 'taken'),
    figure('from POST until its record says so, median', 'cached', 'recorded'),
    figure('until the sink has it, its token renewed first, median', 'renewed', 'taken'),
  ];
}

async function renewals(stage: Stage, service: ScriptedService): Promise<Figure[]> {
  const place = await stage.newDatabase();
  const servers = await several(Array.from({ length: PROCESSES }), PROCESSES, () => startedAt(stage, place, service));
  const [first] = servers;
  if (first === undefined) throw new Error('There is no server.');
  const sender = await stage.sender(first, 'ada', 'ada@company.example');
  await moveToSignIn(place, stage.keys, [sender], { accessToken: ACCESS_TOKEN, endsAt: 0 });
  stage.farEnd.forget();
  service.asked.length = 0;
  await queueLetters(place, stage.keys, [sender], MESSAGES);
  await stage.farEnd.count(MESSAGES);
  const logins = await stage.farEnd.logins();
  await Promise.all(servers.map((server) => server.stop()));
  const name = `${MESSAGES.toLocaleString('en')} letters, three processes, the token over at first`;
  return [
    figureOf('sign-in', `${name}: renewals`, service.asked.length, 'for all'),
    figureOf('sign-in', `${name}: logins`, logins.length, 'for all'),
  ];
}

const startedAt = (stage: Stage, place: { url: string }, { registration }: ScriptedService): Promise<ServerProcess> =>
  stage.server(place, {
    env: {
      MICROSOFT_ISSUER: registration.issuer,
      MICROSOFT_CLIENT_ID: registration.clientId,
      MICROSOFT_CLIENT_SECRET: registration.clientSecret,
    },
  });

const connected = (stage: Stage, server: ServerProcess, kind: string): Promise<Sender[]> =>
  several(Array.from({ length: MAILBOXES }), CONNECTING, (_, index) =>
    stage.sender(server, `${kind}${index}`, `${kind}${index}@company.example`),
  );

function nth(senders: readonly Sender[], index: number): Sender {
  const sender = senders[index % senders.length];
  if (sender === undefined) throw new Error('There is nobody to send.');
  return sender;
}
