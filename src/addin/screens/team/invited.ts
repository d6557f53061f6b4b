import { domainOf, eachOnce, parseAddress, sameAddress } from '../../../domain/address.ts';
import { addressesIn } from './addresses-in.ts';

/** A pasted list, as far as it can be said before it goes. */
export interface Listed {
  /** Whom to invite, each once. */
  addresses: string[];
  /** What is no address. */
  wrong: string[];
  /** Of the addresses, those at a domain that is not known to be the company's. */
  outside: string[];
  /** Whether the administrator's own was among them: it is left out. */
  hadOwn: boolean;
}

export function listed(typed: string, own: string, domains: readonly string[]): Listed {
  const all = eachOnce(addressesIn(typed));
  const addresses = all.filter((address) => !sameAddress(address, own));
  const wrong = addresses.filter((address) => !parseAddress(address).ok);
  const known = [domainOf(own), ...domains].map((domain) => domain.toLowerCase());
  const outside = addresses.filter(
    (address) => !wrong.includes(address) && !known.includes(domainOf(address).toLowerCase()),
  );
  return { addresses, wrong, outside, hadOwn: addresses.length < all.length };
}
