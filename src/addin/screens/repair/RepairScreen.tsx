import { Button, makeStyles } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { Notice } from '../../parts/Notice.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { SuccessSign } from '../../parts/SuccessSign.tsx';
import { useSurroundings } from '../../parts/surroundings.ts';
import { toSignIn, troubleWords } from '../../words/trouble-words.ts';
import { useKnowledge } from '../known/known-context.ts';
import { latestTrouble } from '../known/known.ts';
import { hasBegun } from '../prove/proving.ts';
import { ProofTrouble } from '../prove/ProofTrouble.tsx';
import { ProvingScreen } from '../prove/ProvingScreen.tsx';
import { StepList } from '../prove/StepList.tsx';
import { useProving } from '../prove/use-proving.ts';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', gap: '12px' } });

/** One field, the same five steps: then the channel works again and its waiting mail goes out. */
export default function RepairScreen({ channelId, onLeave }: { channelId: string; onLeave: () => void }) {
  const styles = useStyles();
  const { backend, words } = useSurroundings();
  const { known, tell } = useKnowledge();
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
    return <ProvingScreen steps={proving.steps} onCancel={callOff} />;
  }

  const trouble = proving.phase === 'failed' ? latestTrouble(known, proving.trouble) : null;
  const forIt = trouble !== null && words.failures[trouble.kind].whoCan === 'it';
  const title = channel?.health.state === 'working' ? words.repair.renewTitle : words.repair.title;
  return (
    <Screen title={trouble === null ? title : troubleWords(words, trouble).title} onBack={onLeave}>
      {trouble === null && channel && <Notice>{words.repair.intro(channel.server.host)}</Notice>}
      {trouble !== null && channel && (
        <ProofTrouble trouble={trouble} forIt={forIt} address={channel.sender.address} server={channel.server} />
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
        <Button type="submit" appearance={forIt || toSignIn(trouble) ? 'secondary' : 'primary'}>
          {trouble === null ? words.repair.submit : words.common.tryAgain}
        </Button>
        <Notice>{words.connect.passwordKept}</Notice>
      </form>
      {proving.phase === 'failed' && hasBegun(proving.steps) && <StepList steps={proving.steps} />}
    </Screen>
  );
}
