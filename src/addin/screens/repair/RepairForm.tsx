import { Button, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import { shortFormOf } from '../../../domain/short-form.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { useNow } from '../../parts/use-now.ts';
import { keyAt, wordsAt } from '../../words/login-words.ts';
import { brokenWords, retriedWords, toSignIn } from '../../words/trouble-words.ts';
import { heldOn, type OwnCondition } from '../known/condition.ts';
import { useKnowledge } from '../known/known-context.ts';
import { latestTrouble } from '../known/known.ts';
import { hasBegun, type Proving } from '../prove/proving.ts';
import { ProofTrouble } from '../prove/ProofTrouble.tsx';
import { ProviderPassword } from '../prove/ProviderPassword.tsx';
import { StepList } from '../prove/StepList.tsx';
import { BrokenNote } from './BrokenNote.tsx';
import { cameToPassword, remedyOf } from './remedy.ts';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', gap: '12px' } });

interface RepairFormProps {
  channel: Channel;
  /** How it stood when the rep came. */
  purpose: OwnCondition;
  /** How the last try ended. */
  failed: Extract<Proving, { phase: 'failed' }> | null;
  /** As typed so far. */
  password: string;
  onType: (password: string) => void;
  onLeave: () => void;
  /** A sign-in for sending by Graph; undefined where that helps nothing, or is not offered. */
  onGraph: (() => void) | undefined;
  /** Null: with the password that is there. */
  onProve: (password: string | null) => void;
}

/** One field; where something else mends the channel, that comes first. */
export function RepairForm({ channel, purpose, failed, password, onType, onLeave, onGraph, onProve }: RepairFormProps) {
  const styles = useStyles();
  const words = useWords();
  const { known } = useKnowledge();
  const now = useNow([channel.nextCheckAt]);
  const [submitted, setSubmitted] = useState(false);
  const { health, server, sender, username, providerId } = channel;
  const byPassword = health.state === 'working' || remedyOf(words, health.because) === 'credential';
  const trouble = failed && latestTrouble(known, failed.trouble);
  const told = trouble && retriedWords(wordsAt(words, channel), trouble);
  const secret = words.secrets[channel.secret];
  const forIt = told?.whoCan === 'it';
  const byOtherPassword = health.state === 'broken' && cameToPassword(health.because);
  const tooSoon = trouble?.kind === 'login-too-soon';
  const check = () => {
    onProve(null);
  };
  return (
    <Screen title={told === null ? words.repair.title[purpose](secret) : told.title} onBack={onLeave}>
      {trouble === null && introduction()}
      {tooSoon && <TroubleNote trouble={trouble} titled={false} />}
      {trouble !== null && told !== null && !tooSoon && (
        <ProofTrouble
          trouble={trouble}
          said={told}
          forIt={forIt}
          subject={{ address: sender.address, login: username, server, key: keyAt(words, channel) }}
        >
          {!byPassword && <Button onClick={check}>{words.health.checkAgain}</Button>}
        </ProofTrouble>
      )}
      {channel.credential !== 'operator' && (byPassword || byOtherPassword || (trouble !== null && !forIt)) && (
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setSubmitted(true);
            if (password !== '') onProve(password);
          }}
        >
          {!byPassword && !tooSoon && <Notice>{words.repair.other(secret)}</Notice>}
          <ProviderPassword
            providerId={providerId}
            value={password}
            slip={submitted && password === '' ? words.choose.secrets[shortFormOf(providerId).secret].empty : null}
            onType={onType}
          />
          <Button type="submit" appearance={!byPassword || forIt || toSignIn(trouble) ? 'secondary' : 'primary'}>
            {trouble === null || !byPassword ? words.repair.submit[purpose] : words.common.tryAgain}
          </Button>
          <Notice>{words.connect.passwordKept}</Notice>
        </form>
      )}
      {failed && hasBegun(failed.steps) && <StepList steps={failed.steps} />}
    </Screen>
  );

  function introduction() {
    const { repair } = words;
    if (health.state === 'working') {
      return <Notice>{repair.intro[purpose === 'changing' ? 'changing' : 'working'](inLetters(server.host))}</Notice>;
    }
    if (byPassword) {
      const { title } = brokenWords(wordsAt(words, channel), health.because);
      return <Notice>{repair.brokenIntro(title, inLetters(server.host), secret)}</Notice>;
    }
    return (
      <BrokenNote
        channel={channel}
        health={health}
        waiting={heldOn(known, channel)}
        now={now}
        onCheck={check}
        onGraph={onGraph}
      />
    );
  }
}
