import { useEffect, useRef, useState } from 'react';
import type { Channel, Credential } from '../../../contract/shapes.ts';
import { serviceOf } from '../../../domain/sign-in-service.ts';
import { againBy, graphHelps, sendsForOthers, type Transport } from '../../../domain/transport.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { AfterTrial } from '../connect/AfterTrial.tsx';
import { conditionFor, oldMailOf, waitingFor } from '../known/condition.ts';
import { useKnowledge } from '../known/known-context.ts';
import type { Mending } from '../place.ts';
import { ProvingScreen } from '../prove/ProvingScreen.tsx';
import { useProving } from '../prove/use-proving.ts';
import { useSigningIn } from '../sign-in/use-signing-in.ts';
import { WaitingScreen } from '../sign-in/WaitingScreen.tsx';
import { Mended } from './Mended.tsx';
import { RepairBySignIn } from './RepairBySignIn.tsx';
import { RepairForm } from './RepairForm.tsx';

interface RepairScreenProps {
  channelId: string;
  by: Mending;
  onHome: () => void;
  onLeave: () => void;
}

/** Mends a channel in place: with one field, one sign-in or nothing, by the same five steps; everything else stays. */
export default function RepairScreen({ channelId, ...props }: RepairScreenProps) {
  const channel = useKnowledge().known.channels?.find(({ id }) => id === channelId);
  return channel ? <Repair channel={channel} {...props} /> : null;
}

function Repair({ channel, by: asked, onHome, onLeave }: Omit<RepairScreenProps, 'channelId'> & { channel: Channel }) {
  // Whose login is the operator's, nobody asks for another.
  const by = channel.credential === 'operator' ? 'check' : asked;
  const { backend, clock } = useSurroundings();
  const { known, offered, graph, tell } = useKnowledge();
  const { proving, run, callOff } = useProving();
  const { signingIn, begin, mean, callOff: callOffSignIn } = useSigningIn();
  const { id } = channel;
  // What the rep came for stays what it was, though an event may tell of the mended channel before the last line does.
  const [purpose] = useState(() => conditionFor(channel));
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [service, setService] = useState(() =>
    channel.credential === 'sign-in' || by === 'sign-in' || by === 'graph' ? serviceOf(channel.providerId) : null,
  );
  // Whoever signs in again goes on by the same way.
  const [before] = useState(channel);
  const isWithdrawn = !graph && offered !== null && offered.includes('microsoft');
  const [chosen, choose] = useState<Transport | null>(by === 'graph' ? 'graph' : null);
  const transport = chosen ?? againBy({ transport: before.transport, health: channel.health }, isWithdrawn);
  const toGraph = transport === 'graph' && before.transport === 'smtp';
  const [waited, setWaited] = useState(() => waitingFor(known, channel, clock.now()));

  const prove = (credential: Credential | null) => {
    setWaited(waitingFor(known, channel, clock.now()));
    void run((onLine, signal) => backend.repair(id, credential, onLine, signal));
  };
  const signIn = async (at = service, by = transport) => {
    if (at === null) return;
    callOff();
    const credential = await begin(at, by, channel.username);
    if (credential !== null) prove(credential);
  };
  const signInForGraph = () => {
    const at = serviceOf(channel.providerId);
    setService(at);
    choose('graph');
    void signIn(at, 'graph');
  };
  const onGraph =
    graph && channel.health.state === 'broken' && graphHelps(channel, channel.health.because)
      ? signInForGraph
      : undefined;
  const start = useRef<(() => void) | null>(
    { credential: null, check: () => prove(null), 'sign-in': () => void signIn(), graph: () => void signIn() }[by],
  );
  useEffect(() => {
    // Once: what was begun by the click that led here is not begun again.
    start.current?.();
    start.current = null;
  }, []);

  // Until the rep does something, all that is under way is the check that was asked for elsewhere.
  const byItself = by === 'check' && !tried;
  const proven = proving.phase === 'proven' ? proving.channel : null;
  const isBack = purpose === 'broken' && proving.phase !== 'running' && conditionFor(channel) === 'working';
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
    const by = service === null ? 'password' : toGraph ? 'graph' : 'sign-in';
    const handedOver = oldMailOf(known, mended).some((message) => message.handedOver);
    const ready = (isTried: boolean) => (
      <Mended {...{ purpose, by, handedOver, isTried, onHome, onLeave }} channel={mended} waited={waits} />
    );
    // What IT has paused sends no message that could show it.
    if (mended.username === before.username || mended.stoppedSince !== null) return ready(false);
    // Its own last line may be ahead of what is known of it.
    const latest = channel.username === mended.username ? channel : mended;
    return (
      <AfterTrial channel={latest} waiting={Math.max(0, waits - mended.held)} onDone={onLeave}>
        {ready}
      </AfterTrial>
    );
  }
  if (service !== null && signingIn.phase === 'waiting') {
    return <WaitingScreen service={service} onCancel={callOffSignIn} />;
  }
  if (proving.phase === 'running') {
    return <ProvingScreen steps={proving.steps} onCancel={byItself ? onLeave : callOff} />;
  }
  // The check that was asked for begins within this moment.
  if (proving.phase === 'idle' && byItself && signingIn.phase === 'idle') return null;
  const failed = proving.phase === 'failed' ? proving : null;
  if (service !== null) {
    const credential = signingIn.phase === 'done' ? signingIn.credential : null;
    return (
      <RepairBySignIn
        channel={channel}
        service={service}
        toGraph={toGraph}
        trouble={signingIn.phase === 'failed' ? signingIn.trouble : (failed?.trouble ?? null)}
        proving={proving}
        onLeave={onLeave}
        onSignIn={() => void signIn()}
        onAgain={
          credential === null
            ? null
            : () => {
                prove(credential);
              }
        }
        onSendWith={
          credential === null || !sendsForOthers(transport)
            ? null
            : (account) => {
                prove(mean(credential, account));
              }
        }
        onCheck={() => {
          setTried(true);
          prove(null);
        }}
        onGraph={onGraph}
      />
    );
  }
  return (
    <RepairForm
      channel={channel}
      purpose={purpose}
      failed={failed}
      password={password}
      onType={setPassword}
      onLeave={onLeave}
      onGraph={onGraph}
      onProve={(given) => {
        setTried(true);
        prove(given === null ? null : { kind: 'password', password: given });
      }}
    />
  );
}
