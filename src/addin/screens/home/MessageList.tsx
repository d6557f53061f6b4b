import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Message } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { MessageRow } from './MessageRow.tsx';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflow: 'hidden',
  },
});

interface MessageListProps {
  messages: readonly Message[];
  /** How many are shown before the rep asks for the others. */
  first: number;
  now: Instant;
}

/** Some messages, and all of them on demand. */
export function MessageList({ messages, first, now }: MessageListProps) {
  const styles = useStyles();
  const words = useWords();
  const [all, showAll] = useState(false);
  const shown = all ? messages : messages.slice(0, first);
  if (messages.length === 0) return null;
  return (
    <>
      <ul className={styles.list}>
        {shown.map((message) => (
          <MessageRow key={message.id} message={message} now={now} />
        ))}
      </ul>
      {shown.length < messages.length && (
        <QuietButton
          onClick={() => {
            showAll(true);
          }}
        >
          {words.queue.more(messages.length - shown.length)}
        </QuietButton>
      )}
    </>
  );
}
