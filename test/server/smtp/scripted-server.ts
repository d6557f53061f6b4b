import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { KeyAndCertificate } from '../../../src/sandbox/certificates.ts';

/** A server that says its part of a play and hears ours, to the byte. */
export interface ScriptedServer {
  port: number;
  connections: number;
  /** What was said and heard, once the last connection is gone: equal to the script when all went by it. */
  transcript(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Plays a script for each connection: `C: ` a line that must come, `S: ` a line to say, `S! ` a JSON string to send as it is, a byte a character,
 * `* tls` put TLS over the socket, `* end` hang up politely, `* reset` hang up rudely, `* silence` say nothing more.
 * A line of ours that is not in the script goes into the transcript, and ends the play.
 */
export async function startScripted(script: string, certificate: KeyAndCertificate): Promise<ScriptedServer> {
  const sockets = new Set<Socket>();
  let transcript = '';
  let last: Promise<void> = Promise.resolve();
  const server = createServer((socket) => {
    sockets.add(socket);
    scripted.connections += 1;
    transcript = '';
    const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    last = play(linesOf(script), socket, certificate, (line) => (transcript += `${line}\n`)).then(
      async () => void (await gone),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const scripted: ScriptedServer = {
    port: (server.address() as AddressInfo).port,
    connections: 0,
    transcript: async () => {
      await last;
      return transcript.trimEnd();
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return scripted;
}

/** A script as the transcript shows it when all has gone by it. */
export const asPlayed = (script: string): string => linesOf(script).join('\n');

/** A script as written in a test, without its margin. */
const linesOf = (script: string): string[] =>
  script
    .split('\n')
    .map((line) => line.trimStart())
    .filter((line) => line !== '');

async function play(
  lines: string[],
  plain: Socket,
  certificate: KeyAndCertificate,
  note: (line: string) => void,
): Promise<void> {
  let socket: Socket = plain;
  let hear = ear(socket);
  for (const line of lines) {
    const mark = line.slice(0, 3);
    const rest = line.slice(3);
    if (mark === 'S: ') socket.write(`${rest}\r\n`);
    else if (mark === 'S! ') socket.write(JSON.parse(rest) as string, 'latin1');
    else if (mark === 'C: ') {
      const heard = await hear();
      if (heard === null) return;
      if (heard !== rest) {
        note(`C: ${heard}`);
        return void plain.destroy();
      }
    } else if (line === '* tls') {
      socket = new TLSSocket(socket, { isServer: true, ...certificate });
      socket.on('error', () => undefined);
      hear = ear(socket);
    } else if (line === '* end') socket.end();
    else if (line === '* reset') plain.resetAndDestroy();
    else if (line !== '* silence') throw new Error(`not a line of a script: ${line}`);
    note(line);
  }
}

/** Hears lines one by one; null when the other side is gone. */
function ear(socket: Socket): () => Promise<string | null> {
  let heard = '';
  let gone = false;
  let wake = (): void => undefined;
  socket.on('data', (bytes: Buffer) => {
    heard += bytes.toString('latin1');
    wake();
  });
  socket.on('close', () => {
    gone = true;
    wake();
  });
  return async () => {
    while (!heard.includes('\r\n')) {
      if (gone) return null;
      await new Promise<void>((resolve) => (wake = resolve));
    }
    const end = heard.indexOf('\r\n');
    const line = heard.slice(0, end);
    heard = heard.slice(end + 2);
    return Buffer.from(line, 'latin1').toString('utf8');
  };
}
