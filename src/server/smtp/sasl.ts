import type { Credential, Mechanism } from '../../domain/credential.ts';
import type { Reply } from '../../domain/reply.ts';

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** RFC 5321 4.5.3.1.4: a command line, its line end counted. */
const LONGEST_COMMAND = 512 - 2;

/** The lines to say, one for each time the server asks on. PLAIN: RFC 4616; LOGIN: draft-murchison-sasl-login. */
export function exchange(mechanism: Mechanism, { username, password }: Credential): string[] {
  if (mechanism === 'LOGIN') return ['AUTH LOGIN', base64(username), base64(password)];
  const response = base64(`\0${username}\0${password}`);
  const inOne = `AUTH PLAIN ${response}`;
  return inOne.length <= LONGEST_COMMAND ? [inOne] : ['AUTH PLAIN', response];
}

/** The reply with nothing in it that was said in the exchange: some servers repeat what they were told. */
export function withoutSecret(reply: Reply, { username, password }: Credential): Reply {
  const secrets = [base64(`\0${username}\0${password}`), base64(password), password];
  return {
    ...reply,
    text: secrets.reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, '…')), reply.text),
  };
}
