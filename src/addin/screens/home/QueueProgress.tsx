import { makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { HOUR, MINUTE, type Instant } from '../../../domain/instant.ts';
import { Bar } from '../../parts/Bar.tsx';
import { useWords } from '../../parts/surroundings.ts';
import type { Words } from '../../words/words.ts';

const useStyles = makeStyles({
  progress: { display: 'flex', flexDirection: 'column', gap: '6px' },
  text: { margin: 0, fontVariantNumeric: 'tabular-nums' },
});

interface QueueProgressProps {
  /** Messages that wait for their turn, and those that have left since none did. */
  left: number;
  gone: number;
  /** When the last one leaves; null while nobody can say. */
  doneAt: Instant | null;
  now: Instant;
}

/** How far a queue has come and how long it takes: a bar, numbers first. One message alone is a row, not a queue. */
export function QueueProgress({ left, gone, doneAt, now }: QueueProgressProps) {
  const styles = useStyles();
  const words = useWords();
  // The server tells of so many messages at once: of a longer queue what has left is known by what is left.
  const [most, setMost] = useState(0);
  const isQueue = left > 1 || (left > 0 && most > 0);
  const all = isQueue ? Math.max(left + gone, most) : 0;
  if (all !== most) setMost(all);
  if (!isQueue) return null;
  const text = [words.queue.left(left, all), ...etaOf(words, doneAt, now)].join(', ');
  return (
    <div className={styles.progress}>
      <p className={styles.text}>{text}</p>
      <Bar
        role="progressbar"
        aria-label={words.queue.title}
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={all - left}
        aria-valuetext={text}
        share={(all - left) / all}
      />
    </div>
  );
}

/** How long it takes, in words: none while nobody can say. */
function etaOf({ queue, format }: Words, doneAt: Instant | null, now: Instant): string[] {
  if (doneAt === null) return [];
  const wait = doneAt - now;
  if (wait < MINUTE) return [queue.soon];
  const when = format.when(doneAt, now);
  return [wait < 2 * HOUR ? queue.about(format.wait(wait), when) : queue.doneAt(when)];
}
