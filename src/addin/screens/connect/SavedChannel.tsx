import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Pictogram } from '../../parts/Pictogram.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TestMessage } from './TestMessage.tsx';

const useStyles = makeStyles({
  sign: {
    width: '40px',
    height: '40px',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: tokens.borderRadiusCircular,
    color: tokens.colorStatusSuccessForeground1,
    backgroundColor: tokens.colorStatusSuccessBackground1,
  },
});

/** The channel works: what it is, and the full proof for those who want it. */
export function SavedChannel({ channel, onDone }: { channel: Channel; onDone: () => void }) {
  const styles = useStyles();
  const words = useWords().connect;
  return (
    <Screen
      title={words.saved}
      before={
        <span className={styles.sign}>
          <Pictogram shape="check" size={24} />
        </span>
      }
    >
      <Notice shape="plane">{words.savedBody(channel.sender.address, channel.server.host)}</Notice>
      <Panel>
        <TestMessage channelId={channel.id} />
      </Panel>
      <Button appearance="primary" onClick={onDone}>
        {words.done}
      </Button>
    </Screen>
  );
}
