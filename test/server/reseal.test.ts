import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { HOUR } from '../../src/domain/instant.ts';
import type { Config } from '../../src/server/config.ts';
import { buildServer } from '../../src/server/main.ts';
import { connectedChannel, queued, startWorld, until, untilState } from './world.ts';

const RESEAL = fileURLToPath(new URL('../../src/server/reseal.ts', import.meta.url));
const keyOf = (id: string) => ({ id, key: new Uint8Array(randomBytes(32)) });
const [OLD, NEW] = [keyOf('old'), keyOf('new')];

async function reseal({ database }: Config, ...keys: (typeof OLD)[]): Promise<{ code: number; said: string }> {
  const env = {
    PORT: '8080',
    PUBLIC_URL: 'https://localhost',
    CREDENTIAL_KEYS: keys.map(({ id, key }) => `${id}:${Buffer.from(key).toString('base64')}`).join(),
    IDENTITY_ISSUER: 'https://localhost/issuer',
    IDENTITY_AUDIENCE: 'api',
    IDENTITY_TENANTS: 'firma',
    ADDIN_CLIENT_ID: 'add-in',
    ...('url' in database ? { DATABASE_URL: database.url } : { DATA_DIR: database.folder }),
  };
  const program = spawn(process.execPath, [RESEAL], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [code]] = await Promise.all([text(program.stdout), text(program.stderr), once(program, 'exit')]);
  return { code: code as number, said: out + err };
}

it('puts a newer key in the place of the older one, which may go then: what waited leaves all the same', async () => {
  let port = 0;
  let isAway = false;
  const world = await startWorld(
    {
      onRcptTo: (_address, _session, done) =>
        done(isAway ? Object.assign(new Error('4.3.0 Later'), { responseCode: 451 }) : null),
    },
    { credentialKeys: [OLD] },
    { onSubmission: (listens) => void (port = listens) },
  );
  const { url } = await world.server.start();
  const channelId = await connectedChannel(world);
  isAway = true;
  const id = await queued(world, channelId);
  await until(world, url, id, ({ state, attempts }) => state === 'queued' && attempts === 1);
  isAway = false;

  const [unknown, done, again] = await world.stop(async (config) => {
    const told = [await reseal(config, NEW), await reseal(config, NEW, OLD), await reseal(config, NEW)];
    const dial = () => connect(port, '127.0.0.1');
    const server = await buildServer(
      { ...config, credentialKeys: [NEW] },
      { dial, log: new PassThrough().resume(), clock: () => Date.now() + 2 * HOUR },
    );
    const started = await server.start();
    await untilState({ ...world, server }, started.url, id, 'accepted');
    await server.stop();
    return told;
  });
  expect(world.taken).toHaveLength(1);
  expect(unknown).toMatchObject({ code: 1, said: expect.stringContaining('Key "old" is not in CREDENTIAL_KEYS.') });
  expect(unknown?.said).toContain('Passwords and sign-ins that hang on it: 1, messages’ contents: 1.');
  expect(done?.said.split('\n')).toEqual([
    'Key "new" has taken the place of others. Keys of passwords and sign-ins: 1, of messages’ contents: 1; channels sealed or marked anew: 1.',
    'Nothing hangs on key "old" any more: take it out of CREDENTIAL_KEYS.',
    '',
  ]);
  expect(again?.said).toBe('There was nothing to change: key "new" has what it can have.\n');
  expect([done?.code, again?.code]).toEqual([0, 0]);
  for (const said of [unknown, done]) expect(said?.said).not.toContain(Buffer.from(OLD.key).toString('base64'));
});
