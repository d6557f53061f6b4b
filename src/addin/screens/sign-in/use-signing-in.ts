import { useCallback, useEffect, useRef, useState } from 'react';
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
  /** Our server knows it by the reference for ten minutes, until a channel has it. */
  | { phase: 'done'; reference: string };

interface SigningInAt {
  signingIn: SigningIn;
  /** Opens the window; call it from a click. Gives back the reference, or null when there is none or the rep has left. */
  begin: (service: SignInService, transport: Transport, loginHint: string) => Promise<string | null>;
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
      set(ended.ok ? { phase: 'done', ...ended.value } : { phase: 'failed', trouble: ended.failure });
      return ended.ok ? ended.value.reference : null;
    },
    [backend, host],
  );

  const leave = useCallback(() => {
    running.current?.abort();
    running.current = null;
  }, []);
  const callOff = useCallback(() => {
    leave();
    set({ phase: 'idle' });
  }, [leave]);
  useEffect(() => leave, [leave]);

  return { signingIn, begin, callOff };
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
