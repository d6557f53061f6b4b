import { inLetters } from '../../parts/domain-names.ts';
import { Notice } from '../../parts/Notice.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { useWords } from '../../parts/surroundings.ts';
import { DoubtLetter } from './DoubtLetter.tsx';
import { mindOf, nameOfProvider } from './verdict.ts';
import { useReputation } from './use-reputation.ts';

/** Warns of a channel whose mail is going to be refused, or may be, before it is used; stops nobody. `host` is null for the operator's. */
export function RefusedNote({ address, host }: { address: string; host: string | null }) {
  const say = useWords().reputation;
  const reputation = useReputation(address, host);
  const mind = reputation && mindOf(reputation);
  if (reputation === null || mind === null) return null;
  const { standing } = reputation;
  const domain = inLetters(reputation.domain);
  if (standing !== 'refused' && standing !== 'doubtful') return null;
  if (host === null) return <Notice shape="warning">{say.ofDefault[standing](mind, domain)}</Notice>;
  const provider = nameOfProvider(reputation, host);
  if (standing === 'refused') return <Notice shape="warning">{say.warning[mind](domain, provider)}</Notice>;
  return (
    <Panel tone="notice">
      <Notice shape="warning">{say.doubt(mind, domain, provider)}</Notice>
      <DoubtLetter reputation={reputation} provider={provider} />
    </Panel>
  );
}
