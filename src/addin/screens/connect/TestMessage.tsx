import { Button, makeStyles } from '@fluentui/react-components';
import { formatReply } from '../../../domain/reply.ts';
import { ServerWords } from '../../parts/ServerWords.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { troubleWords } from '../../words/trouble-words.ts';
import { TestState } from './TestState.tsx';
import { useTestMessage } from './use-test-message.ts';

const useStyles = makeStyles({ text: { margin: 0 } });

/** A real message from the rep to the rep: some servers refuse a sender only once they have the whole message. */
export function TestMessage({ channelId }: { channelId: string }) {
  const styles = useStyles();
  const words = useWords();
  const { send, state, message, trouble } = useTestMessage(channelId);
  return (
    <>
      <p className={styles.text}>{words.connect.testBody}</p>
      <TestState state={state} />
      {state === 'accepted' && message?.reply && <ServerWords text={formatReply(message.reply)} />}
      {trouble !== null && <TroubleNote trouble={trouble} said={troubleWords(words, trouble)} />}
      {(state === null || state === 'refused') && (
        <Button onClick={() => void send()}>{state === null ? words.connect.test : words.common.tryAgain}</Button>
      )}
    </>
  );
}
