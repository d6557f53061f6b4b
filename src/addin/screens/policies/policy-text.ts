import type { AuditEntry } from '../../../contract/shapes.ts';
import type { Policies, PolicyName } from '../../../domain/policies.ts';
import type { PolicyWords } from '../../words/en/policies.ts';

/** What a policy is set to, in words. */
export const valueOf = <Name extends PolicyName>(
  words: PolicyWords,
  policies: Pick<Policies, Name>,
  policy: Name,
): string => words.value[policy](policies[policy]);

/** Who did something, as people know them, or by the id where nothing else is known. */
export const authorName = ({ name, address, objectId }: AuditEntry['by']): string => name ?? address ?? objectId;

/** What was done, in words: the thing, and how it was before and after. */
export function auditedWords(
  words: PolicyWords,
  what: AuditEntry['what'],
): { what: string; before: string; after: string } {
  switch (what.kind) {
    case 'policy-changed': {
      const { policy, before, after } = what.change;
      // One policy's own values, before and after: the compiler sees all policies' at once.
      const say = words.value[policy] as (value: unknown) => string;
      return { what: words.name[policy], before: say(before), after: say(after) };
    }
  }
}
