import { Button, makeStyles } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { AskIt } from '../../parts/AskIt.tsx';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { SuccessSign } from '../../parts/SuccessSign.tsx';
import { useSurroundings } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { toSignIn, troubleWords } from '../../words/trouble-words.ts';
import { useKnowledge } from '../known/known-context.ts';
import { hasBegun } from '../prove/proving.ts';
import { StepList } from '../prove/StepList.tsx';
import { useProving } from '../prove/use-proving.ts';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', gap: '12px' } });

/** One field, the same five steps: then the channel works again and its waiting mail goes out. */
export default function RepairScreen({ channelId, onLeave }: { channelId: string; onLeave: () => void }) {
  const styles = useStyles();
  const { backend, words } = useSurroundings();
  const { known, tell, signIn } = useKnowledge();
  const { proving, run, callOff } = useProving();
  const [password, setPassword] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const channel = known.channels?.find(({ id }) => id === channelId);

  const mended = proving.phase === 'proven' ? proving.channel : null;
  useEffect(() => {
    if (mended !== null) tell({ type: 'channel-changed', channel: mended });
  }, [mended, tell]);

  if (mended !== null) {
    return (
      <Screen title={words.repair.repaired} before={<SuccessSign />}>
        <Notice shape="plane">{words.repair.repairedBody}</Notice>
        <Button appearance="primary" onClick={onLeave}>
          {words.connect.done}
        </Button>
      </Screen>
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
  const forIt = trouble !== null && words.failures[trouble.kind].whoCan === 'it';
  const signedOut = toSignIn(trouble);
  const title = channel?.health.state === 'working' ? words.repair.renewTitle : words.repair.title;
  return (
    <Screen title={trouble === null ? title : troubleWords(words, trouble).title} onBack={onLeave}>
      {trouble === null && channel && <Notice>{words.repair.intro(channel.server.host)}</Notice>}
      {trouble !== null && (
        <TroubleNote trouble={trouble} titled={false}>
          {forIt && channel && (
            <AskIt appearance="primary" address={channel.sender.address} server={channel.server} trouble={trouble} />
          )}
          {signedOut && (
            <Button appearance="primary" onClick={() => void signIn()}>
              {words.common.signIn}
            </Button>
          )}
        </TroubleNote>
      )}
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setSubmitted(true);
          if (password === '') return;
          void run((onLine, signal) => backend.repair(channelId, password, onLine, signal));
        }}
      >
        <PasswordField
          label={words.connect.password}
          value={password}
          slip={submitted && password === '' ? words.slips.password.empty : null}
          onType={setPassword}
        />
        <Button type="submit" appearance={forIt || signedOut ? 'secondary' : 'primary'}>
          {trouble === null ? words.repair.submit : words.common.tryAgain}
        </Button>
        <Notice>{words.connect.passwordKept}</Notice>
      </form>
      {proving.phase === 'failed' && hasBegun(proving.steps) && (
        <Panel>
          <StepList steps={proving.steps} />
        </Panel>
      )}
    </Screen>
  );
}
