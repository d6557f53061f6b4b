import { useState } from 'react';
import type { PoliciesReport, PolicyReach } from '../../../contract/shapes.ts';
import type { Fault } from '../../../domain/failure.ts';
import type { Policies, PolicyName } from '../../../domain/policies.ts';
import { readPolicies } from '../../../domain/policy-wish.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { draftOf, faultyText, wishOf, type PolicyDraft } from './policy-draft.ts';

/** What is wrong with the fields: a fault, and the text it is about. */
export interface PolicySlip {
  fault: Fault;
  text: string;
}

interface PolicyChanging {
  draft: PolicyDraft;
  setDraft: (draft: PolicyDraft) => void;
  slips: readonly PolicySlip[];
  busy: boolean;
  trouble: BackendFailure | null;
  /** How many channels would be forbidden: asked before it is saved. Null while there is nothing to ask. */
  concerned: PoliciesReport['reach'] | null;
  submit: () => void;
  toDefault: () => void;
  confirm: () => void;
  callOff: () => void;
}

/** A number that is none is the one thing that the rules are not asked about. */
const NO_NUMBER = (policy: PolicyName): PolicySlip => ({ fault: { path: policy, fault: 'no-number' }, text: '' });

/** Changes one policy: read as the server reads it, weighed, asked about where that forbids what people have, and saved. */
export function usePolicyChange(
  policy: PolicyName,
  report: PoliciesReport,
  onSaved: (report: PoliciesReport, server: PolicyReach['server']) => void,
): PolicyChanging {
  const { backend } = useSurroundings();
  const [draft, setDraft] = useState(() => draftOf(report.policies, policy));
  const [slips, setSlips] = useState<readonly PolicySlip[]>([]);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const [asked, ask] = useState<({ wish: Partial<Policies> } & PolicyReach) | null>(null);

  const save = async (wish: Partial<Policies>, server: PolicyReach['server']) => {
    setBusy(true);
    const saved = await backend.ask('setPolicies', { body: wish });
    setBusy(false);
    ask(null);
    setTrouble(saved.ok ? null : saved.failure);
    if (saved.ok) onSaved(saved.value, server);
  };

  const want = async (wish: Partial<Policies> | null) => {
    setTrouble(null);
    if (wish === null) return setSlips([NO_NUMBER(policy)]);
    const read = readPolicies({ ...report.policies, ...wish }, report.operator.retentionDays);
    setSlips(read.ok ? [] : read.failure.map((fault) => ({ fault, text: faultyText(wish, fault) })));
    if (!read.ok) return;
    setBusy(true);
    const weighed = await backend.ask('weighPolicies', { body: wish });
    setBusy(false);
    if (!weighed.ok) return setTrouble(weighed.failure);
    const { reach, server } = weighed.value;
    if (reach.forbidden > report.reach.forbidden) return ask({ wish, ...weighed.value });
    return save(wish, server);
  };

  return {
    draft,
    setDraft: (changed) => {
      setDraft(changed);
      setSlips([]);
    },
    slips,
    busy,
    trouble,
    concerned: asked?.reach ?? null,
    submit: () => void want(wishOf(policy, draft)),
    toDefault: () => void want({ [policy]: report.defaults[policy] }),
    confirm: () => {
      if (asked) void save(asked.wish, asked.server);
    },
    callOff: () => {
      ask(null);
    },
  };
}
