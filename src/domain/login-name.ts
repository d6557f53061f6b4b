import { domainOf } from './address.ts';
import type { DeliveryChannel } from './channel.ts';
import type { Login } from './credential.ts';
import { isDefaultChannel } from './default-channel.ts';
import { PROVIDERS, providerOfHost, type ProviderId } from './provider.ts';
import type { Username } from './provider/row.ts';

/** Whether a service has no user name that is one customer's alone and may be seen: all have the same, or it is the secret. */
export const isSetByService = (username: Username): boolean =>
  username === 'secret-again' || fixedOf(username) !== null;

const fixedOf = (username: Username): string | null =>
  typeof username === 'object' && 'fixed' in username ? username.fixed : null;

/** What to begin with where a user name is asked for; empty when its owner alone knows it. */
export function firstName(providerId: ProviderId, address: string): string {
  const { username, domains } = PROVIDERS[providerId];
  const isThere = domains.includes(domainOf(address));
  if (username === 'address-there') return isThere ? address : '';
  const at = address.lastIndexOf('@');
  if (username === 'local-part') return isThere ? address.slice(0, at) : '';
  if (username === 'postmaster') return `postmaster${address.slice(at)}`;
  return typeof username === 'object' && 'given' in username ? '' : address;
}

/**
 * The name by which a login is known here, which others see and by which limits are kept: the sender's address where the
 * service sets the name, for all its customers would be one mailbox then, or the secret would be read.
 */
export function keptName(host: string, typed: string, senderAddress: string, password: string | null): string {
  const { username } = PROVIDERS[providerOfHost(host)];
  const isSet =
    username === 'secret-again' ? typed === password?.trim() : typed.toLowerCase() === fixedOf(username)?.toLowerCase();
  return isSet ? senderAddress : typed;
}

/**
 * By which name a mailbox is kept beside its server's, in lower case. Where the service sets the user name, no login proves
 * that the sender's address is its own: it names a mailbox within the tenant alone, or who claims another's slows it down.
 */
export function mailboxNameOf(login: Pick<DeliveryChannel, 'owner' | 'providerId' | 'server' | 'username'>): string {
  const { owner, server, username } = login;
  const isProven = !isSetByService(PROVIDERS[providerOfHost(server.host)].username);
  // The operator's is one for all, whatever service carries it.
  return (isProven || isDefaultChannel(login) ? username : `${owner.tenantId} ${username}`).toLowerCase();
}

/** A login as it is said. Where the service sets the user name, no name of its own is an address, so an address stands for it. */
export function asSaid<Of extends Login>(host: string, login: Of): Of {
  if (login.kind !== 'password' || !login.username.includes('@')) return login;
  const { username } = PROVIDERS[providerOfHost(host)];
  return { ...login, username: username === 'secret-again' ? login.password : (fixedOf(username) ?? login.username) };
}
