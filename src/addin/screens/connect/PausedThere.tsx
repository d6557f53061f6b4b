import { oneNameOf } from '../../../domain/provider.ts';
import { Notice } from '../../parts/Notice.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';

/** Says before anything is typed that what is connected here is going to be paused, as a channel of the rep's there is; the server decides. */
export function PausedThere({ host, address }: { host: string | null; address: string }) {
  const { stopped } = useWords();
  const { known } = useKnowledge();
  const isReached = (known.channels ?? []).some(
    ({ stoppedSince, server, sender }) =>
      stoppedSince !== null &&
      (sender.address.toLowerCase() === address.toLowerCase() ||
        (host !== null && oneNameOf(server.host) === oneNameOf(host))),
  );
  return isReached ? <Notice shape="building">{stopped.there}</Notice> : null;
}
