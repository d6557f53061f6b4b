import { useMemo } from 'react';
import { useWords } from '../../parts/surroundings.ts';
import { teamWords, type TeamWords } from '../../words/en/team.ts';

/** The words of these screens, which come with them. */
export function useTeamWords(): TeamWords {
  const { format } = useWords();
  return useMemo(() => teamWords(format), [format]);
}
