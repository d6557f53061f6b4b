import { Button } from '@fluentui/react-components';
import type { SignInService } from '../../../domain/credential.ts';
import { SIGN_IN_TERMS } from '../../../domain/sign-in-service.ts';
import { Notice } from '../../parts/Notice.tsx';
import { useWords } from '../../parts/surroundings.ts';
import type { Trouble } from '../../words/trouble.ts';
import { toSignIn } from '../../words/trouble-words.ts';
import { mayTryAgain } from '../sign-in/again.ts';

interface SignInWayProps {
  service: SignInService;
  /** What the last try met. */
  trouble: Trouble | null;
  forIt: boolean;
  onSignIn: () => void;
  /** Tries again as who is signed in already; null while nobody is. */
  onAgain: (() => void) | null;
}

/** One click instead of a password, and what it allows. */
export function SignInWay({ service, trouble, forIt, onSignIn, onAgain }: SignInWayProps) {
  const { signInToSend, common } = useWords();
  const again = trouble !== null && mayTryAgain(trouble) ? onAgain : null;
  return (
    <>
      <Button appearance={forIt || toSignIn(trouble) ? 'secondary' : 'primary'} onClick={again ?? onSignIn}>
        {again ? common.tryAgain : onAgain ? signInToSend.again : signInToSend.with(SIGN_IN_TERMS[service].name)}
      </Button>
      {trouble === null && <Notice>{signInToSend.leave[service]}</Notice>}
    </>
  );
}
