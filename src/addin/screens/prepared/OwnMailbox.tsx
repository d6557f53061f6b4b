import { Identity } from '../../parts/Identity.tsx';
import { useSurroundings, useWords } from '../../parts/surroundings.ts';

/** Whose mailbox it is that something is prepared for. */
export function OwnMailbox() {
  const { host } = useSurroundings();
  const words = useWords();
  const { emailAddress, displayName } = host.profile();
  return <Identity name={displayName} address={emailAddress} label={words.start.mailbox} />;
}
