import { useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { fieldsOf, ruleOf, type ExpiryFields } from '../../parts/expiry.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';

/** What the rep says of how long the password lasts, from the fields to the server. */
export function useExpiry({ id, expiry }: Channel): {
  fields: ExpiryFields;
  setFields: (fields: ExpiryFields) => void;
  save: () => Promise<void>;
  busy: boolean;
  trouble: BackendFailure | null;
} {
  const { backend } = useSurroundings();
  const { tell } = useKnowledge();
  const [fields, setFields] = useState(() => fieldsOf(expiry));
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const save = async () => {
    setBusy(true);
    const done = await backend.ask('changeChannel', { params: { id }, body: { expiry: ruleOf(fields) } });
    setBusy(false);
    setTrouble(done.ok ? null : done.failure);
    if (done.ok) tell({ type: 'channel-changed', channel: done.value.channel });
  };
  return { fields, setFields, save, busy, trouble };
}
