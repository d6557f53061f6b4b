import { PROVIDERS } from '../../../domain/provider.ts';
import { Notice } from '../../parts/Notice.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { useReputation } from './use-reputation.ts';

/** Warns of a channel whose mail is going to be refused, or may be, before it is set up; stops nobody. */
export function RefusedNote({ address, host }: { address: string; host: string }) {
  const words = useWords().reputation;
  const reputation = useReputation(address, host);
  if (reputation === null) return null;
  const { domain, dkim, dmarc, providerId, standing } = reputation;
  if (dmarc !== 'reject' && dmarc !== 'quarantine') return null;
  const mayBe = standing === 'if-signed' && dkim === 'unclear';
  if (standing !== 'refused' && !mayBe) return null;
  const warn = (mayBe ? words.warningUnlessSigned : words.warning)[dmarc];
  return <Notice shape="warning">{warn(domain, providerId === 'custom' ? host : PROVIDERS[providerId].name)}</Notice>;
}
