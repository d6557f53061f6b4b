import { useState } from 'react';
import { Hidden } from '../../parts/Hidden.tsx';
import { useWords } from '../../parts/surroundings.ts';

interface QueueNewsProps {
  left: number;
  /** Whether what was waiting has gone, and not been held, put off or stopped. */
  gone: boolean;
}

/** Says when a queue begins to leave, and when it has left: not at each message. */
export function QueueNews({ left, gone }: QueueNewsProps) {
  const words = useWords().queue;
  const [began, begin] = useState(false);
  if (left > 1 && !began) begin(true);
  const over = gone ? words.gone : '';
  return <Hidden role="status">{began ? (left > 0 ? words.leaving : over) : ''}</Hidden>;
}
