import { useCallback, useEffect, useReducer, useState } from 'react';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';
import type { Proving } from '../prove/proving.ts';
import { useProving } from '../prove/use-proving.ts';
import { fill, requestFrom, startForm, type Form, type FormEvent, type Origin } from './fields.ts';
import { forgetUnfinished, readUnfinished, writeUnfinished } from './unfinished.ts';

interface Connecting {
  form: Form;
  tell: (event: FormEvent) => void;
  proving: Proving;
  submit: () => void;
  callOff: () => void;
  /** Whether a reload cut the last proof short. */
  interrupted: boolean;
}

/** Fills the form, proves what stands in it, and keeps what was typed, but for the password, over a reload of the pane. */
export function useConnect(origin: Origin): Connecting {
  const { host, backend, session } = useSurroundings();
  const knowledge = useKnowledge();
  const { emailAddress, displayName } = host.profile();
  const [unfinished] = useState(() => readUnfinished(session, emailAddress));
  const [form, tell] = useReducer(fill, null, () =>
    startForm(unfinished?.origin ?? origin, { address: emailAddress, name: displayName }, unfinished?.typed ?? null),
  );
  const { proving, run, callOff } = useProving();
  const { phase } = proving;

  useEffect(() => {
    if (phase === 'proven') forgetUnfinished(session, emailAddress);
    else writeUnfinished(session, emailAddress, form.origin, form.fields, phase === 'running');
  }, [session, emailAddress, form, phase]);

  // A reload takes this away without a word; whoever leaves by a button is done with it.
  useEffect(
    () => () => {
      forgetUnfinished(session, emailAddress);
    },
    [session, emailAddress],
  );

  const saved = proving.phase === 'proven' ? proving.channel : null;
  const { tell: tellKnown } = knowledge;
  useEffect(() => {
    if (saved !== null) tellKnown({ type: 'channel-changed', channel: saved });
  }, [saved, tellKnown]);

  const submit = useCallback(() => {
    tell({ type: 'submitted' });
    const request = requestFrom(form);
    if (request !== null) void run((onLine, signal) => backend.connect(request, onLine, signal));
  }, [backend, form, run]);

  return { form, tell, proving, submit, callOff, interrupted: unfinished?.proving === true && phase === 'idle' };
}
