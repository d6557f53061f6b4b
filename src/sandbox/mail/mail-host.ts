import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerAuthentication, type SMTPServerSession } from 'smtp-server';
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import type { Socket } from 'node:net';
import PostalMime from 'postal-mime';
import { sameAddress } from '../../domain/address.ts';
import { MINUTE } from '../../domain/instant.ts';
import type { CertificateKind, KeyAndCertificate } from '../certificates.ts';
import { PEOPLE, type MailHostId } from '../people.ts';
import type { Switchboard } from '../switches.ts';
import { judgeLogin, judgeMessage, judgeRecipient, judgeSender, type Holder, type Login } from './admission.ts';
import { DialectConnection, type Refusal } from './dialect-connection.ts';
import type { Dialect, Situation, Subject } from './dialect.ts';
import type { Mailboxes } from './mailboxes.ts';

export interface MailHostNeeds {
  dialect: Dialect;
  certificates: Readonly<Record<CertificateKind, KeyAndCertificate>>;
  switches: Switchboard;
  mailboxes: Mailboxes;
  now: () => number;
  /** Whether an access token is the user's own, for this host. */
  bearer: (token: string, host: MailHostId, username: string) => Promise<boolean>;
}

/** A submission server of the outside world, on real sockets of this machine, one for each port it offers. */
export class MailHost {
  readonly dialect: Dialect;
  readonly #needs: MailHostNeeds;
  readonly #servers = new Map<465 | 587, DialectServer>();
  readonly #forget: () => void;
  #taken = 0;

  constructor(needs: MailHostNeeds) {
    this.dialect = needs.dialect;
    this.#needs = needs;
    for (const port of needs.dialect.ports) this.#servers.set(port, new DialectServer(this, needs, port));
    this.#forget = needs.switches.onChange(() => {
      for (const server of this.#servers.values()) server.updateSecureContext(this.certificate());
    });
  }

  async start(): Promise<void> {
    await Promise.all(
      [...this.#servers.values()].map(
        (server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
      ),
    );
  }

  async stop(): Promise<void> {
    this.#forget();
    await Promise.all([...this.#servers.values()].map((server) => server.hangUp()));
  }

  /** Where this port of the host really listens; null when it offers none such. Without TLS, 465 speaks like 587: in the clear. */
  realPort(port: number): number | null {
    const offered =
      port === 465 && this.#needs.switches.get('no-tls')
        ? this.#servers.get(587)
        : this.#servers.get(port as 465 | 587);
    return offered === undefined ? null : (offered.server.address() as AddressInfo).port;
  }

  certificate(): KeyAndCertificate {
    return this.#needs.certificates[this.#needs.switches.get('certificate')];
  }

  /** Judges a login and notes it. */
  async admit(mechanism: string, username: string, said: { password: string } | { token: string }) {
    const { dialect, switches, mailboxes, bearer } = this.#needs;
    const login: Login = {
      username,
      ...('token' in said ? { password: null, bears: await bearer(said.token, dialect.id, username) } : said),
    };
    const refused = judgeLogin(dialect, this.#holder(username), login, switches);
    mailboxes.noteLogin({
      host: dialect.id,
      username,
      mechanism,
      outcome: refused ?? 'accepted',
    });
    return refused;
  }

  /** Who logs in by a user name, whose passwords count; null for nobody. */
  #holder(username: string): Holder | null {
    const { id, accounts } = this.dialect;
    if (accounts === undefined)
      return PEOPLE.find(({ address, mailHost }) => mailHost === id && sameAddress(address, username)) ?? null;
    const account = accounts.find((one) => one.username === username);
    return account ? { password: account.password, newPassword: account.password, accountPassword: null } : null;
  }

  /** Judges a whole message; delivers it when it is taken. */
  async take(raw: Buffer, session: SMTPServerSession, connection: number): Promise<Situation | null> {
    const { dialect, switches, mailboxes, now } = this.#needs;
    const login = String(session.user);
    const mailFrom = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
    const email = await PostalMime.parse(raw);
    const recent = mailboxes.lastMinuteOf(login);
    const senders = [mailFrom, email.from?.address ?? mailFrom];
    const refused = judgeMessage(dialect, { senders, login, connection, messagesInMinute: recent.length }, switches);
    if (refused !== null) return refused;
    const limit = dialect.messagesPerMinute ?? Infinity;
    const carriedFrom = recent.length < limit ? undefined : recent.at(-limit);
    const receivedAt = carriedFrom === undefined ? now() : carriedFrom + MINUTE;
    const recipients = session.envelope.rcptTo.map(({ address }) => address);
    mailboxes.deliver({ receivedAt, host: dialect.id, login, mailFrom, raw, email }, recipients);
    return null;
  }

  nextNumber(): number {
    return (this.#taken += 1);
  }
}

/** One port of a host. */
class DialectServer extends SMTPServer {
  readonly #host: MailHost;
  readonly #needs: MailHostNeeds;

  constructor(host: MailHost, needs: MailHostNeeds, port: 465 | 587) {
    const { dialect, switches } = needs;
    super({
      ...host.certificate(),
      name: dialect.host,
      secure: port === 465,
      authMethods: [...dialect.mechanisms],
      size: dialect.size,
      rejectOversized: true,
      hideDSN: false,
      disableReverseLookup: true,
      logger: false,
      closeTimeout: 1,
      // Longer than any client waits: a server that says 421 after the message has answered.
      socketTimeout: 15 * MINUTE,
      minVersion: 'TLSv1.2',
      onConnect: (session, done) => {
        Object.assign(session, { disabledCommands: switches.get('no-tls') ? ['STARTTLS'] : [] });
        done();
      },
    });
    this.#host = host;
    this.#needs = needs;
    // A client that hangs up in the middle of a handshake or a command is no concern of the sandbox.
    this.on('error', () => undefined);
  }

  override connect(socket: Socket, options?: SMTPConnectionOptions | null): void {
    const { dialect, switches, now } = this.#needs;
    const troubles = () => ({
      pauseMilliseconds: this.#pause(),
      dropsBeforeData: switches.get('drop') === 'before-data',
      turnedAway: switches.get('our-address-refused')
        ? this.#reply('our-address-refused', { address: '', login: '', client: socket.remoteAddress ?? '' })
        : null,
    });
    const connection = new DialectConnection(this, socket, options, { dialect, troubles, now });
    this.connections.add(connection);
    connection.on('error', () => undefined);
    connection.init();
  }

  override onAuth(
    auth: SMTPServerAuthentication,
    session: SMTPServerSession,
    done: Parameters<SMTPServer['onAuth']>[2],
  ): void {
    const { method, username = '', password, accessToken = '' } = auth;
    const said = method === 'XOAUTH2' ? { token: accessToken } : { password: password ?? '' };
    void this.#host.admit(method, username, said).then((refused) => {
      if (refused === null) done(null, { user: username.toLowerCase() });
      else done(this.#refusal(refused, username, session));
    });
  }

  override onMailFrom(
    sender: { address: string },
    session: SMTPServerSession,
    done: (refusal?: Error | null) => void,
  ): void {
    const refused = judgeSender(this.#needs.dialect, sender.address, String(session.user), this.#needs.switches);
    done(refused === null ? null : this.#refusal(refused, sender.address, session));
  }

  override onRcptTo(
    recipient: { address: string },
    session: SMTPServerSession,
    done: (refusal?: Error | null) => void,
  ): void {
    const refused = judgeRecipient(recipient.address, this.#needs.switches);
    done(refused === null ? null : this.#refusal(refused, recipient.address, session));
  }

  override onData(
    stream: Parameters<SMTPServer['onData']>[0],
    session: SMTPServerSession,
    done: Parameters<SMTPServer['onData']>[2],
  ): void {
    const chunks: Buffer[] = [];
    const drop = this.#needs.switches.get('drop');
    // A connection that goes away in the middle: nothing was taken, and there is nobody to answer.
    stream.on('error', () => undefined);
    stream.on('data', (chunk: Buffer) => {
      if (drop === 'in-data') this.#connectionOf(session)?._socket.destroy();
      else chunks.push(chunk);
    });
    stream.on('end', () => {
      if (drop === 'in-data') return;
      this.#finish(Buffer.concat(chunks), session, drop, done).catch(() => {
        done(Object.assign(new Error('5.6.0 Message content cannot be read'), { responseCode: 554 }));
      });
    });
  }

  /** Hangs up on everyone and closes the port. */
  hangUp(): Promise<void> {
    for (const connection of this.connections) connection._socket.destroy();
    return new Promise((resolve) => this.close(resolve));
  }

  async #finish(
    raw: Buffer,
    session: SMTPServerSession,
    drop: string,
    done: Parameters<SMTPServer['onData']>[2],
  ): Promise<void> {
    const refused = await this.#host.take(raw, session, this.#rankOf(session));
    const waited = drop === 'silent-after-data' ? await this.#silence() : drop;
    if (waited === 'after-data') {
      this.#connectionOf(session)?._socket.destroy();
      return;
    }
    const answer = (): void => {
      if (refused === null) done(null, this.#needs.dialect.accepted(this.#host.nextNumber()));
      else done(this.#refusal(refused, session.envelope.mailFrom ? session.envelope.mailFrom.address : '', session));
    };
    setTimeout(answer, this.#pause());
  }

  /** Ends when the switch is turned to something else, and gives back what to: an answer may come late, or never. */
  #silence(): Promise<string> {
    const { switches } = this.#needs;
    return new Promise((resolve) => {
      const forget = switches.onChange(() => {
        const drop = switches.get('drop');
        if (drop === 'silent-after-data') return;
        forget();
        resolve(drop);
      });
    });
  }

  #refusal(situation: Situation, address: string, session: SMTPServerSession): Error {
    const login = typeof session.user === 'string' ? session.user : address;
    const { code, words } = this.#reply(situation, { address, login, client: session.remoteAddress });
    return Object.assign(new Error(words.join('\n')), { responseCode: code });
  }

  #reply(situation: Situation, about: Omit<Subject, 'now'>): Refusal {
    const { dialect, now } = this.#needs;
    const phrase = dialect.refusals[situation] ?? dialect.refusals['bad-password'];
    const reply = phrase?.({ ...about, now: new Date(now()) }) ?? '451 4.3.0 Temporary failure';
    return { code: Number(reply.slice(0, 3)), words: reply.split('\n').map((line) => line.slice(4)) };
  }

  #connectionOf(session: SMTPServerSession) {
    return [...this.connections].find((connection) => connection.session === session);
  }

  /** Which of the login's connections to this port this is, oldest first. */
  #rankOf(session: SMTPServerSession): number {
    return [...this.connections]
      .filter(({ session: other }) => other.user === session.user)
      .findIndex((connection) => connection.session === session);
  }

  #pause(): number {
    return Number(this.#needs.switches.get('slow')) * 1_000;
  }
}
