import { useEffect, useState } from 'react';
import type { Prepared } from '../../../contract/shapes.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';
import type { Proving } from '../prove/proving.ts';
import { useProving } from '../prove/use-proving.ts';

type Team = Prepared['teams'][number];

interface Joining {
  /** The one that the rep has chosen; null for none yet. */
  team: Team | null;
  proving: Proving;
  join: (team: Team) => void;
  leave: () => void;
}

/** Joins a team: the five steps with a credential that the rep neither types nor sees. */
export function useJoining(): Joining {
  const { backend, host } = useSurroundings();
  const { tell } = useKnowledge();
  const { proving, run, callOff } = useProving();
  const [team, choose] = useState<Team | null>(null);
  const saved = proving.phase === 'proven' ? proving.channel : null;
  useEffect(() => {
    if (saved !== null) tell({ type: 'channel-changed', channel: saved });
  }, [saved, tell]);
  return {
    team,
    proving,
    join: (chosen) => {
      choose(chosen);
      const { displayName } = host.profile();
      void run((onLine, signal) => backend.join(chosen.id, displayName, onLine, signal));
    },
    leave: () => {
      callOff();
      choose(null);
    },
  };
}
