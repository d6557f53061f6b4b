import { Button } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { SuccessSign } from '../../parts/SuccessSign.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { useNow } from '../../parts/use-now.ts';
import { StoppedNote } from '../home/StoppedNote.tsx';
import { channelName } from '../known/channel-name.ts';
import { useKnowledge } from '../known/known-context.ts';
import { CodeForm } from '../sender/CodeForm.tsx';
import { AfterTrial } from './AfterTrial.tsx';
import { TestState } from './TestState.tsx';
import { TestMessage } from './TestMessage.tsx';

/** The channel works: what it is, and the full proof for those who want it. Where nobody vouches for its sender, a code does first, and where another's login sends for it, a message; where IT paused it, that is said instead. */
export function SavedChannel({ channel: saved, onDone }: { channel: Channel; onDone: () => void }) {
  const all = useWords();
  const { connect: words, senders } = all;
  const { known } = useKnowledge();
  const now = useNow([]);
  // As it is by now: the code that was missing may have been entered here.
  const channel = known.channels?.find(({ id }) => id === saved.id) ?? saved;
  if (channel.stoppedSince !== null)
    return (
      <Screen title={words.saved} before={<SuccessSign />}>
        <StoppedNote since={channel.stoppedSince} connectedAt={channel.createdAt} waiting={0} now={now} />
        <Button appearance="primary" onClick={onDone}>
          {words.done}
        </Button>
      </Screen>
    );
  return (
    <AfterTrial channel={channel} waiting={0} onDone={onDone}>
      {ready}
    </AfterTrial>
  );

  function ready(isTried: boolean) {
    if (!channel.isSenderProven)
      return (
        <Screen title={senders.almost}>
          <CodeForm channel={channel} />
          <QuietButton onClick={onDone}>{words.done}</QuietButton>
        </Screen>
      );
    return (
      <Screen title={words.saved} before={<SuccessSign />}>
        <Notice shape="plane">
          {words.savedBody(
            inLetters(channel.sender.address),
            inLetters(channel.server.host) || channelName(all, channel),
          )}
        </Notice>
        <Panel>{isTried ? <TestState state="accepted" /> : <TestMessage channelId={channel.id} />}</Panel>
        <Button appearance="primary" onClick={onDone}>
          {words.done}
        </Button>
      </Screen>
    );
  }
}
