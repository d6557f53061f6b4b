import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { AskIt } from '../../parts/AskIt.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { Trouble, TroubleWords } from '../../words/trouble.ts';
import type { ItSubject } from '../../words/en/it-remedies.ts';
import { toSignIn, troubleWords } from '../../words/trouble-words.ts';
import { useKnowledge } from '../known/known-context.ts';

interface ProofTroubleProps {
  trouble: Trouble;
  /** What the rep is told of it, where that is not what it is everywhere. */
  said?: TroubleWords;
  /** Whether the IT department is who to turn to, and not only who may be asked. */
  forIt: boolean;
  subject: ItSubject;
  /** What else there is to do about it. */
  children?: ReactNode;
}

/** What stopped a proof, under a heading that names it; the IT department may always be asked. */
export function ProofTrouble({ trouble, said: given, forIt, subject, children }: ProofTroubleProps) {
  const words = useWords();
  const { signIn } = useKnowledge();
  const said = given ?? troubleWords(words, trouble);
  return (
    <TroubleNote trouble={trouble} said={said} titled={false}>
      {toSignIn(trouble) ? (
        <Button appearance="primary" onClick={() => void signIn()}>
          {words.common.signIn}
        </Button>
      ) : (
        <AskIt appearance={forIt ? 'primary' : 'quiet'} subject={subject} about={{ trouble, said }} />
      )}
      {children}
    </TroubleNote>
  );
}
