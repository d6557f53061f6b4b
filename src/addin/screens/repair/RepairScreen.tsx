import { useEffect, useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { conditionOf, waitingFor } from '../known/condition.ts';
import { useKnowledge } from '../known/known-context.ts';
import type { Mending } from '../place.ts';
import { ProvingScreen } from '../prove/ProvingScreen.tsx';
import { useProving } from '../prove/use-proving.ts';
import { Mended } from './Mended.tsx';
import { RepairForm } from './RepairForm.tsx';

interface RepairScreenProps {
  channelId: string;
  /** `check` begins at once, with the password that is there. */
  by: Mending;
  onHome: () => void;
  onLeave: () => void;
}

/** Mends a channel in place: with one field or none, by the same five steps; everything else stays. */
export default function RepairScreen({ channelId, ...props }: RepairScreenProps) {
  const channel = useKnowledge().known.channels?.find(({ id }) => id === channelId);
  return channel ? <Repair channel={channel} {...props} /> : null;
}

function Repair({ channel, by, onHome, onLeave }: Omit<RepairScreenProps, 'channelId'> & { channel: Channel }) {
  const { backend, clock } = useSurroundings();
  const { known, tell } = useKnowledge();
  const { proving, run, callOff } = useProving();
  const { id } = channel;
  // What the rep came for stays what it was, though an event may tell of the mended channel before the last line does.
  const [purpose] = useState(() => conditionOf(channel));
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [waited, setWaited] = useState(() => waitingFor(known, channel, clock.now()));

  useEffect(() => {
    if (by === 'check') void run((onLine, signal) => backend.repair(id, null, onLine, signal));
  }, [backend, by, id, run]);

  // Until the rep does something, all that is under way is the check that was asked for elsewhere.
  const byItself = by === 'check' && !tried;
  const proven = proving.phase === 'proven' ? proving.channel : null;
  const isBack = purpose === 'broken' && proving.phase !== 'running' && conditionOf(channel) === 'working';
  const mended = proven ?? (isBack ? channel : null);
  const isMended = mended !== null;
  useEffect(() => {
    if (proven !== null) tell({ type: 'channel-changed', channel: proven });
  }, [proven, tell]);
  useEffect(
    () => () => {
      // It is told here: nowhere else once more.
      if (isMended) tell({ type: 'comeback-seen', channelId: id });
    },
    [isMended, id, tell],
  );

  if (mended !== null) {
    const back = proven === null ? known.back.find(({ channelId }) => channelId === id) : undefined;
    // What this device remembered may have gone long ago: what goes now was counted when the word came.
    const waits = back === undefined ? waited : back.going + mended.held;
    return <Mended purpose={purpose} waited={waits} held={mended.held} onHome={onHome} onLeave={onLeave} />;
  }
  if (proving.phase === 'running') {
    return <ProvingScreen steps={proving.steps} onCancel={byItself ? onLeave : callOff} />;
  }
  // The check that was asked for begins within this moment.
  if (proving.phase === 'idle' && byItself) return null;
  return (
    <RepairForm
      channel={channel}
      purpose={purpose}
      failed={proving.phase === 'failed' ? proving : null}
      password={password}
      onType={setPassword}
      onLeave={onLeave}
      onProve={(given) => {
        setTried(true);
        setWaited(waitingFor(known, channel, clock.now()));
        void run((onLine, signal) => backend.repair(id, given, onLine, signal));
      }}
    />
  );
}
