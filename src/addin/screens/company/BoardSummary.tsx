import { Button, makeStyles } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Board } from '../../../contract/shapes.ts';
import { Notice } from '../../parts/Notice.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';
import { summaryOf, summaryShape } from '../board/summary.ts';

const useStyles = makeStyles({ open: { alignSelf: 'flex-start' } });

/** How many channels the company has and how they do, and the way to them. */
export function BoardSummary({ onOpen }: { onOpen: () => void }) {
  const styles = useStyles();
  const { backend } = useSurroundings();
  const words = useWords();
  const [counts, setCounts] = useState<Board['counts'] | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    void backend.ask('listOrganisationChannels', { query: { limit: 1 }, signal: stop.signal }).then((board) => {
      if (!stop.signal.aborted && board.ok) setCounts(board.value.counts);
    });
    return () => {
      stop.abort();
    };
  }, [backend]);
  if (counts === null || counts.channels === 0) return null;
  return (
    <>
      <Notice shape={summaryShape(counts)}>{summaryOf(words, counts)}</Notice>
      <Button className={styles.open} onClick={onOpen}>
        {words.board.open}
      </Button>
    </>
  );
}
