import type { Limits } from '../limit.ts';
import type { SubmissionPort, SubmissionServer } from '../submission-server.ts';

/** How the provider treats a password at its submission server. */
export type PasswordPolicy =
  | { policy: 'accepted' }
  /** Only a password made for one app, with two-step verification on. */
  | { policy: 'app-password' }
  /** The usual one, or one made for one app where two-step verification is on. */
  | { policy: 'app-password-with-two-steps' }
  /** Accepted until a date, off by default from then on. */
  | { policy: 'ending'; endsOn: string }
  | { policy: 'refused' };

/** What the service calls a user name that only its customer knows. */
export type GivenName = 'user-name' | 'smtp-user-name' | 'smtp-login' | 'api-key';

/** What a login's user name is. */
export type Username =
  /** The mailbox's address, unless its owner says otherwise. */
  | 'full-address'
  /** An address at one of the service's own domains, whatever the mailbox's: a company's domain may be hosted there. */
  | 'address-there'
  /** What stands before the @ of an address at one of the service's own domains. */
  | 'local-part'
  /** `postmaster@` the sending domain, unless its owner made another. */
  | 'postmaster'
  /** The secret once more. */
  | 'secret-again'
  | 'free'
  /** The same for all customers. */
  | { fixed: string }
  /** What the service shows beside the secret. */
  | { given: GivenName };

/** What a service calls what one logs in with: the first is somebody's own, the others are made there for programs. */
export const SECRET_NAMES = ['password', 'smtp-password', 'smtp-key', 'api-key', 'secret-key', 'server-token'] as const;
export type SecretName = (typeof SECRET_NAMES)[number];

/** SASL mechanisms as published. Which one is spoken, EHLO decides. */
export type Published = 'PLAIN' | 'LOGIN' | 'CRAM-MD5' | 'XOAUTH2' | 'OAUTHBEARER';

/** Which one a service is of several that have one name. */
export type Variant =
  | {
      of: 'region';
      name: 'us' | 'eu' | 'global' | 'germany' | 'international' | 'india' | 'australia' | 'japan' | 'canada';
    }
  | { of: 'cloud'; name: 'worldwide' | 'gcc-high' | 'dod' | 'china' }
  | { of: 'stream'; name: 'transactional' | 'broadcast' };

/** A server's name of which the customer knows a part: `before` + part + `after`. */
export interface NamePattern {
  before: string;
  after: string;
  part: RegExp;
  asks: 'region' | 'server-number';
  port: SubmissionPort;
}

/** Among what a rep looks for it; `own` is none of them, and `internal` is not for customers' mail. */
export type ProviderKind = 'mailboxes' | 'sending' | 'hosting' | 'own' | 'internal';

/** A service that takes mail for submission: facts with their source, never branches in code. */
export interface Row {
  /** One for all services of a name, of which the `variant` tells them apart. */
  name: string;
  variant: Variant | null;
  kind: ProviderKind;
  /** Null when each customer has a server of their own. */
  server: SubmissionServer | null;
  /** Where each customer's server is one of many; null elsewhere. */
  pattern: NamePattern | null;
  /** Other ports of the same server, as far as a submission may use them. */
  otherPorts: readonly SubmissionPort[];
  /** Other names that lead to the same mailboxes, and so to the same limits. */
  otherHosts: readonly string[];
  /**
   * Names of which every one is the provider's, listed or not: who owns a domain owns what is under it. Not given where
   * rented machines have such names too.
   */
  under: readonly RegExp[];
  /** Domains whose mailboxes are here, in lower case. */
  domains: readonly string[];
  /** Mail exchangers of domains whose mailboxes are here. */
  exchanges: readonly RegExp[];
  mechanisms: readonly Published[];
  /** Whether a credential belongs to one address, or to a domain a team may share. */
  credentialScope: 'user' | 'domain';
  username: Username;
  secret: SecretName;
  passwords: PasswordPolicy;
  /** Whether some of its mailboxes take mail from no program at all, and nobody can switch that. */
  refusesSome: boolean;
  limits: Limits;
  /** Its channels are made for single mails: a load to more recipients than this is bulk. Null where it says nothing of the kind. */
  bulkAbove: number | null;
  /** Whether it refuses mail from a sender that a login was not given the right to send as; false where that is not known. */
  refusesOtherSenders: boolean;
  /** Whether the server itself files a copy in Sent Items; null where it is not known. */
  keepsSentCopy: boolean | null;
  source: string;
  /** The day the facts were last checked. */
  asOf: string;
}

/** A row that says what is its own; the rest is what holds of most. */
export type Facts = Pick<Row, 'name' | 'kind' | 'server' | 'source'> & Partial<Row>;
