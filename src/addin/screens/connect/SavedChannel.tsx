import { Button } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { SuccessSign } from '../../parts/SuccessSign.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TestMessage } from './TestMessage.tsx';

/** The channel works: what it is, and the full proof for those who want it. */
export function SavedChannel({ channel, onDone }: { channel: Channel; onDone: () => void }) {
  const words = useWords().connect;
  return (
    <Screen title={words.saved} before={<SuccessSign />}>
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
