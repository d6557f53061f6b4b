import { useState } from 'react';
import { Hidden } from '../../parts/Hidden.tsx';
import { useWords } from '../../parts/surroundings.ts';

/** Says when a queue begins to leave, and when it has left: not at each message. */
export function QueueNews({ left }: { left: number }) {
  const words = useWords().queue;
  const [began, begin] = useState(false);
  if (left > 1 && !began) begin(true);
  return <Hidden role="status">{began ? (left > 0 ? words.leaving : words.gone) : ''}</Hidden>;
}
