import { useCallback, useEffect, useRef, useState } from 'react';
import type { Credential } from '../../../contract/shapes.ts';
import type { SignInService } from '../../../domain/credential.ts';
import type { Result } from '../../../domain/result.ts';
import type { Transport } from '../../../domain/transport.ts';
import { useSurroundings, type Surroundings } from '../../parts/surroundings.ts';
import type { Trouble } from '../../words/trouble.ts';
import { readEnd } from './sign-in-end.ts';

/** A sign-in at a service, in a window: not begun, under way, come to nothing, or done. */
export type SigningIn =
  | { phase: 'idle' }
  | { phase: 'waiting' }
  | { phase: 'failed'; trouble: Trouble }
  /** Our server knows it for ten minutes, until a channel has it. */
  | { phase: 'done'; credential: SignInCredential };

/** A sign-in to prove a channel with, and the account, where the rep has said that another than the mailbox's is meant. */
export type SignInCredential = Extract<Credential, { kind: 'sign-in' }>;

interface SigningInAt {
  signingIn: SigningIn;
  /** Opens the window; call it from a click. Gives back what came of it, or null when that is nothing or the rep has left. */
  begin: (service: SignInService, transport: Transport, loginHint: string) => Promise<SignInCredential | null>;
  /** The rep's word that whoever signed in is meant: holds for each try with this sign-in. */
  mean: (credential: SignInCredential, account: string) => SignInCredential;
  callOff: () => void;
}

/** Where to sign in, for what, and as whom most likely. */
interface SignInRequest {
  service: SignInService;
  transport: Transport;
  loginHint: string;
}

/** One sign-in at a time. Leaving the screen closes its window. */
export function useSigningIn(): SigningInAt {
  const { backend, host } = useSurroundings();
  const [signingIn, set] = useState<SigningIn>({ phase: 'idle' });
  const running = useRef<AbortController | null>(null);

  const begin = useCallback(
    async (service: SignInService, transport: Transport, loginHint: string) => {
      if (running.current !== null) return null;
      const stop = new AbortController();
      running.current = stop;
      set({ phase: 'waiting' });
      const ended = await signIn({ backend, host }, { service, transport, loginHint }, stop.signal);
      if (stop.signal.aborted) return null;
      running.current = null;
      if (!ended.ok) {
        set({ phase: 'failed', trouble: ended.failure });
        return null;
      }
      const credential = { kind: 'sign-in', ...ended.value } as const;
      set({ phase: 'done', credential });
      return credential;
    },
    [backend, host],
  );
  const mean = useCallback((credential: SignInCredential, account: string) => {
    const meant = { ...credential, account };
    set({ phase: 'done', credential: meant });
    return meant;
  }, []);

  const leave = useCallback(() => {
    running.current?.abort();
    running.current = null;
  }, []);
  const callOff = useCallback(() => {
    leave();
    set({ phase: 'idle' });
  }, [leave]);
  useEffect(() => leave, [leave]);

  return { signingIn, begin, mean, callOff };
}

async function signIn(
  { backend, host }: Pick<Surroundings, 'backend' | 'host'>,
  asked: SignInRequest,
  signal: AbortSignal,
): Promise<Result<{ reference: string }, Trouble>> {
  const opened = await backend.ask('openSignIn', { body: asked, signal });
  if (!opened.ok) return opened;
  const told = await host.openWindow(opened.value.url, signal);
  return told.ok ? readEnd(asked.service, told.value) : told;
}
