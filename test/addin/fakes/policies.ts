import type { Answers } from './backend.ts';
import { AUDIT_CSV_HEAD, auditCsvLine } from '../../../src/contract/audit-csv.ts';
import type { AuditEntry } from '../../../src/contract/shapes.ts';
import type { Author } from '../../../src/domain/audit.ts';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import { DEFAULT_POLICIES, type Policies, type PolicyName } from '../../../src/domain/policies.ts';
import { changesOf, readPolicies } from '../../../src/domain/policy-wish.ts';
import { failed, success } from '../../../src/domain/result.ts';
import { NOW } from './mail.ts';

export const CHIEF: Author = { objectId: 'chief', name: 'Carla Chief', address: 'chief@firma.example' };
const OPERATOR = { messagesPerMinute: null, recipientsPerDay: null, retentionDays: 90 };

/** What an organisation has set, what it noted of that, and how many of its channels a change would forbid. */
export interface PoliciesSet {
  values: Policies;
  by: Map<PolicyName, { by: Author; at: number }>;
  entries: AuditEntry[];
  forbids: (policies: Policies) => number;
  /** What stands against a server that is filled in. */
  trouble: DeliveryFailure | null;
}

export const nothingSet = (): PoliciesSet => ({
  values: DEFAULT_POLICIES,
  by: new Map(),
  entries: [],
  forbids: () => 0,
  trouble: null,
});

/** All that was noted, as a file. */
export const logOf = ({ entries }: PoliciesSet): Blob =>
  new Blob([AUDIT_CSV_HEAD, ...entries.map(auditCsvLine)], { type: 'text/csv' });

type Answered = Pick<Required<Answers>, 'showPolicies' | 'setPolicies' | 'weighPolicies' | 'listAudit'>;

/** The server's answers about policies and the audit log, in memory. */
export function policyAnswers(set: PoliciesSet): Answered {
  const report = () => ({
    policies: set.values,
    defaults: DEFAULT_POLICIES,
    set: [...set.by].map(([policy, who]) => ({ policy, ...who })),
    operator: OPERATOR,
    reach: { channels: 14, forbidden: set.forbids(set.values) },
  });
  const wanted = (wish: Partial<Policies> | undefined) =>
    readPolicies({ ...set.values, ...wish }, OPERATOR.retentionDays);
  return {
    showPolicies: async () => success(report()),
    async weighPolicies({ body }) {
      const read = wanted(body);
      if (!read.ok) return failed({ kind: 'invalid-request', faults: read.failure });
      const server = body?.companyServer ? { server: { trouble: set.trouble } } : {};
      return success({ reach: { channels: 14, forbidden: set.forbids(read.value) }, ...server });
    },
    async setPolicies({ body }) {
      const read = wanted(body);
      if (!read.ok) return failed({ kind: 'invalid-request', faults: read.failure });
      for (const change of changesOf(set.values, read.value)) {
        set.by.set(change.policy, { by: CHIEF, at: NOW });
        const id = (set.entries[0]?.id ?? 0) + 1;
        set.entries.unshift({ id, at: NOW, by: CHIEF, what: { kind: 'policy-changed', change } });
      }
      set.values = read.value;
      return success(report());
    },
    async listAudit({ query }) {
      const { after = Infinity, limit = 100 } = query ?? {};
      const rest = set.entries.filter(({ id }) => id < after);
      const entries = rest.slice(0, limit);
      return success({ entries, next: rest.length > limit ? (entries.at(-1)?.id ?? null) : null });
    },
  };
}
