import { PROVIDERS } from '../../../domain/provider.ts';
import { Notice } from '../../parts/Notice.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { useReputation } from './use-reputation.ts';

/** Warns of a channel whose mail is going to be refused, before it is set up; stops nobody. */
export function RefusedNote({ address, host }: { address: string; host: string }) {
  const words = useWords().reputation;
  const reputation = useReputation(address, host);
  if (reputation?.standing !== 'refused') return null;
  const { domain, dmarc, providerId } = reputation;
  const warn = words.warning[dmarc === 'reject' ? 'reject' : 'quarantine'];
  return <Notice shape="warning">{warn(domain, providerId === 'custom' ? host : PROVIDERS[providerId].name)}</Notice>;
}
