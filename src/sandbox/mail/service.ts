import { MAIL_HOSTS } from '../names/zones.ts';
import type { MailHostId } from '../people.ts';
import type { Account, Dialect, Situation, Subject } from './dialect.ts';

interface Service {
  id: MailHostId;
  mechanisms: Dialect['mechanisms'];
  size: number;
  accounts: readonly Account[];
  refusals: Readonly<Partial<Record<Situation, (about: Subject) => string>>>;
  /** What follows 220, where that was seen. */
  greets?: string;
  /** Where it differs from most: both ports, and a look at the domain once it has the mail. */
  ports?: Dialect['ports'];
  checksSender?: Dialect['checksSender'];
}

/** A service at which companies have accounts. Its refusals are its own; its other words, where they are not published, those of any server. */
export const service = ({ id, greets, size, mechanisms, ports, checksSender, ...own }: Service): Dialect => {
  const { host } = MAIL_HOSTS[id];
  return {
    ...{ id, host, mechanisms, size },
    ...own,
    ports: ports ?? [465, 587],
    greeting: () => greets ?? `${host} ESMTP`,
    hello: () => host,
    extensions: [`SIZE ${String(size)}`, 'STARTTLS', 'AUTH', '8BITMIME', 'PIPELINING'],
    authLine: mechanisms.join(' '),
    words: {},
    accepted: (number) => `Ok: queued as ${number.toString(36).padStart(12, '0')}`,
    turnsAway: 'at-greeting',
    checksSender: checksSender ?? 'domain-after-data',
    passwords: 'own',
    messagesPerMinute: null,
    connections: null,
  };
};
