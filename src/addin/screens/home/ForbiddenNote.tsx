import { Button, makeStyles } from '@fluentui/react-components';
import type { ForbiddingPolicy } from '../../../domain/policies.ts';
import { Panel } from '../../parts/Panel.tsx';
import { PanelTitle } from '../../parts/PanelTitle.tsx';
import { useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({ text: { margin: 0 }, button: { alignSelf: 'flex-start' } });

/** That the company does not allow this channel any more, who says so, and what becomes of its mail. */
export function ForbiddenNote({ policy, onAnother }: { policy: ForbiddingPolicy; onAnother: () => void }) {
  const styles = useStyles();
  const { forbidden, start } = useWords();
  return (
    <Panel tone="danger">
      <PanelTitle shape="building">{forbidden.noMore}</PanelTitle>
      <p className={styles.text}>{forbidden.because[policy]}</p>
      <p className={styles.text}>{forbidden.goesOn}</p>
      <Button className={styles.button} onClick={onAnother}>
        {start.another}
      </Button>
    </Panel>
  );
}
