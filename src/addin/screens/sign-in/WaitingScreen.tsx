import { Button, makeStyles, Spinner } from '@fluentui/react-components';
import type { SignInService } from '../../../domain/credential.ts';
import { SIGN_IN_TERMS } from '../../../domain/sign-in-service.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({ spinner: { alignSelf: 'flex-start' } });

/** The rep is in the service's window: what to do there, and the way out. */
export function WaitingScreen({ service, onCancel }: { service: SignInService; onCancel: () => void }) {
  const styles = useStyles();
  const { signInToSend, common } = useWords();
  return (
    <Screen title={signInToSend.waiting}>
      <Spinner className={styles.spinner} size="tiny" label={signInToSend.waitingBody(SIGN_IN_TERMS[service].name)} />
      <Notice>{signInToSend.allow}</Notice>
      <Button onClick={onCancel}>{common.cancel}</Button>
    </Screen>
  );
}
