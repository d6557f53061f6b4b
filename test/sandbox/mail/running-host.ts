import {
  CertificateAuthority,
  type CertificateKind,
  type KeyAndCertificate,
} from '../../../src/sandbox/certificates.ts';
import type { Dialect } from '../../../src/sandbox/mail/dialect.ts';
import { MailHost } from '../../../src/sandbox/mail/mail-host.ts';
import { Mailboxes } from '../../../src/sandbox/mail/mailboxes.ts';
import { PEOPLE, type Person } from '../../../src/sandbox/people.ts';
import { Switchboard } from '../../../src/sandbox/switches.ts';
import { Conversation } from './conversation.ts';

export const person = (id: string): Person => {
  const found = PEOPLE.find((one) => one.id === id);
  if (found === undefined) throw new Error(`Nobody is called ${id}.`);
  return found;
};

/** A submission server that runs, with everything that can be turned and looked at. */
export class RunningHost {
  readonly switches = new Switchboard();
  readonly mailboxes = new Mailboxes(() => this.now);
  now = Date.UTC(2026, 10, 20, 19, 0);
  readonly #authority: CertificateAuthority;
  readonly #host: MailHost;
  readonly #open: Conversation[] = [];

  private constructor(
    authority: CertificateAuthority,
    dialect: Dialect,
    certificates: Record<CertificateKind, KeyAndCertificate>,
  ) {
    const { switches, mailboxes } = this;
    this.#authority = authority;
    this.#host = new MailHost({
      dialect,
      certificates,
      switches,
      mailboxes,
      now: () => this.now,
      bearer: async () => false,
    });
  }

  static async start(dialect: Dialect): Promise<RunningHost> {
    const authority = await CertificateAuthority.open(null, new Date());
    const issue = (kind: CertificateKind): Promise<KeyAndCertificate> => authority.issue([dialect.host], kind);
    const running = new RunningHost(authority, dialect, {
      good: await issue('good'),
      expired: await issue('expired'),
      'wrong-name': await issue('wrong-name'),
      untrusted: await issue('untrusted'),
    });
    await running.#host.start();
    return running;
  }

  async stop(): Promise<void> {
    for (const conversation of this.#open) conversation.close();
    await this.#host.stop();
  }

  offers(port: 465 | 587): boolean {
    return this.#host.realPort(port) !== null;
  }

  /** A conversation that has just begun, in the clear. */
  async called(): Promise<Conversation> {
    const conversation = await Conversation.open(this.#realPort(587));
    this.#open.push(conversation);
    return conversation;
  }

  async encrypt(conversation: Conversation): Promise<void> {
    await conversation.encrypt(this.#host.dialect.host, this.#authority.certificate);
  }

  /** A conversation that is encrypted and has said EHLO. */
  async greeted(port: 465 | 587 = 587): Promise<Conversation> {
    const conversation = port === 465 ? await this.calledEncrypted() : await this.called();
    await conversation.hear();
    await conversation.say('EHLO client.example');
    if (port === 587) {
      await this.encrypt(conversation);
      await conversation.say('EHLO client.example');
    }
    return conversation;
  }

  /** A conversation that has come as far as MAIL FROM; throws when the login is refused. */
  async loggedIn({ address, password }: Person): Promise<Conversation> {
    const conversation = await this.greeted();
    const reply = await conversation.logIn(address, password);
    if (!reply.startsWith('235')) throw new Error(reply);
    return conversation;
  }

  /** A conversation that has just begun over TLS. */
  async calledEncrypted(): Promise<Conversation> {
    const { host } = this.#host.dialect;
    const conversation = await Conversation.openEncrypted(this.#realPort(465), host, this.#authority.certificate);
    this.#open.push(conversation);
    return conversation;
  }

  #realPort(port: 465 | 587): number {
    const real = this.#host.realPort(port);
    if (real === null) throw new Error(`There is no port ${String(port)} here.`);
    return real;
  }
}
