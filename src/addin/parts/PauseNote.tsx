import { makeStyles, tokens } from '@fluentui/react-components';
import type { Channel } from '../../contract/shapes.ts';
import { hasReply } from '../../domain/failure.ts';
import { MINUTE, type Instant } from '../../domain/instant.ts';
import { mayPause } from '../../domain/pause.ts';
import { formatReply } from '../../domain/reply.ts';
import { Panel } from './Panel.tsx';
import { Pictogram } from './Pictogram.tsx';
import { ServerWords } from './ServerWords.tsx';
import { Status } from './Status.tsx';
import { useWords } from './surroundings.ts';

const useStyles = makeStyles({
  row: { display: 'flex', gap: '8px', alignItems: 'start' },
  title: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0 },
});

interface PauseNoteProps {
  pause: Channel['pause'];
  now: Instant;
}

/** Why nothing leaves the mailbox for a while, and until when; nothing where mail may go. */
export function PauseNote({ pause, now }: PauseNoteProps) {
  const styles = useStyles();
  const words = useWords();
  return <Status>{note()}</Status>;

  function note() {
    if (pause === null || pause.until <= now || !mayPause(pause.because.kind)) return null;
    const { title, body } = words.pause[pause.because.kind];
    // By the end of the minute that is named it is over.
    const until = words.format.moment(Math.ceil(pause.until / MINUTE) * MINUTE, now);
    return (
      <Panel tone="notice">
        <div className={styles.row}>
          <Pictogram shape="hold" size={20} />
          <p className={styles.title}>{title(until)}</p>
        </div>
        <p className={styles.text}>{body(until)}</p>
        {hasReply(pause.because) && <ServerWords text={formatReply(pause.because.reply)} />}
      </Panel>
    );
  }
}
