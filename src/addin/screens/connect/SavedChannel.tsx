import { Button } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Pictogram } from '../../parts/Pictogram.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TestMessage } from './TestMessage.tsx';

/** The channel works: what it is, and the full proof for those who want it. */
export function SavedChannel({ channel, onDone }: { channel: Channel; onDone: () => void }) {
  const words = useWords().connect;
  return (
    <Screen title={words.saved} before={<Pictogram shape="check" size={32} />}>
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
