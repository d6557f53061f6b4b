import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { KeyAndCertificate } from '../../../src/sandbox/certificates.ts';

/**
 * How the sink treats a message: where it hangs up, falls silent, or sends us away; `late` has it, and never says so. Or
 * where the link to it fails, while it knows nothing of that.
 */
export type Trouble =
  | 'hang up at MAIL'
  | 'hang up after RCPT'
  | 'hang up after the dot'
  | 'hang up after the message'
  | '421 at MAIL'
  | 'silent at MAIL'
  | 'late'
  | 'link fails at MAIL'
  | 'link fails in the data'
  | 'link fails after the message';

/** So much of a message has come when the link fails in its data. */
const SOME_OF_IT = 16 * 1024;

/** A submission server over TLS that takes mail at any speed, knows what it has, and is in trouble when told to. */
export interface Sink {
  port: number;
  /** How often it has each message, by its subject. */
  has: Map<string, number>;
  /** What happens to the next messages, in their order. */
  troubles: (Trouble | null)[];
  logins: number;
  /** Called whenever it has one more. */
  onMessage: () => void;
  /** Called where the link is to fail. */
  onLinkFails: () => void;
  stop(): Promise<void>;
}

export async function startSink(certificate: KeyAndCertificate, extensions = ['PIPELINING']): Promise<Sink> {
  const sockets = new Set<Socket>();
  const server = createServer(certificate, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.setNoDelay(true);
    converse(socket);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const sink: Sink = {
    port: (server.address() as AddressInfo).port,
    has: new Map(),
    troubles: [],
    logins: 0,
    onMessage: () => undefined,
    onLinkFails: () => undefined,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return sink;

  function converse(socket: Socket): void {
    let heard = '';
    let content: string | null = null;
    let trouble: Trouble | null = null;
    let silent = false;
    const say = (line: string): void => void (socket.writable && socket.write(`${line}\r\n`));
    say('220 smtp.firma.example ESMTP');

    /** What was said before still arrives. */
    const hangUp = (): void => {
      silent = true;
      socket.end();
    };
    const command = (line: string): void => {
      const verb = line.split(/[ :]/, 1)[0]?.toUpperCase();
      if (verb === 'EHLO')
        say(['250-smtp.firma.example', ...extensions.map((one) => `250-${one}`), '250 AUTH PLAIN'].join('\r\n'));
      else if (verb === 'AUTH') {
        sink.logins += 1;
        say('235 2.7.0 Authentication successful');
      } else if (verb === 'MAIL') mail();
      else if (verb === 'RCPT') {
        if (trouble === 'hang up after RCPT') hangUp();
        else say('250 2.1.5 OK');
      } else if (verb === 'DATA') {
        content = '';
        say('354 go ahead');
      } else if (verb === 'QUIT') socket.end('221 2.0.0 bye\r\n');
      else say('250 2.0.0 OK');
    };
    const mail = (): void => {
      trouble = sink.troubles.shift() ?? null;
      if (trouble === 'hang up at MAIL') hangUp();
      else if (trouble === '421 at MAIL') {
        say('421 4.3.2 Closing this connection');
        hangUp();
      } else if (trouble === 'silent at MAIL') silent = true;
      else {
        if (trouble === 'link fails at MAIL') sink.onLinkFails();
        say('250 2.1.0 OK');
      }
    };
    const dot = (message: string): void => {
      if (trouble === 'hang up after the dot') return hangUp();
      const subject = /^Subject: (.*)$/m.exec(message)?.[1]?.trim() ?? '';
      sink.has.set(subject, (sink.has.get(subject) ?? 0) + 1);
      sink.onMessage();
      if (trouble === 'late') {
        silent = true;
        return;
      }
      if (trouble === 'link fails after the message') sink.onLinkFails();
      say('250 2.0.0 Queued');
      if (trouble === 'hang up after the message') hangUp();
    };

    socket.on('data', (bytes: Buffer) => {
      heard += bytes.toString('latin1');
      while (!silent && !socket.destroyed) {
        const end = heard.indexOf('\r\n');
        if (end < 0) return;
        const line = heard.slice(0, end);
        heard = heard.slice(end + 2);
        if (content === null) command(line);
        else if (line !== '.') {
          content += `${line}\r\n`;
          if (trouble !== 'link fails in the data' || content.length < SOME_OF_IT) continue;
          // What is on its way is lost with the link.
          silent = true;
          sink.onLinkFails();
        } else {
          const message = content;
          content = null;
          dot(message);
        }
      }
    });
  }
}
