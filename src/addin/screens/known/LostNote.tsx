import { Button, makeStyles } from '@fluentui/react-components';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { useKnowledge } from './known-context.ts';
import { unsentOf } from './lost-team.ts';

// In the column of the screen below it.
const useStyles = makeStyles({
  column: {
    maxWidth: '560px',
    margin: '0 auto',
    padding: '12px 16px 0',
    boxSizing: 'border-box',
    overflowWrap: 'anywhere',
  },
});

/** That a team's channel is there no more, and what became of the mail that waited there, until the rep has seen it. */
export default function LostNote() {
  const styles = useStyles();
  const { prepared: say, home, send } = useWords();
  const { known, tell } = useKnowledge();
  if (!known.heard || known.lost.length === 0) return null;
  return (
    <aside className={styles.column} aria-label={home.team}>
      <Panel tone="notice">
        {known.lost.map((lost) => {
          const unsent = unsentOf(lost, known.messages);
          return (
            <div key={lost.channelId}>
              <Notice shape="warning">{say.lost(lost.by.name || lost.by.address)}</Notice>
              <Notice shape="plane">{say.unsent(unsent.map(({ subject }) => subject || send.noSubject))}</Notice>
            </div>
          );
        })}
        <Button
          onClick={() => {
            tell({ type: 'loss-seen' });
          }}
        >
          {say.seen}
        </Button>
      </Panel>
    </aside>
  );
}
