import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { AskIt } from '../../parts/AskIt.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { Trouble } from '../../words/trouble.ts';
import type { ItSubject } from '../../words/en/it-remedies.ts';
import { toSignIn, troubleWords } from '../../words/trouble-words.ts';
import { useKnowledge } from '../known/known-context.ts';

interface ProofTroubleProps {
  trouble: Trouble;
  /** What the rep is told of it. */
  told?: typeof troubleWords;
  /** Whether the IT department is who to turn to, and not only who may be asked. */
  forIt: boolean;
  subject: ItSubject;
  /** What else there is to do about it. */
  children?: ReactNode;
}

/** What stopped a proof, under a heading that names it; the IT department may always be asked. */
export function ProofTrouble({ trouble, told = troubleWords, forIt, subject, children }: ProofTroubleProps) {
  const words = useWords();
  const { signIn } = useKnowledge();
  return (
    <TroubleNote trouble={trouble} told={told} titled={false}>
      {toSignIn(trouble) ? (
        <Button appearance="primary" onClick={() => void signIn()}>
          {words.common.signIn}
        </Button>
      ) : (
        <AskIt appearance={forIt ? 'primary' : 'quiet'} subject={subject} trouble={trouble} told={told} />
      )}
      {children}
    </TroubleNote>
  );
}
