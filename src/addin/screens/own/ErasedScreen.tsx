import { Button, makeStyles } from '@fluentui/react-components';
import type { ReplyOf } from '../../../contract/endpoints.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { PanelTitle } from '../../parts/PanelTitle.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useWords } from '../../parts/surroundings.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  button: { alignSelf: 'flex-start' },
});

export type Erased = ReplyOf<'removeOwn'>;

/** Everything of the rep's is deleted: what that was, before the pane begins anew. */
export default function ErasedScreen({ erased, onDone }: { erased: Erased; onDone: () => void }) {
  const styles = useStyles();
  const { leaving } = useWords();
  return (
    <Screen title={leaving.own}>
      <Panel tone="success">
        <PanelTitle shape="check" focused>
          {leaving.erased}
        </PanelTitle>
        <p className={styles.text}>{leaving.erasedBody(erased.channels)}</p>
        {erased.messages > 0 && <Notice shape="cross">{leaving.dropped(erased.messages)}</Notice>}
        {erased.underWay > 0 && <Notice shape="plane">{leaving.underWay(erased.underWay)}</Notice>}
      </Panel>
      <Button className={styles.button} appearance="primary" onClick={onDone}>
        {leaving.anew}
      </Button>
    </Screen>
  );
}
