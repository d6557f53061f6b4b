import type { Email } from 'postal-mime';
import { MINUTE } from '../../domain/instant.ts';
import type { MailHostId } from '../people.ts';

/** A message as one recipient got it. */
export interface Delivered {
  id: string;
  /** Milliseconds since 1970; in the future while a throttled message is carried over. */
  receivedAt: number;
  host: MailHostId;
  login: string;
  mailFrom: string;
  recipient: string;
  /** The bytes between DATA and the final dot, dots unstuffed. */
  raw: Buffer;
  /** What a mail program makes of them. */
  email: Email;
}

/** One login somebody tried: never with what they typed. */
export interface LoginAttempt {
  at: number;
  host: MailHostId;
  username: string;
  mechanism: string;
  /** `accepted`, or why not. */
  outcome: string;
}

/** The world's mailboxes: everything the submission servers delivered, and every login they saw. */
export class Mailboxes {
  readonly #delivered: Delivered[] = [];
  /** One entry a message, however many its recipients. */
  readonly #taken: { login: string; at: number }[] = [];
  readonly #logins: LoginAttempt[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  deliver(message: Omit<Delivered, 'id' | 'recipient'>, recipients: readonly string[]): void {
    this.#taken.push({ login: message.login, at: message.receivedAt });
    for (const recipient of recipients) {
      this.#delivered.push({ ...message, id: String(this.#delivered.length + 1), recipient });
    }
    for (const wake of this.#waiting) wake();
  }

  /** What has arrived by now, oldest first. */
  received(): readonly Delivered[] {
    return this.#delivered.filter(({ receivedAt }) => receivedAt <= this.#now());
  }

  find(id: string): Delivered | null {
    return this.received().find((message) => message.id === id) ?? null;
  }

  /** Resolves as soon as so many copies have arrived in all, those that are carried over counted. */
  async whenReceived(count: number): Promise<readonly Delivered[]> {
    while (this.#delivered.length < count) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
    return this.#delivered;
  }

  /** When the login's messages of the last minute were, or will be, delivered. */
  lastMinuteOf(login: string): readonly number[] {
    const since = this.#now() - MINUTE;
    return this.#taken.filter((one) => one.login === login && one.at > since).map(({ at }) => at);
  }

  noteLogin(attempt: Omit<LoginAttempt, 'at'>): void {
    this.#logins.push({ at: this.#now(), ...attempt });
  }

  logins(): readonly LoginAttempt[] {
    return this.#logins;
  }

  empty(): void {
    this.#delivered.length = 0;
    this.#taken.length = 0;
    this.#logins.length = 0;
  }
}
