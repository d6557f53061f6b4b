import type { Instant } from '../../../domain/instant.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Section } from '../../parts/Section.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { MessageList } from './MessageList.tsx';
import { QueueNews } from './QueueNews.tsx';
import { QueueProgress } from './QueueProgress.tsx';
import type { Queue } from './queue.ts';

/** How many of those that go by themselves are worth a look. */
const SHOWN = 3;

interface WaitingMailProps {
  queue: Queue;
  /** As far as the server knows of more than it lists. */
  left: number;
  doneAt: Instant | null;
  now: Instant;
}

/** The channel's mail that waits: what for, and how long; apart from it what is scheduled. */
export function WaitingMail({ queue, left, doneAt, now }: WaitingMailProps) {
  const words = useWords().queue;
  const { stuck, retrying, leaving, scheduled, settled, gone } = queue;
  // A question to the rep comes first, and all of them are there.
  const asking = stuck.filter(({ state }) => state === 'uncertain');
  const held = stuck.filter((message) => !asking.includes(message));
  const waiting = [...asking, ...held, ...retrying, ...leaving];
  const hasGone = waiting.length + scheduled.length === 0 && settled[0]?.state === 'accepted';
  return (
    <>
      <QueueNews left={left} gone={hasGone} />
      {waiting.length > 0 && (
        <Section title={words.title}>
          <QueueProgress left={left} gone={gone} doneAt={doneAt} now={now} />
          {/* One alone says it in its row. */}
          {retrying.length > 0 && waiting.length > 1 && (
            <Notice shape="clock">{words.retrying(retrying.length)}</Notice>
          )}
          <MessageList messages={waiting} first={asking.length + SHOWN} now={now} />
        </Section>
      )}
      {scheduled.length > 0 && (
        <Section title={words.scheduled}>
          <MessageList messages={scheduled} first={SHOWN} now={now} />
        </Section>
      )}
    </>
  );
}
