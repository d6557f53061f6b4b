import type { Channel } from '../../../contract/shapes.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useSurroundings } from '../../parts/surroundings.ts';
import type { TroubleKind } from '../../words/trouble.ts';
import { toSignIn, troubleWords } from '../../words/trouble-words.ts';
import { useKnowledge } from '../known/known-context.ts';
import { latestTrouble } from '../known/known.ts';
import { hasBegun } from '../prove/proving.ts';
import { ProofTrouble } from '../prove/ProofTrouble.tsx';
import { ProvingScreen } from '../prove/ProvingScreen.tsx';
import { StepList } from '../prove/StepList.tsx';
import { ConnectForm } from './ConnectForm.tsx';
import type { Origin } from './fields.ts';
import { SavedChannel } from './SavedChannel.tsx';
import { useConnect } from './use-connect.ts';

/** Troubles that are mended in the details, so the details lie open. */
const IN_DETAILS: readonly TroubleKind[] = [
  'name-not-found',
  'connection-refused',
  'connection-timed-out',
  'not-a-mail-server',
  'tls-not-offered',
  'tls-failed',
  'tls-required',
  'certificate-wrong-name',
  'mechanism-not-offered',
  'sender-refused',
  'invalid-request',
];

interface ConnectScreenProps {
  origin: Origin;
  onBack: () => void;
  onDone: (channel: Channel) => void;
}

/** Enter, prove, save: one screen, because what was typed stays where it was until the channel works. */
export default function ConnectScreen({ origin, onBack, onDone }: ConnectScreenProps) {
  const { words } = useSurroundings();
  const { known } = useKnowledge();
  const { form, tell, proving, submit, callOff, interrupted } = useConnect(origin);
  const { senderAddress: sender, username: login } = form.fields;
  const { server } = form.origin;

  if (proving.phase === 'proven') {
    return (
      <SavedChannel
        channel={proving.channel}
        onDone={() => {
          onDone(proving.channel);
        }}
      />
    );
  }

  if (proving.phase === 'running') {
    return <ProvingScreen steps={proving.steps} onCancel={callOff} />;
  }

  const trouble = proving.phase === 'failed' ? latestTrouble(known, proving.trouble) : null;
  const name = form.origin.providerId === 'custom' ? form.origin.server.host : PROVIDERS[form.origin.providerId].name;
  const title = form.origin.byHand ? words.connect.byHandTitle : words.connect.title(name);
  const forIt = trouble !== null && words.failures[trouble.kind].whoCan === 'it';
  return (
    <Screen title={trouble === null ? title : troubleWords(words, trouble).title} onBack={onBack}>
      {trouble === null && (
        <Notice shape={interrupted ? 'warning' : 'person'}>
          {interrupted
            ? words.connect.interrupted
            : form.origin.byHand
              ? words.connect.byHandIntro
              : words.connect.intro(sender)}
        </Notice>
      )}
      {trouble !== null && (
        <ProofTrouble trouble={trouble} forIt={forIt} subject={{ address: sender, login, server }} />
      )}
      <ConnectForm
        form={form}
        tell={tell}
        submit={submit}
        submitLabel={trouble === null ? words.connect.submit : words.common.tryAgain}
        open={trouble !== null && IN_DETAILS.includes(trouble.kind)}
        askHere={trouble === null}
        primary={!forIt && !toSignIn(trouble)}
      />
      {proving.phase === 'failed' && hasBegun(proving.steps) && <StepList steps={proving.steps} />}
    </Screen>
  );
}
