import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import { siblingsOf } from '../../../domain/choices.ts';
import type { SignInService } from '../../../domain/credential.ts';
import type { Allowances } from '../../../domain/policies.ts';
import { PROVIDERS, type ProviderId } from '../../../domain/provider.ts';
import { allowedWays, type AllowedWays } from '../../../domain/service-policy.ts';
import { offeredService, waysInto, SIGN_IN_TERMS } from '../../../domain/sign-in-service.ts';
import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { QuietButton } from '../../parts/QuietButton.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { useWords } from '../../parts/surroundings.ts';
import type { TroubleKind } from '../../words/trouble.ts';
import { keyAt, wordsAt } from '../../words/login-words.ts';
import { nationalName } from '../../words/national-name.ts';
import { toSignIn, troubleWords } from '../../words/trouble-words.ts';
import { useKnowledge } from '../known/known-context.ts';
import { latestTrouble } from '../known/known.ts';
import { hasBegun } from '../prove/proving.ts';
import { PreparedMeanwhile } from '../prepared/PreparedMeanwhile.tsx';
import { ProofTrouble } from '../prove/ProofTrouble.tsx';
import { ProvingScreen } from '../prove/ProvingScreen.tsx';
import { StepList } from '../prove/StepList.tsx';
import { RefusedNote } from '../reputation/RefusedNote.tsx';
import { SignInTrouble } from '../sign-in/SignInTrouble.tsx';
import { WaitingScreen } from '../sign-in/WaitingScreen.tsx';
import { ChosenService } from './ChosenService.tsx';
import { ConnectForm } from './ConnectForm.tsx';
import { isFound, serverIn, type Origin } from './fields.ts';
import { ForbiddenHere } from './ForbiddenHere.tsx';
import { PausedThere } from './PausedThere.tsx';
import { SavedChannel } from './SavedChannel.tsx';
import { SignInWay } from './SignInWay.tsx';
import { useConnect } from './use-connect.ts';
import { VariantField } from './VariantField.tsx';

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
  'send-as-denied',
  'invalid-request',
];

const useStyles = makeStyles({ text: { margin: 0, color: tokens.colorNeutralForeground2 } });

interface ConnectScreenProps {
  origin: Origin;
  /** To what an administrator has prepared meanwhile; undefined for nothing. */
  onPrepared: (() => void) | undefined;
  onBack: () => void;
  onDone: (channel: Channel) => void;
}

/** Waits for which ways there are, since the first of them is what the rep is shown. */
export default function ConnectScreen(props: ConnectScreenProps) {
  const words = useWords();
  const { offered, allows } = useKnowledge();
  if (offered === null) return <Spinner style={{ padding: 32 }} label={words.common.loading} />;
  return <Connecting {...props} offered={offered} allows={allows} />;
}

interface ConnectingProps extends ConnectScreenProps {
  offered: readonly SignInService[];
  allows: Allowances | null;
}

/** Sign in or enter, prove, save: one screen, because what was typed stays where it was until the channel works. */
function Connecting({ origin, offered: nowOffered, allows: nowAllows, onPrepared, onBack, onDone }: ConnectingProps) {
  const styles = useStyles();
  const words = useWords();
  const { known } = useKnowledge();
  // What is offered a moment later changes nothing under the rep's hands.
  const [offered] = useState(nowOffered);
  const [allows] = useState(nowAllows);
  const connecting = useConnect(origin, waysOf(origin, origin.providerId, offered, allows).ways);
  const { form, tell, way, takeWay, signingIn, proving, submit, signIn, callOff, interrupted } = connecting;
  const { providerId, senderAddress: sender, username: login } = form.fields;
  const { by, server: recommended } = form.origin;
  const server = serverIn(form.fields) ?? recommended;
  const service = offeredService(providerId, offered);
  const { ways } = waysOf(origin, providerId, offered, allows);
  // Of a service that was chosen whichever region is; else what it began with, whatever server is typed meanwhile.
  const { because } = waysOf(origin, by === 'choice' ? providerId : origin.providerId, offered, allows);

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

  if (service !== null && signingIn.phase === 'waiting') return <WaitingScreen service={service} onCancel={callOff} />;
  if (proving.phase === 'running') {
    return <ProvingScreen steps={proving.steps} onCancel={callOff} />;
  }

  const trouble = connecting.trouble && latestTrouble(known, connecting.trouble);
  // The one it began with, whatever server is typed meanwhile: a new title takes the focus.
  const { id: begun, name } = PROVIDERS[form.origin.providerId];
  // One that was chosen may still become another cloud's.
  const national = by === 'choice' ? null : nationalName(words, begun);
  const title =
    by === 'hand'
      ? words.connect.byHandTitle
      : words.connect.title(begun === 'custom' && recommended ? inLetters(recommended.host) : (national ?? name));
  const filledIn =
    form.origin.filledIn === true && server?.host === recommended?.host && server?.port === recommended?.port;
  const place = { providerId, server, filledIn, found: isFound(form) };
  const said = wordsAt(words, place);
  const whoCan = trouble && troubleWords(said, trouble).whoCan;
  const forIt = whoCan === 'it';
  const bySignIn = way === 'sign-in' && service !== null;
  const others = ways.filter((one) => one !== way);
  if (because !== null) {
    const isAllowed = (id: ProviderId): boolean => waysOf(origin, id, offered, allows).because === null;
    const { title: forbidden, explanation, next } = troubleWords(words, { kind: 'policy-forbids', ...because });
    return (
      <Screen title={forbidden} onBack={onBack}>
        <Notice shape="building">{`${explanation} ${next}`}</Notice>
        {by === 'choice' && siblingsOf(providerId).some(isAllowed) && (
          <VariantField providerId={providerId} tell={tell} />
        )}
      </Screen>
    );
  }
  if (by === 'choice' && ways.length === 0) {
    return (
      <Screen title={words.start.refused(name)} onBack={onBack}>
        <p className={styles.text}>{words.choose.refused(name)}</p>
      </Screen>
    );
  }

  return (
    <Screen title={trouble === null ? title : troubleWords(said, trouble).title} onBack={onBack}>
      {onPrepared && <PreparedMeanwhile origin={origin} onLook={onPrepared} />}
      {trouble === null && <Notice shape={interrupted ? 'warning' : 'person'}>{introduction()}</Notice>}
      {trouble === null && (
        <ForbiddenHere allowances={allows} providerId={providerId} host={form.route?.host ?? null} way={way} />
      )}
      {trouble === null && <PausedThere host={server?.host ?? null} address={sender} />}
      {trouble === null && form.route !== null && <RefusedNote {...form.route} />}
      {trouble !== null &&
        (bySignIn ? (
          <SignInTrouble
            trouble={trouble}
            providerId={providerId}
            forIt={forIt}
            subject={{ address: sender, login: sender, server }}
            onSendWith={connecting.sendWith}
          />
        ) : (
          <ProofTrouble
            trouble={trouble}
            said={troubleWords(said, trouble)}
            forIt={forIt}
            subject={{ address: sender, login, server, key: keyAt(words, place), filledIn }}
          />
        ))}
      {by === 'choice' && <ChosenService form={form} tell={tell} offered={offered} quiet={trouble !== null} />}
      {bySignIn ? (
        <SignInWay
          service={service}
          trouble={trouble}
          forIt={forIt}
          onSignIn={() => {
            signIn(service);
          }}
          onAgain={connecting.proveAgain}
        />
      ) : (
        <ConnectForm
          form={form}
          tell={tell}
          submit={submit}
          submitLabel={trouble === null ? words.connect.submit : words.common.tryAgain}
          open={trouble !== null && whoCan !== 'nobody-wait' && IN_DETAILS.includes(trouble.kind)}
          askHere={trouble === null}
          primary={!forIt && !toSignIn(trouble)}
        />
      )}
      {proving.phase === 'failed' && hasBegun(proving.steps) && <StepList steps={proving.steps} />}
      {service !== null &&
        others.map((other) => (
          <QuietButton
            key={other}
            onClick={() => {
              takeWay(other);
            }}
          >
            {other === 'password'
              ? words.signInToSend.passwordInstead
              : words.signInToSend.instead(SIGN_IN_TERMS[service].name)}
          </QuietButton>
        ))}
    </Screen>
  );

  function introduction(): string {
    if (bySignIn)
      return interrupted
        ? words.signInToSend.interrupted
        : words.signInToSend.intro(SIGN_IN_TERMS[service].name, sender);
    if (interrupted) return words.connect.interrupted;
    if (by === 'hand') return words.connect.byHandIntro;
    return by === 'choice' ? words.choose.intro(sender) : words.connect.intro(sender);
  }
}

/** The ways in, without those that the rep's company does not allow; of a server that is entered by hand nothing is known before. */
function waysOf(
  { by, server, ways }: Origin,
  providerId: ProviderId,
  offered: readonly SignInService[],
  allows: Allowances | null,
): AllowedWays {
  const all = waysInto(providerId, offered).filter((way) => ways?.includes(way) ?? true);
  if (allows === null || by === 'hand') return { ways: all, because: null };
  const host = (by === 'choice' ? PROVIDERS[providerId].server : server)?.host ?? null;
  return allowedWays(allows, { providerId, host }, all);
}
