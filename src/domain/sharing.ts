import { sameAddress } from './address.ts';
import { isOfGrant, type Mechanism } from './credential.ts';
import { PROVIDERS, type ProviderId } from './provider.ts';

/** Why a credential must not be given to a team: somebody signed in, it is an app password, or a mailbox's own; or nobody said that it sends for others. */
export const BOUND_BY = ['sign-in', 'app-password', 'mailbox', 'unsaid'] as const;
export type BoundBy = (typeof BOUND_BY)[number];

/** Whether a team may have a channel's credential: yes, by an administrator's word that the login sends for others, or no. */
export type Sharing = { may: 'yes' } | { may: 'by-word' } | { may: 'no'; because: Exclude<BoundBy, 'unsaid'> };

/** What the answer hangs on. */
export interface Lent {
  providerId: ProviderId;
  username: string;
  sender: { address: string };
  mechanism: Mechanism;
}

/** A domain as DNS has it, in ASCII; RFC 5890. */
type ToASCII = (domain: string) => string;

/** Whether a login is an address's own: the address itself or what stands before its @, a Windows domain before it or not. */
export function isLoginOf(username: string, address: string, toASCII: ToASCII): boolean {
  const plain = (name: string): string => {
    const at = name.lastIndexOf('@') + 1;
    return `${name.slice(0, at)}${at === 0 ? name : toASCII(name.slice(at))}`;
  };
  const login = plain(loginIn(username));
  return sameAddress(login, plain(address)) || sameAddress(login, address.slice(0, address.lastIndexOf('@')));
}

/** A user name without the Windows domain before it, as in FIRMA\ada. */
const loginIn = (username: string): string => username.slice(username.lastIndexOf('\\') + 1).trim();

/** What stands before the @ of every address whose own a login may be. */
export const localPartIn = (username: string): string => loginIn(username).replace(/@.*/s, '');

/**
 * Whether a channel's credential is one address's or its company's. The provider's row decides; of a company's own server nobody
 * knows, so an administrator has to say, unless the login is the address itself, or what stands before its @.
 */
export function sharingOf({ providerId, username, sender, mechanism }: Lent, toASCII: ToASCII): Sharing {
  if (isOfGrant(mechanism)) return { may: 'no', because: 'sign-in' };
  const { kind, passwords, credentialScope } = PROVIDERS[providerId];
  if (passwords.policy === 'app-password' || passwords.policy === 'app-password-with-two-steps')
    return { may: 'no', because: 'app-password' };
  if (credentialScope === 'domain') return { may: 'yes' };
  return kind === 'own' && !isLoginOf(username, sender.address, toASCII)
    ? { may: 'by-word' }
    : { may: 'no', because: 'mailbox' };
}

/** Why a credential is not shared; null when it may be. `sendsForOthers` is the administrator's word, which changes no other answer. */
export function boundBy(lent: Lent, sendsForOthers: boolean, toASCII: ToASCII): BoundBy | null {
  const sharing = sharingOf(lent, toASCII);
  if (sharing.may === 'no') return sharing.because;
  return sharing.may === 'by-word' && !sendsForOthers ? 'unsaid' : null;
}
