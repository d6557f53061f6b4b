import { Button, makeStyles } from '@fluentui/react-components';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { ProviderId } from '../../../domain/provider.ts';
import type { ItSubject } from '../../words/en/it-remedies.ts';
import { wordsAt } from '../../words/login-words.ts';
import { isPersonal } from '../../words/personal-words.ts';
import type { Trouble } from '../../words/trouble.ts';
import { troubleWords } from '../../words/trouble-words.ts';
import { ProofTrouble } from '../prove/ProofTrouble.tsx';

const useStyles = makeStyles({ line: { flexBasis: '100%', margin: 0 } });

/** Nobody else can do anything about these. */
const OF_THE_REP: readonly Trouble['kind'][] = [
  'window-closed',
  'window-busy',
  'sign-in-unknown',
  'other-account',
  'channel-exists',
];

interface SignInTroubleProps {
  trouble: Trouble;
  /** Whose mailbox is sent from. */
  providerId: ProviderId;
  forIt: boolean;
  subject: ItSubject;
  /** Goes on as whoever signed in; null where that cannot be meant. */
  onSendWith: ((account: string) => void) | null;
}

/** What stopped a sign-in, or the proof after it, under a heading that names it. */
export function SignInTrouble({ trouble, providerId, forIt, subject, onSendWith }: SignInTroubleProps) {
  const styles = useStyles();
  const words = useWords();
  if (!OF_THE_REP.includes(trouble.kind) && !isPersonal(words, providerId, trouble.kind))
    return <ProofTrouble trouble={trouble} forIt={forIt} subject={subject} />;
  return (
    <TroubleNote
      trouble={trouble}
      said={troubleWords(wordsAt(words, { providerId, server: null }), trouble)}
      titled={false}
    >
      {trouble.kind === 'other-account' && !onSendWith && <p className={styles.line}>{words.graph.onlyItself}</p>}
      {trouble.kind === 'other-account' && onSendWith && (
        <>
          <p className={styles.line}>{words.signInToSend.mayBeMeant}</p>
          <Button
            onClick={() => {
              onSendWith(trouble.account);
            }}
          >
            {words.signInToSend.sendWith(trouble.account)}
          </Button>
        </>
      )}
    </TroubleNote>
  );
}
