import { makeStyles } from '@fluentui/react-components';
import type { Message } from '../../../contract/shapes.ts';
import { isOfSender } from '../../../domain/health.ts';
import type { Instant } from '../../../domain/instant.ts';
import { formatReply } from '../../../domain/reply.ts';
import { Notice } from '../../parts/Notice.tsx';
import { RefusedList } from '../../parts/RefusedList.tsx';
import { ServerWords } from '../../parts/ServerWords.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';
import { wordsAt } from '../../words/login-words.ts';
import { troubleWords } from '../../words/trouble-words.ts';
import { MessageActions } from './MessageActions.tsx';
import { isRetried, isScheduled } from './queue.ts';

const useStyles = makeStyles({
  more: { display: 'flex', flexDirection: 'column', gap: '8px', padding: '0 12px 12px 36px' },
  text: { margin: 0 },
});

interface MessageDetailProps {
  message: Message;
  now: Instant;
}

/** All there is to know of a message, the server's own words on demand, and what can be done. */
export function MessageDetail({ message, now }: MessageDetailProps) {
  const styles = useStyles();
  const words = useWords();
  const { known } = useKnowledge();
  const { home, queue, format } = words;
  const { state, recipients, because, reply, sendAt } = message;
  const without = recipients.filter(({ outcome }) => outcome === 'refused');
  // Whom no server and no failure refused, the rep did: by stopping the message.
  const stopped = without.filter((one) => one.reply === null && because === null);
  const refused = without.filter((one) => !stopped.includes(one));
  const reached = recipients.filter(({ outcome }) => outcome === 'accepted').length;
  const channel = known.channels?.find(({ id }) => id === message.channelId);
  const failure = because && troubleWords(channel ? wordsAt(words, channel) : words, because);
  const serverReply = reply ?? (because && 'reply' in because ? because.reply : null);
  const told = [
    state === 'uncertain' && home.uncertain,
    failure && isRetried(message) && `${failure.title}. ${again()}`,
    failure && state !== 'uncertain' && !isRetried(message) && `${failure.title}. ${failure.next}`,
    reached > 0 && state !== 'accepted' && queue.reached(reached, recipients.length),
  ].filter((sentence) => typeof sentence === 'string');

  function again(): string {
    return message.givesUpAt === null ? queue.triedAgain : queue.triedUntil(format.when(message.givesUpAt, now));
  }

  return (
    <div className={styles.more}>
      {told.map((sentence) => (
        <p key={sentence} className={styles.text}>
          {sentence}
        </p>
      ))}
      {sendAt !== null && isScheduled(message, now) && (
        <Notice shape="clock">{words.later.zone(format.zone, format.offset(sendAt))}</Notice>
      )}
      {refused.length > 0 && !(because && isOfSender(because)) && (
        <>
          <p className={styles.text}>{home.refused(refused.length)}</p>
          <RefusedList refused={refused} told={serverReply} />
        </>
      )}
      {stopped.length > 0 && (
        <>
          <p className={styles.text}>{home.stopped}</p>
          <RefusedList refused={stopped} told={null} />
        </>
      )}
      {serverReply && <ServerWords text={formatReply(serverReply)} />}
      <MessageActions message={message} now={now} />
    </div>
  );
}
