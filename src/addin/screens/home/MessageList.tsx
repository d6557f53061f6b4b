import { useState } from 'react';
import type { Message } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { MessageRow } from './MessageRow.tsx';

interface MessageListProps {
  messages: readonly Message[];
  /** How many are shown before the rep asks for the others. */
  first: number;
  now: Instant;
}

/** Some messages, and all of them on demand. */
export function MessageList({ messages, first, now }: MessageListProps) {
  const words = useWords();
  const [all, showAll] = useState(false);
  const shown = all ? messages : messages.slice(0, first);
  if (messages.length === 0) return null;
  return (
    <>
      <Rows>
        {shown.map((message) => (
          <MessageRow key={message.id} message={message} now={now} />
        ))}
      </Rows>
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
