import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import { parseAddress } from '../../../domain/address.ts';
import { isOfSender } from '../../../domain/health.ts';
import { serviceOf, SIGN_IN_TERMS } from '../../../domain/sign-in-service.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useWords } from '../../parts/surroundings.ts';
import type { TroubleWords } from '../../words/trouble.ts';
import { keyAt, wordsAt } from '../../words/login-words.ts';
import { troubleWords } from '../../words/trouble-words.ts';
import { SavedChannel } from '../connect/SavedChannel.tsx';
import { useKnowledge } from '../known/known-context.ts';
import { hasBegun } from '../prove/proving.ts';
import { ProofTrouble } from '../prove/ProofTrouble.tsx';
import { ProvingScreen } from '../prove/ProvingScreen.tsx';
import { StepList } from '../prove/StepList.tsx';
import { WaitingScreen } from '../sign-in/WaitingScreen.tsx';
import { useAnother } from './use-another.ts';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', gap: '12px' } });

interface SenderScreenProps {
  channelId: string;
  /** What a draft is from that no channel carries; empty when the rep has one in mind. */
  address: string;
  onBack: () => void;
  onDone: () => void;
}

/** An alias or a shared mailbox, by a login that is there already. */
export default function SenderScreen({ channelId, ...props }: SenderScreenProps) {
  const channel = useKnowledge().known.channels?.find(({ id }) => id === channelId);
  return channel ? <Another channel={channel} {...props} /> : null;
}

function Another({
  channel,
  address: given,
  onBack,
  onDone,
}: Omit<SenderScreenProps, 'channelId'> & { channel: Channel }) {
  const styles = useStyles();
  const words = useWords();
  const { proving, isSigningIn, trouble, ask, callOff } = useAnother(channel);
  const [address, typeAddress] = useState(given);
  const [name, typeName] = useState(channel.sender.name);
  const [submitted, submit] = useState(false);
  const { username, server, providerId, credential } = channel;
  const parsed = parseAddress(address);
  const service = credential === 'sign-in' ? serviceOf(providerId) : null;

  if (proving.phase === 'proven') return <SavedChannel channel={proving.channel} onDone={onDone} />;
  if (service !== null && isSigningIn) return <WaitingScreen service={service} onCancel={callOff} />;
  if (proving.phase === 'running') return <ProvingScreen steps={proving.steps} onCancel={callOff} />;

  const said =
    trouble && (isOfSender(trouble) ? refusal() : troubleWords(wordsAt(words, { ...channel, found: true }), trouble));
  return (
    <Screen title={said === null ? words.senders.title : said.title} onBack={onBack}>
      {trouble === null || said === null ? (
        <Notice shape="person">{words.senders.intro(inLetters(server.host), inLetters(username))}</Notice>
      ) : (
        <ProofTrouble
          trouble={trouble}
          said={said}
          forIt={isOfSender(trouble)}
          subject={{ address: address.trim(), login: username, server, key: keyAt(words, channel) }}
        />
      )}
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit(true);
          if (parsed.ok) ask({ name: name.trim(), address: parsed.value });
        }}
      >
        <Field
          label={words.senders.address}
          validationState={submitted && !parsed.ok ? 'error' : 'none'}
          validationMessage={submitted && !parsed.ok ? words.slips.address[parsed.failure] : undefined}
        >
          <Input
            value={address}
            inputMode="email"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(_, { value }) => {
              typeAddress(value);
            }}
          />
        </Field>
        <Field label={words.senders.name}>
          <Input
            value={name}
            autoComplete="off"
            onChange={(_, { value }) => {
              typeName(value);
            }}
          />
        </Field>
        {service !== null && <Notice>{words.senders.signInAgain(SIGN_IN_TERMS[service].name, username)}</Notice>}
        <Button type="submit" appearance={trouble !== null && isOfSender(trouble) ? 'secondary' : 'primary'}>
          {trouble === null ? words.senders.submit : words.common.tryAgain}
        </Button>
      </form>
      {proving.phase === 'failed' && hasBegun(proving.steps) && <StepList steps={proving.steps} />}
    </Screen>
  );

  function refusal(): TroubleWords {
    const { title, explanation, next } = words.senders.refused;
    return {
      title: title(address.trim()),
      explanation: explanation(inLetters(server.host), inLetters(username)),
      next,
      whoCan: 'it',
    };
  }
}
