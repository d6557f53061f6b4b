import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * How a link fails. When it is `cut`, both ends are told. When the other end is gone without a word, neither is: as long as
 * the network has room it `swallows` what is sent, and when it has none left it `takes nothing`.
 */
export type LinkFailure = 'cut' | 'swallows' | 'takes nothing';

/** The network between our server and another one, which may fail while both of them are well. */
export interface Link {
  port: number;
  /** What becomes of the connections there are; a new one is well. */
  fail(how: LinkFailure): void;
  stop(): Promise<void>;
}

export async function startLink(to: number): Promise<Link> {
  const sockets = new Set<Socket>();
  const well = new Map<Socket, Socket>();
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    well.set(near, far);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      one.pipe(other);
      one
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(one);
          if (well.delete(near)) other.destroySoon();
        });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    fail(how) {
      for (const ends of well) {
        const [near, far] = ends;
        near.unpipe(far);
        far.unpipe(near);
        for (const end of ends) {
          if (how === 'cut') end.resetAndDestroy();
          else if (how === 'swallows') end.resume();
          else end.pause();
        }
      }
      well.clear();
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
