import { makeStyles } from '@fluentui/react-components';
import type { Instant } from '../../../domain/instant.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { PanelTitle } from '../../parts/PanelTitle.tsx';
import { useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({ text: { margin: 0 } });

interface StoppedNoteProps {
  since: Instant;
  /** When the channel was connected: where that was later, another was paused, and this one with it. */
  connectedAt: Instant;
  /** Messages that wait until mail may go again. */
  waiting: number;
  now: Instant;
}

/** An administrator lets nothing leave: since when, and whose word it takes. */
export function StoppedNote({ since, connectedAt, waiting, now }: StoppedNoteProps) {
  const styles = useStyles();
  const { stopped, format } = useWords();
  const body = connectedAt > since ? stopped.bodyWith : stopped.body;
  return (
    <Panel tone="notice">
      <PanelTitle shape="building">{stopped.title}</PanelTitle>
      <p className={styles.text}>{body(format.when(since, now))}</p>
      <Notice>{stopped.reach}</Notice>
      {waiting > 0 && <Notice shape="clock">{stopped.waiting(waiting)}</Notice>}
    </Panel>
  );
}
