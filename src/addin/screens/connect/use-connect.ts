import { useCallback, useEffect, useReducer, useState } from 'react';
import type { SignInService } from '../../../domain/credential.ts';
import type { Way } from '../../../domain/sign-in-service.ts';
import { firstTransport, sendsForOthers } from '../../../domain/transport.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import type { Trouble } from '../../words/trouble.ts';
import { useKnowledge } from '../known/known-context.ts';
import type { Proving } from '../prove/proving.ts';
import { useProving } from '../prove/use-proving.ts';
import { useSigningIn, type SignInCredential, type SigningIn } from '../sign-in/use-signing-in.ts';
import { fill, requestFrom, requestWith, startForm, type Form, type FormEvent, type Origin } from './fields.ts';
import { forgetUnfinished, readUnfinished, writeUnfinished } from './unfinished.ts';

interface Connecting {
  form: Form;
  tell: (event: FormEvent) => void;
  way: Way;
  takeWay: (way: Way) => void;
  signingIn: SigningIn;
  proving: Proving;
  /** What the last try met, by whichever of the two ways. */
  trouble: Trouble | null;
  /** With the password that was typed. */
  submit: () => void;
  signIn: (service: SignInService) => void;
  /** As who is signed in already; null while nobody is. */
  proveAgain: (() => void) | null;
  /** As the account that signed in, though another was expected; null while nobody has, and where that cannot be. */
  sendWith: ((account: string) => void) | null;
  callOff: () => void;
  /** Whether a reload cut the last proof short. */
  interrupted: boolean;
}

/** Fills the form, proves what stands in it, and keeps what was typed, but for the password, over a reload of the pane. */
export function useConnect(origin: Origin, ways: readonly Way[]): Connecting {
  const { host, backend, session } = useSurroundings();
  const knowledge = useKnowledge();
  const { emailAddress, displayName } = host.profile();
  const [unfinished] = useState(() => readUnfinished(session, emailAddress));
  const [form, tell] = useReducer(fill, null, () =>
    startForm(unfinished?.origin ?? origin, { address: emailAddress, name: displayName }, unfinished?.typed ?? null),
  );
  const [way, setWay] = useState(() => ways.find((one) => one === unfinished?.way) ?? ways[0] ?? 'password');
  const { proving, run, callOff: callOffProof } = useProving();
  const { signingIn, begin, mean, callOff: callOffSignIn } = useSigningIn();
  const { phase } = proving;

  useEffect(() => {
    if (phase === 'proven') forgetUnfinished(session, emailAddress);
    else writeUnfinished(session, emailAddress, form, way, phase === 'running');
  }, [session, emailAddress, form, way, phase]);

  // A reload takes this away without a word; whoever leaves by a button is done with it.
  useEffect(
    () => () => {
      forgetUnfinished(session, emailAddress);
    },
    [session, emailAddress],
  );

  const saved = proving.phase === 'proven' ? proving.channel : null;
  const { tell: tellKnown } = knowledge;
  useEffect(() => {
    if (saved !== null) tellKnown({ type: 'channel-changed', channel: saved });
  }, [saved, tellKnown]);

  const callOff = useCallback(() => {
    callOffSignIn();
    callOffProof();
  }, [callOffSignIn, callOffProof]);

  const submit = useCallback(() => {
    tell({ type: 'submitted' });
    const request = requestFrom(form);
    if (request !== null) void run((onLine, signal) => backend.connect(request, onLine, signal));
  }, [backend, form, run]);

  const proveWith = useCallback(
    (credential: SignInCredential) => {
      const request = requestWith(form, credential);
      if (request !== null) void run((onLine, signal) => backend.connect(request, onLine, signal));
    },
    [backend, form, run],
  );

  const transport = firstTransport(form.fields.providerId, knowledge.graph);
  const signIn = async (service: SignInService) => {
    callOffProof();
    const credential = await begin(service, transport, form.fields.senderAddress);
    if (credential !== null) proveWith(credential);
  };
  const credential = signingIn.phase === 'done' ? signingIn.credential : null;

  return {
    form,
    tell,
    way,
    takeWay: (next) => {
      callOff();
      setWay(next);
    },
    signingIn,
    proving,
    trouble: signingIn.phase === 'failed' ? signingIn.trouble : proving.phase === 'failed' ? proving.trouble : null,
    submit,
    signIn: (service) => void signIn(service),
    proveAgain:
      credential === null
        ? null
        : () => {
            proveWith(credential);
          },
    sendWith:
      credential === null || !sendsForOthers(transport)
        ? null
        : (account) => {
            proveWith(mean(credential, account));
          },
    callOff,
    interrupted: unfinished?.proving === true && phase === 'idle' && signingIn.phase === 'idle',
  };
}
