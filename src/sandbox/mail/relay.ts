import { MAIL_HOSTS } from '../names/zones.ts';
import type { Account, Dialect } from './dialect.ts';

const { host } = MAIL_HOSTS.relay;

/** What Postlane's operator has there. Reps never see it. */
export const RELAY_ACCOUNT: Account = { username: 'login-1704', password: 'Relay-of-the-operator-3', domain: null };

/** The operator's own relay, for reps who have nothing else: it takes mail from any address, which is why Postlane must not. */
export const RELAY: Dialect = {
  id: 'relay',
  host,
  ports: [465, 587],
  mechanisms: ['PLAIN', 'LOGIN'],
  size: 26_214_400,
  accounts: [RELAY_ACCOUNT],
  greeting: () => `${host} ESMTP Postfix`,
  hello: () => host,
  extensions: ['PIPELINING', 'SIZE 26214400', 'STARTTLS', 'AUTH', 'ENHANCEDSTATUSCODES', '8BITMIME'],
  authLine: 'PLAIN LOGIN',
  words: {},
  accepted: (number) => `2.0.0 Ok: queued as ${number.toString(16).toUpperCase().padStart(10, '4')}`,
  refusals: {
    'bad-password': () => '535 5.7.8 Error: authentication failed: authentication failure',
  },
  turnsAway: 'at-greeting',
  checksSender: 'never',
  passwords: 'own',
  messagesPerMinute: null,
  connections: null,
};
