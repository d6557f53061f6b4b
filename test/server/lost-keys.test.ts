import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { expect, it } from '@jest/globals';
import { buildServer } from '../../src/server/main.ts';
import { openDatabase } from '../../src/server/store/open.ts';
import { connectedChannel, linesOf, PASSWORD, queued, startWorld, untilState } from './world.ts';

it('asks a rep for the password where the database was brought back without its data keys: the same one mends it at once', async () => {
  let port = 0;
  const world = await startWorld({}, {}, { onSubmission: (listens) => void (port = listens) });
  const channelId = await connectedChannel(world);
  await world.stop(async (config) => {
    const { db, close } = await openDatabase(config.database);
    await db.deleteFrom('data_keys').execute();
    await close();
    const dial = () => connect(port, '127.0.0.1');
    const server = await buildServer(config, { dial, log: new PassThrough().resume() });
    const { url } = await server.start();
    const brought = { ...world, server };
    const id = await queued(brought, channelId);
    expect(await untilState(brought, url, id, 'held')).toMatchObject({ because: { kind: 'credential-lost' } });
    const again = await server.app.inject({
      method: 'POST',
      url: `/api/channels/${channelId}/repair`,
      headers: await world.as(),
      payload: {},
    });
    expect(again.statusCode).toBe(409);
    const credential = { kind: 'password', password: PASSWORD };
    const lines = await linesOf(brought, `/api/channels/${channelId}/repair`, { credential });
    expect(lines.at(-1)).toMatchObject({ channel: { health: { state: 'working' } } });
    await untilState(brought, url, id, 'accepted');
    await server.stop();
  });
  expect(world.taken).toHaveLength(1);
});
