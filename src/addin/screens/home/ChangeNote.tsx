import { Button, makeStyles } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { PanelTitle } from '../../parts/PanelTitle.tsx';
import { Status } from '../../parts/Status.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { troubleWords } from '../../words/trouble-words.ts';
import { useChange } from './use-change.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

interface ChangeNoteProps {
  channel: Channel;
  /** Messages that wait until the new password is there. */
  waiting: number;
  /** Whether the rep has begun it here and now. */
  begun: boolean;
  onEnter: () => void;
}

/** The rep is changing the password: what happens meanwhile, and the two ways on. */
export function ChangeNote({ channel, waiting, begun, onEnter }: ChangeNoteProps) {
  const styles = useStyles();
  const words = useWords();
  const secret = words.secrets[channel.secret];
  const { resume, busy, trouble } = useChange(channel.id);
  return (
    <Panel>
      <PanelTitle shape="hold" focused={begun}>
        {words.change.title(secret)}
      </PanelTitle>
      <p className={styles.text}>{words.change.body}</p>
      {waiting > 0 && <Notice shape="clock">{words.change.waiting(waiting)}</Notice>}
      <div className={styles.actions}>
        <Button appearance="primary" onClick={onEnter}>
          {words.change.enter(secret)}
        </Button>
        <Button disabledFocusable={busy} onClick={() => void resume()}>
          {words.change.notChanged}
        </Button>
      </div>
      <Status>{trouble && <Notice shape="warning">{troubleWords(words, trouble).title}</Notice>}</Status>
    </Panel>
  );
}
