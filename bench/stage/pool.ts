import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface PoolSettings {
  /** An address; `name` is what the certificate is for. */
  host: string;
  port: number;
  name: string;
  ca: string;
  user: string;
  password: string;
  connections: number;
  /** A message that only needs sending, `{index}` standing for what tells it from the others; null: each is composed. */
  composed: string | null;
}
export interface PoolOrder {
  send: number;
}

/** A nodemailer pool in a process of its own. */
export interface Pool {
  pid: number;
  /** Sends so many letters over new connections; resolves when all are accepted. */
  send(count: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startPool(settings: PoolSettings): Promise<Pool> {
  const child = fork(fileURLToPath(new URL('nodemailer-pool.ts', import.meta.url)), [JSON.stringify(settings)]);
  const ended = once(child, 'exit');
  await once(child, 'message');
  return {
    pid: child.pid ?? 0,
    async send(count) {
      child.send({ send: count } satisfies PoolOrder);
      const [said] = (await Promise.race([once(child, 'message'), ended])) as unknown[];
      if (said !== 'sent') throw new Error(`The pool ended with ${String(said)}.`);
    },
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
