import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface, type Interface } from 'node:readline';
import { connect as encrypt } from 'node:tls';

/** A client that says what it is told and hands back each whole reply, as on the wire: shows a server's very words. */
export class Conversation {
  #socket: Socket;
  #lines: Interface;
  #next: AsyncIterator<string>;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#lines = createInterface({ input: socket });
    this.#next = this.#lines[Symbol.asyncIterator]();
    socket.on('error', () => undefined);
  }

  static async open(port: number): Promise<Conversation> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Conversation(socket);
  }

  static async openEncrypted(port: number, servername: string, ca: string): Promise<Conversation> {
    const socket = encrypt({ port, host: '127.0.0.1', servername, ca });
    await once(socket, 'secureConnect');
    return new Conversation(socket);
  }

  /** One reply, its lines joined by newlines; `closed` when the server hung up instead. */
  async hear(): Promise<string> {
    const heard: string[] = [];
    for (;;) {
      const { value, done } = await this.#next.next();
      if (done === true) return heard.length === 0 ? 'closed' : heard.join('\n');
      heard.push(value);
      if (!/^\d{3}-/.test(value)) return heard.join('\n');
    }
  }

  say(text: string): Promise<string> {
    this.#socket.write(`${text}\r\n`);
    return this.hear();
  }

  async encrypt(servername: string, ca: string): Promise<void> {
    await this.say('STARTTLS');
    this.#lines.close();
    this.#socket.removeAllListeners();
    const socket = encrypt({ socket: this.#socket, servername, ca });
    await once(socket, 'secureConnect');
    this.#socket = socket;
    this.#lines = createInterface({ input: socket });
    this.#next = this.#lines[Symbol.asyncIterator]();
    socket.on('error', () => undefined);
  }

  /** Logs in by AUTH LOGIN; the last reply. */
  async logIn(username: string, password: string): Promise<string> {
    await this.say('AUTH LOGIN');
    await this.say(Buffer.from(username).toString('base64'));
    return this.say(Buffer.from(password).toString('base64'));
  }

  /** Sends a small message; every reply in turn, up to the first refusal. */
  async send(from: string, to: readonly string[], subject = 'Hello'): Promise<string[]> {
    const heard: string[] = [];
    const content = `From: <${from}>\r\nTo: <${to.join('>, <')}>\r\nSubject: ${subject}\r\n\r\nGood day.\r\n.`;
    for (const line of [`MAIL FROM:<${from}>`, ...to.map((one) => `RCPT TO:<${one}>`), 'DATA', content]) {
      heard.push(await this.say(line));
      if (heard.at(-1) === 'closed') break;
    }
    return heard;
  }

  close(): void {
    this.#socket.destroy();
  }
}
