import type { AuditEntry } from '../../../contract/shapes.ts';
import type { Policies, PolicyName } from '../../../domain/policies.ts';
import { PROVIDERS, type ProviderId } from '../../../domain/provider.ts';
import type { PolicyWords } from '../../words/en/policies.ts';

/** What a policy is set to, in words. */
export const valueOf = <Name extends PolicyName>(
  words: PolicyWords,
  policies: Pick<Policies, Name>,
  policy: Name,
): string => words.value[policy](policies[policy]);

/** Who did something, as people know them, or by the id where nothing else is known. */
export const authorName = ({ name, address, objectId }: AuditEntry['by']): string => name ?? address ?? objectId;

/** What was done, and how the thing was before and after; null where there is no such thing to say. */
interface Said {
  what: string;
  set: { before: string; after: string } | null;
}

const done = (what: string): Said => ({ what, set: null });

/** Whose channel, by its address, and where: only of a company's own server is the name said. */
const channelText = (
  words: PolicyWords,
  { address, providerId, host }: { address: string; providerId: ProviderId; host: string },
): string => words.at(address, providerId === 'custom' ? host : PROVIDERS[providerId].name);

/** What an administrator did, in words. */
export function auditedWords(words: PolicyWords, what: AuditEntry['what']): Said {
  switch (what.kind) {
    case 'policy-changed': {
      const { policy, before, after } = what.change;
      // One policy's own values, before and after: the compiler sees all policies' at once.
      const say = words.value[policy] as (value: unknown) => string;
      return { what: words.name[policy], set: { before: say(before), after: say(after) } };
    }
    case 'channel-shared': {
      const set = { before: words.sharedWith(what.before), after: words.sharedWith(what.after) };
      return { what: words.sharing(channelText(words, what.channel), what.colleagues), set };
    }
    case 'channel-stopped':
    case 'channel-let-go':
      return done(words.done[what.kind](channelText(words, what.channel)));
    case 'channel-removed':
      return done(words.done[what.kind](channelText(words, what.channel), what.colleagues));
    case 'person-removed':
      return done(words.done[what.kind](what));
    case 'domain-added':
    case 'domain-proven':
    case 'domain-removed':
      return done(words.done[what.kind](what.domain));
    case 'address-named':
    case 'address-not-named':
      return done(words.done[what.kind](what.address));
    case 'colleague-invited':
    case 'invitation-withdrawn':
      return done(words.done[what.kind](channelText(words, what)));
  }
}
