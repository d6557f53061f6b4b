import { Button } from '@fluentui/react-components';
import type { Channel } from '../../../contract/shapes.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { AskIt } from '../../parts/AskIt.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useSurroundings } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import type { TroubleKind } from '../../words/trouble.ts';
import { toSignIn, troubleWords } from '../../words/trouble-words.ts';
import { useKnowledge } from '../known/known-context.ts';
import { hasBegun } from '../prove/proving.ts';
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
  const { signIn } = useKnowledge();
  const { form, tell, proving, submit, callOff, interrupted } = useConnect(origin);
  const { sender, server } = { sender: form.fields.senderAddress, server: form.origin.server };

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
    return (
      <Screen title={words.connect.proving}>
        <Panel>
          <StepList steps={proving.steps} />
        </Panel>
        <Button onClick={callOff}>{words.common.cancel}</Button>
      </Screen>
    );
  }

  const trouble = proving.phase === 'failed' ? proving.trouble : null;
  const name = form.origin.providerId === 'custom' ? form.origin.server.host : PROVIDERS[form.origin.providerId].name;
  const title = form.origin.byHand ? words.connect.byHandTitle : words.connect.title(name);
  const forIt = trouble !== null && words.failures[trouble.kind].whoCan === 'it';
  const signedOut = toSignIn(trouble);
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
        <TroubleNote trouble={trouble} titled={false}>
          {forIt && <AskIt appearance="primary" address={sender} server={server} trouble={trouble} />}
          {signedOut && (
            <Button appearance="primary" onClick={() => void signIn()}>
              {words.common.signIn}
            </Button>
          )}
        </TroubleNote>
      )}
      <ConnectForm
        form={form}
        tell={tell}
        submit={submit}
        submitLabel={trouble === null ? words.connect.submit : words.common.tryAgain}
        open={trouble !== null && IN_DETAILS.includes(trouble.kind)}
        askHere={trouble === null}
        primary={!forIt && !signedOut}
      />
      {proving.phase === 'failed' && hasBegun(proving.steps) && (
        <Panel>
          <StepList steps={proving.steps} />
        </Panel>
      )}
    </Screen>
  );
}
