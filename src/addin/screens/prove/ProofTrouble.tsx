import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { AskIt } from '../../parts/AskIt.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { Trouble } from '../../words/trouble.ts';
import { toSignIn } from '../../words/trouble-words.ts';
import { useKnowledge } from '../known/known-context.ts';

interface ProofTroubleProps {
  trouble: Trouble;
  /** Whether the IT department is who to turn to, and not only who may be asked. */
  forIt: boolean;
  address: string;
  server: { host: string; port: number };
  /** What else there is to do about it. */
  children?: ReactNode;
}

/** What stopped a proof, under a heading that names it; the IT department may always be asked. */
export function ProofTrouble({ trouble, forIt, address, server, children }: ProofTroubleProps) {
  const words = useWords();
  const { signIn } = useKnowledge();
  return (
    <TroubleNote trouble={trouble} titled={false}>
      {toSignIn(trouble) ? (
        <Button appearance="primary" onClick={() => void signIn()}>
          {words.common.signIn}
        </Button>
      ) : (
        <AskIt appearance={forIt ? 'primary' : 'quiet'} address={address} server={server} trouble={trouble} />
      )}
      {children}
    </TroubleNote>
  );
}
