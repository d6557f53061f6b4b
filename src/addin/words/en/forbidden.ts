import type { ChannelKind, ForbiddingPolicy } from '../../../domain/policies.ts';
import { inLetters } from '../../parts/domain-names.ts';
import type { Formats } from '../formats.ts';

/** What an organisation's IT does not allow, and what it allows instead. */
export const forbiddenWords = (format: Formats) => ({
  because: {
    channelKinds: 'Your company’s IT has set which kinds of channel may be used. This is none of them.',
    sharing: 'Your company’s IT has switched team channels off.',
    hosts: 'Your company’s IT has set which mail servers may be used. This is none of them.',
    exchangePasswords: 'Your company’s IT allows no passwords at Exchange Online.',
  } satisfies Record<ForbiddingPolicy, string>,
  kinds: {
    'sign-in': 'signing in to your mailbox',
    password: 'your mailbox by a password',
    'company-server': 'your company’s own server',
    'sending-service': 'a sending service',
    team: 'a team’s channel',
    'default-relay': 'the default channel',
  } satisfies Record<ChannelKind, string>,
  instead: (kinds: readonly string[]) => `Allowed: ${format.list(kinds)}.`,
  servers: (hosts: readonly string[]) => `Allowed servers: ${format.list(hosts.map(inLetters))}.`,
  signIn: 'Sign in there instead, where Postlane offers that, or choose another service.',
  /** On the first screen, of what was found and is not offered. */
  withheld: (provider: string, reason: string, instead: string) => `${provider} was found. ${reason} ${instead}`,
  /** On a channel that was connected before. */
  noMore: 'This channel is not allowed any more',
  goesOn: 'What you have handed over still leaves. New messages need another way.',
});
