import type { Login, SaslMechanism } from '../../domain/credential.ts';
import type { Reply } from '../../domain/reply.ts';

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** RFC 5321 4.5.3.1.4: a command line, its line end counted. */
const LONGEST_COMMAND = 512 - 2;

/** The lines to say, one for each time the server asks on. LOGIN: draft-murchison-sasl-login. */
export function exchange(mechanism: SaslMechanism, login: Login): string[] {
  if (mechanism === 'LOGIN' && login.kind === 'password')
    return ['AUTH LOGIN', base64(login.username), base64(login.password)];
  const response = base64(responseOf(mechanism, login));
  const inOne = `AUTH ${mechanism} ${response}`;
  return inOne.length <= LONGEST_COMMAND ? [inOne] : [`AUTH ${mechanism}`, response];
}

/** What to say to a server that refuses a token and tells why before it says so. RFC 7628 3.2.3; XOAUTH2 takes an empty line. */
export const acknowledgement = (mechanism: SaslMechanism): string | null =>
  mechanism === 'OAUTHBEARER' ? base64('\x01') : mechanism === 'XOAUTH2' ? '' : null;

/** The refusal of a token with the reason that stood in the challenge before it: a JSON object in base64, RFC 7628 3.2.2. */
export function withReason(refusal: Reply, challenge: Reply): Reply {
  try {
    const reason: unknown = JSON.parse(Buffer.from(challenge.text, 'base64').toString('utf8'));
    return { ...refusal, text: `${refusal.text}\n${JSON.stringify(reason)}` };
  } catch {
    return refusal; // It gave none.
  }
}

/** PLAIN: RFC 4616. OAUTHBEARER: RFC 7628 3.1, RFC 5801 4. XOAUTH2: Microsoft's and Google's own pages of that name. */
function responseOf(mechanism: SaslMechanism, login: Login): string {
  if (login.kind === 'password') return `\0${login.username}\0${login.password}`;
  const { username, token } = login;
  if (mechanism === 'XOAUTH2') return `user=${username}\x01auth=Bearer ${token}\x01\x01`;
  const identity = username.replaceAll('=', '=3D').replaceAll(',', '=2C');
  return `n,a=${identity},\x01auth=Bearer ${token}\x01\x01`;
}

/** The reply with nothing in it that was said in the exchange: some servers repeat what they were told. */
export function withoutSecret(reply: Reply, mechanism: SaslMechanism, login: Login): Reply {
  const secret = login.kind === 'password' ? login.password : login.token;
  const secrets = [base64(responseOf(mechanism, login)), base64(secret), secret];
  return {
    ...reply,
    text: secrets.reduce((text, said) => (said === '' ? text : text.replaceAll(said, '…')), reply.text),
  };
}
