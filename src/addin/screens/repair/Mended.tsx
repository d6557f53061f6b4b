import { Button } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import { showsByMessage } from '../../../domain/sender-proof.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { SuccessSign } from '../../parts/SuccessSign.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { useNow } from '../../parts/use-now.ts';
import { StoppedNote } from '../home/StoppedNote.tsx';
import type { OwnCondition } from '../known/condition.ts';

interface MendedProps {
  /** How the channel stood before. */
  purpose: OwnCondition;
  /** By what it was mended; `graph` when it sends by that from now on. */
  by: 'password' | 'sign-in' | 'graph';
  /** As it is now. */
  channel: Channel;
  /** Messages that waited for it. */
  waited: number;
  /** Whether a colleague left some of those that wait for the rep's word. */
  handedOver: boolean;
  /** Whether a message has shown that its login may send for it. */
  isTried: boolean;
  onHome: () => void;
  onLeave: () => void;
}

/** The channel works: what goes out now, and what waits for the rep to say whether it still should; or all of it for IT's word. */
export function Mended({ purpose, by, channel, waited, handedOver, isTried, onHome, onLeave }: MendedProps) {
  const words = useWords();
  const { held, stoppedSince, createdAt, username, sender, secret } = channel;
  const { repair } = words;
  const now = useNow([]);
  const going = Math.max(0, waited - held);
  const title = (): string => {
    if (stoppedSince !== null && purpose === 'broken') return words.stopped.repaired;
    if (by === 'graph') return words.graph.done;
    return by === 'sign-in' ? words.signInToSend.done[purpose] : repair.done[purpose](words.secrets[secret]);
  };
  if (stoppedSince !== null) {
    return (
      <Screen title={title()} before={<SuccessSign />}>
        <StoppedNote since={stoppedSince} connectedAt={createdAt} waiting={waited} now={now} />
        <Button appearance="primary" onClick={onLeave}>
          {words.connect.done}
        </Button>
      </Screen>
    );
  }
  return (
    <Screen title={title()} before={<SuccessSign />}>
      {(going > 0 || held === 0) && (
        <Notice shape="plane">{going > 0 ? repair.going(going) : repair.nothingWaited}</Notice>
      )}
      {showsByMessage(channel) && !isTried && (
        <Notice shape="person">{words.senders.firstShows(username, sender.address)}</Notice>
      )}
      {held > 0 && <Notice shape="hold">{(handedOver ? words.held.waitsHandedOver : words.held.waits)(held)}</Notice>}
      {held > 0 && (
        <Button appearance="primary" onClick={onHome}>
          {words.held.look}
        </Button>
      )}
      <Button appearance={held > 0 ? 'secondary' : 'primary'} onClick={onLeave}>
        {words.connect.done}
      </Button>
    </Screen>
  );
}
