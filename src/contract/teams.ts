import * as z from 'zod/mini';
import { RECORD_STATES } from '../domain/sending-domain.ts';
import { BOUND_BY } from '../domain/sharing.ts';
import { address, identifier, instant, mailbox } from './mail.ts';
import { providerId, submissionServer } from './recommendations.ts';

const domainName = z.string().check(z.minLength(1), z.maxLength(253));

/** A domain that the organisation sends from, and the TXT record that proves it. */
export const sendingDomain = z.object({
  domain: z.string(),
  record: z.object({ name: z.string(), value: z.string() }),
  /** When the record was last seen; null while it was not yet. */
  provenAt: z.nullable(instant),
  /** Since when it is not seen any more; null while it is. */
  lostAt: z.nullable(instant),
  /** The addresses in it that everybody in the organisation may write as, in lower case. */
  named: z.array(z.string()),
});
export const domainsReply = z.object({ domains: z.array(sendingDomain) });
export const domainRequest = z.object({ domain: z.string().check(z.maxLength(320)) });
export const domainReply = z.object({ domain: sendingDomain });
export const byDomain = z.object({ domain: domainName });
/** As typed: what is wrong with it the reply says. */
export const namedRequest = z.object({ address: z.string().check(z.maxLength(320)) });
export const byNamed = z.object({ domain: domainName, address: z.string().check(z.minLength(1), z.maxLength(320)) });
/** `found`: what a name server says of the record just now. `instead`: what stands in its place, shortened. */
export const checkedDomainReply = z.object({
  domain: sendingDomain,
  found: z.enum(RECORD_STATES),
  instead: z.array(z.string()),
});

/** An administrator's own channel, and who has joined it. */
export const sharedChannel = z.object({
  id: identifier,
  sender: mailbox,
  providerId,
  host: z.string(),
  /** Why nobody else may have its credential; null where a team may. `unsaid`: its administrator has to say that the login sends for others. */
  boundBy: z.nullable(z.enum(BOUND_BY)),
  /** The domains it is shared with. */
  domains: z.array(z.string()),
  /** Each once; `also` are the other addresses that they write as by it. */
  members: z.array(
    z.object({
      ...{ id: identifier, sender: mailbox, also: z.array(z.string()) },
      ...{ works: z.boolean(), joinedAt: instant },
    }),
  ),
});
export const sharedChannelsReply = z.object({ channels: z.array(sharedChannel) });
export const sharedChannelReply = z.object({ channel: sharedChannel });

/** All the domains it is to be shared with: whoever joined by another is removed from it. */
export const shareRequest = z.object({
  domains: z.array(domainName).check(z.minLength(1), z.maxLength(100)),
  /** The administrator's word that the login may send for others; counts only where the catalogue does not know. */
  sendsForOthers: z._default(z.boolean(), false),
});

/** What the administrators of the asker's organisation have prepared for the asker's own address, as the token says it. */
export const preparedReply = z.object({
  /** Channels to join. Nothing of the login, and of the server no name that its provider does not publish: `host` is empty then. */
  teams: z.array(z.object({ id: identifier, providerId, host: z.string(), domain: z.string(), by: mailbox })),
  /** A service to connect to alone, with all but the password; null for none, and once the asker has a channel of the own. `by` is null once who prepared it is gone. */
  invitation: z.nullable(
    z.object({ providerId, server: submissionServer, username: z.string(), by: z.nullable(mailbox) }),
  ),
  /** The address that it is for; null when the token says none. */
  address: z.nullable(z.string()),
});

/** Whom to invite, each once. */
export const inviteRequest = z.object({ addresses: z.array(address).check(z.minLength(1), z.maxLength(500)) });

/** Those who were invited, by address; `hasConnected` once the person whose own address it is has a channel. */
export const invitationsReply = z.object({
  invitations: z.array(
    z.object({ id: identifier, address: z.string(), providerId, invitedAt: instant, hasConnected: z.boolean() }),
  ),
});

/** The name that recipients see beside the colleague's address. */
export const joinRequest = z.object({ name: mailbox.shape.name });
