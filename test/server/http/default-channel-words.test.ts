import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { SMTPServerOptions } from 'smtp-server';
import { HOUR } from '../../../src/domain/instant.ts';
import { HOST, PASSWORD, until, untilState } from '../world.ts';
import { asking, channelOf, endRelays, linesIn, send, use, USERNAME, withRelay } from './relay-stage.ts';

/** At what the relay says no, and how: it names itself, and repeats what it was told, as some do. */
const far: { at: 'mail' | 'rcpt' | 'data' | null; code: number; more: string } = { at: null, code: 550, more: '' };
const no = (at: typeof far.at, done: (error?: Error) => void): void => {
  const words = `5.7.1 ${HOST} does not let ${USERNAME} (${PASSWORD}) do that. ${far.more}`;
  if (far.at !== at) done();
  else done(Object.assign(new Error(words), { responseCode: far.code }));
};
const TALKATIVE: SMTPServerOptions = {
  onMailFrom: (_address, _session, done) => no('mail', done),
  onRcptTo: ({ address }, _session, done) => (address.startsWith('kim0') ? no('rcpt', done) : done()),
  onData(stream, _session, done) {
    stream.resume().on('end', () => {
      if (far.at === 'data') no('data', done);
      else done(null, `Queued at ${HOST} for ${USERNAME}`);
    });
  },
};

beforeEach(() => {
  Object.assign(far, { at: null, code: 550, more: '' });
});
afterEach(endRelays);

const expectQuiet = (told: unknown): void => {
  for (const secret of [USERNAME, PASSWORD, HOST]) expect(JSON.stringify(told)).not.toContain(secret);
};

it.each<['mail' | 'rcpt' | 'data', number, 'refused' | 'accepted', object]>([
  ['mail', 1, 'refused', { because: { stage: 'mail', reply: { code: 550, enhanced: '5.7.1', text: '' } } }],
  [
    'rcpt',
    2,
    'accepted',
    { recipients: [{ outcome: 'refused', reply: { code: 550, text: '' } }, { outcome: 'accepted' }] },
  ],
  ['data', 1, 'refused', { because: { stage: 'after-data', reply: { code: 550, text: '' } } }],
])(
  'what the relay says at %s is told by its codes, and its words are the operator’s',
  async (at, people, state, told) => {
    const world = await withRelay({}, {}, TALKATIVE);
    const { url } = await world.server.start();
    const ask = asking(world);
    const { id } = await channelOf(ask);
    far.at = at;
    const { id: messageId } = (await send(ask, id, people)).json() as { id: string };
    expect(await untilState(world, url, messageId, state)).toMatchObject(told);
    expectQuiet([(await ask('GET', '/api/messages')).json(), (await ask('GET', `/api/channels/${id}`)).json()]);
    expect(world.log()).toContain(`${HOST} does not let ${USERNAME} (…) do that`);
    expect(world.log()).not.toContain(PASSWORD);
  },
);

it('a relay that names a time to wait is given it', async () => {
  const world = await withRelay({}, {}, TALKATIVE);
  const { url } = await world.server.start();
  const ask = asking(world);
  const { id } = await channelOf(ask);
  Object.assign(far, { at: 'data', code: 451, more: 'Try again in 2 hours' });
  const before = Date.now();
  const { id: messageId } = (await send(ask, id, 1)).json() as { id: string };
  const { dueAt } = await until(world, url, messageId, ({ because }) => because !== null);
  expect(dueAt).toBeGreaterThanOrEqual(before + 2 * HOUR);
});

it('no step says where the relay is, whether it passes or fails', async () => {
  const world = await withRelay({}, {}, TALKATIVE);
  const ask = asking(world);
  const passed = linesIn((await use(ask)).body);
  expect(passed.filter((line) => 'outcome' in line && line.outcome === 'passed')).toHaveLength(5);
  expectQuiet(passed);
  far.at = 'mail';
  const failed = linesIn((await use(asking(world, 'bo'), 'bo@firma.example')).body);
  expect(failed.at(-1)).toMatchObject({ failure: { stage: 'mail', reply: { code: 550, text: '' } } });
  expectQuiet(failed);
  const away = await withRelay({ server: { host: 'gone.firma.example', port: 587, security: 'starttls' } });
  const lines = linesIn((await use(asking(away))).body);
  expect(lines.at(-1)).toEqual({
    failure: { kind: 'name-not-found', stage: 'connect', host: '', port: 0, detail: null },
  });
  expect(JSON.stringify(lines)).not.toContain('gone.firma');
});
