import { Button, makeStyles } from '@fluentui/react-components';
import type { SignInService } from '../../../domain/credential.ts';
import type { Allowances, ForbiddingPolicy } from '../../../domain/policies.ts';
import { SIGN_IN_TERMS } from '../../../domain/sign-in-service.ts';
import { Panel } from '../../parts/Panel.tsx';
import { PanelTitle } from '../../parts/PanelTitle.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { reasonOf } from '../../words/trouble-words.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** Those that may be about the password alone. */
const OF_PASSWORDS: readonly ForbiddingPolicy[] = ['exchangePasswords', 'channelKinds'];

interface ForbiddenNoteProps {
  policy: ForbiddingPolicy;
  /** What the company allows; null while the server has not said. */
  allows: Allowances | null;
  /** Where its rep may sign in instead of giving a password; null where that is not so. */
  service: SignInService | null;
  onSignIn: () => void;
  onAnother: () => void;
}

/** That the company does not allow this channel any more, who says so, what becomes of its mail, and where to go. */
export function ForbiddenNote({ policy, allows, service, onSignIn, onAnother }: ForbiddenNoteProps) {
  const styles = useStyles();
  const { forbidden, signInToSend, start } = useWords();
  return (
    <Panel tone="danger">
      <PanelTitle shape="building">{forbidden.noMore}</PanelTitle>
      <p className={styles.text}>{reasonOf(forbidden, policy, allows)}</p>
      <p className={styles.text}>{forbidden.goesOn}</p>
      <div className={styles.actions}>
        {service !== null && OF_PASSWORDS.includes(policy) && (
          <Button appearance="primary" onClick={onSignIn}>
            {signInToSend.instead(SIGN_IN_TERMS[service].name)}
          </Button>
        )}
        <Button onClick={onAnother}>{start.another}</Button>
      </div>
    </Panel>
  );
}
