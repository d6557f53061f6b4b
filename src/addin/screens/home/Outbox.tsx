import type { Message } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Section } from '../../parts/Section.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { LISTED } from '../known/known.ts';
import { MessageList } from './MessageList.tsx';
import { QueueNews } from './QueueNews.tsx';
import { QueueProgress } from './QueueProgress.tsx';
import { queueOf } from './queue.ts';
import type { Standing } from './use-usage.ts';

/** How many messages are worth a look. */
const RECENT = 5;
const WAITING = 3;

interface OutboxProps {
  /** The channel's. */
  messages: readonly Message[];
  next: Standing['next'];
  now: Instant;
}

/** The channel's mail: what waits, what for and how long; what is scheduled; what became of the last messages. */
export function Outbox({ messages, next, now }: OutboxProps) {
  const { home, queue: words } = useWords();
  const { stuck, retrying, leaving, scheduled, settled, gone } = queueOf(messages, now);
  // What waits for the rep is all there; of what goes by itself a few will do.
  const waiting = [...stuck, ...retrying, ...leaving];
  // The server lists so many at once; how long a longer queue is, its forecast knows.
  const left = Math.max(leaving.length, messages.length < LISTED ? 0 : (next?.ahead.messages ?? 0));
  return (
    <>
      <QueueNews left={left} />
      {waiting.length > 0 && (
        <Section title={words.title}>
          <QueueProgress left={left} gone={gone} doneAt={next?.startsAt ?? null} now={now} />
          <MessageList messages={waiting} first={stuck.length + WAITING} now={now} />
        </Section>
      )}
      {scheduled.length > 0 && (
        <Section title={words.scheduled}>
          <MessageList messages={scheduled} first={WAITING} now={now} />
        </Section>
      )}
      {(settled.length > 0 || messages.length === 0) && (
        <Section title={home.recent}>
          {messages.length === 0 && <Notice shape="plane">{home.none}</Notice>}
          <MessageList messages={settled.slice(0, RECENT)} first={RECENT} now={now} />
        </Section>
      )}
    </>
  );
}
