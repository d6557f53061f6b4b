import { useEffect } from 'react';
import type { Channel } from '../../../contract/shapes.ts';
import type { Mailbox } from '../../../domain/address.ts';
import { serviceOf } from '../../../domain/sign-in-service.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import type { Trouble } from '../../words/trouble.ts';
import { useKnowledge } from '../known/known-context.ts';
import type { Proving } from '../prove/proving.ts';
import { useProving } from '../prove/use-proving.ts';
import { useSigningIn } from '../sign-in/use-signing-in.ts';

/** Asks a channel's server whether its login may send as another address: with the password there is, or a sign-in of its own. */
export function useAnother(channel: Channel): {
  proving: Proving;
  isSigningIn: boolean;
  trouble: Trouble | null;
  ask: (sender: Mailbox) => void;
  callOff: () => void;
} {
  const { backend } = useSurroundings();
  const { tell } = useKnowledge();
  const { proving, run, callOff: callOffProof } = useProving();
  const { signingIn, begin, callOff: callOffSignIn } = useSigningIn();
  const { id, providerId, server, username } = channel;

  const saved = proving.phase === 'proven' ? proving.channel : null;
  useEffect(() => {
    if (saved !== null) tell({ type: 'channel-changed', channel: saved });
  }, [saved, tell]);

  const signInFor = async (sender: Mailbox) => {
    const service = serviceOf(providerId);
    const credential = service && (await begin(service, 'smtp', username));
    if (!credential) return;
    const request = { providerId, server, username, sender, credential: { ...credential, account: username } };
    void run((onLine, signal) => backend.connect(request, onLine, signal));
  };

  return {
    proving,
    isSigningIn: signingIn.phase === 'waiting',
    trouble: signingIn.phase === 'failed' ? signingIn.trouble : proving.phase === 'failed' ? proving.trouble : null,
    ask: (sender) => {
      callOffProof();
      if (channel.credential === 'sign-in') void signInFor(sender);
      else void run((onLine, signal) => backend.addSender(id, sender, onLine, signal));
    },
    callOff: () => {
      callOffSignIn();
      callOffProof();
    },
  };
}
