import type { Allowances } from '../../../domain/policies.ts';
import { objectionTo, ownChannel } from '../../../domain/policy-rules.ts';
import { whoseServer, type ProviderId } from '../../../domain/provider.ts';
import type { Way } from '../../../domain/sign-in-service.ts';
import { Notice } from '../../parts/Notice.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { instead } from '../../words/trouble-words.ts';

interface ForbiddenHereProps {
  /** Null while the server has not said. */
  allowances: Allowances | null;
  providerId: ProviderId;
  /** Null while none is named. */
  host: string | null;
  way: Way;
}

/** Says of a server that the rep names that the company does not allow it, or which ones it does before one is named. */
export function ForbiddenHere({ allowances, providerId, host, way }: ForbiddenHereProps) {
  const { forbidden } = useWords();
  if (allowances === null) return null;
  if (host === null) {
    const { hosts } = allowances;
    return hosts.length === 0 ? null : <Notice shape="building">{forbidden.servers(hosts)}</Notice>;
  }
  const because = objectionTo(allowances, ownChannel(whoseServer(providerId, host), host, way));
  if (because === null) return null;
  return <Notice shape="warning">{`${forbidden.because[because.policy]} ${instead(forbidden, because)}`}</Notice>;
}
