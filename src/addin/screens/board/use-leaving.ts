import { useEffect, useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoints.ts';
import type { Person } from '../../../contract/shapes.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';

export type Successor = Person['successors'][number];

interface Leaving {
  /** Null until known. */
  facts: Person | null;
  /** Who gets the mail that waits; null for nobody. */
  successor: Successor | null;
  choose: (successor: Successor | null) => void;
  remove: () => Promise<void>;
  /** What was removed; null before. */
  removed: ReplyOf<'removePerson'> | null;
  busy: boolean;
  trouble: BackendFailure | null;
  /** Looks once more at what there is. */
  ask: () => void;
}

/** What is of a person who leaves, and removing it. */
export function useLeaving(personId: string): Leaving {
  const { backend } = useSurroundings();
  const [facts, setFacts] = useState<Person | null>(null);
  const [successor, choose] = useState<Successor | null>(null);
  const [removed, setRemoved] = useState<Leaving['removed']>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const [round, begin] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    void backend.ask('showPerson', { params: { personId }, signal: stop.signal }).then((person) => {
      if (stop.signal.aborted) return;
      setTrouble(person.ok ? null : person.failure);
      if (person.ok) setFacts(person.value);
    });
    return () => {
      stop.abort();
    };
  }, [backend, personId, round]);
  const remove = async () => {
    setBusy(true);
    const query =
      successor === null ? { mail: 'drop' as const } : { mail: 'hand-over' as const, to: successor.personId };
    const done = await backend.ask('removePerson', { params: { personId }, query });
    setBusy(false);
    setTrouble(done.ok ? null : done.failure);
    if (done.ok) setRemoved(done.value);
  };
  return {
    ...{ facts, successor, choose, remove, removed, busy, trouble },
    ask: () => {
      begin((count) => count + 1);
    },
  };
}
