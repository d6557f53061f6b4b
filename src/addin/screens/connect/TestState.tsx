import { makeStyles, Spinner } from '@fluentui/react-components';
import { isSettled, type MessageState } from '../../../domain/outbox.ts';
import { Notice } from '../../parts/Notice.tsx';
import { useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({ state: { display: 'flex', gap: '8px', alignItems: 'center' } });

/** Where a test message is; nothing while none was sent. */
export function TestState({ state }: { state: MessageState | null }) {
  const styles = useStyles();
  const words = useWords();
  return (
    <div role="status">
      {state !== null && (
        <span className={styles.state}>
          {!isSettled(state) && state !== 'held' && state !== 'uncertain' && (
            <Spinner size="extra-tiny" aria-hidden="true" />
          )}
          <Notice shape={state === 'accepted' ? 'check' : state === 'refused' ? 'cross' : 'clock'}>
            {words.connect.testState[state]}
          </Notice>
        </span>
      )}
    </div>
  );
}
