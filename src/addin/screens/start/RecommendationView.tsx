import { Button } from '@fluentui/react-components';
import { PROVIDERS } from '../../../domain/provider.ts';
import type { Recommendation } from '../../../domain/recommendation.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Points } from '../../parts/Points.tsx';
import { useFirstWords } from '../../parts/surroundings.ts';

interface RecommendationViewProps {
  recommendation: Recommendation;
  /** Whether every source has answered: until then somebody may still name a server. */
  complete: boolean;
  onTake: () => void;
}

/** One way to send, why it is the one and who says so, what speaks for it and what to know. A guess is taken by saying that it is right. */
export function RecommendationView({ recommendation, complete, onTake }: RecommendationViewProps) {
  const words = useFirstWords().start;
  const { providerId, ways, reason, foundAt, pros, cons } = recommendation;
  const { name, passwords } = PROVIDERS[providerId];
  return (
    <>
      <Points
        reason={reason === 'guess' ? words.guessed(complete) : words.recommended(words.reason[reason](name))}
        place={foundAt === null ? undefined : words.foundAt(foundAt)}
        pros={pros.map((pro) => words.pros[pro])}
        cons={cons.map((con) => words.cons[con])}
      />
      {ways[0] === 'password' && passwords.policy === 'ending' && (
        <Notice shape="clock">{words.ending(name, passwords.endsOn)}</Notice>
      )}
      <Button appearance="primary" onClick={onTake}>
        {reason === 'guess' ? words.itIsOurs : words.setUp}
      </Button>
    </>
  );
}
